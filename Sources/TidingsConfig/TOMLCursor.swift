/// A place in a TOML text, and the little of its grammar that is needed to step over values.
struct TOMLCursor {
    private let bytes: [UInt8]
    private(set) var position = 0
    /// Counted from 1.
    private(set) var line = 1

    init(_ text: String) {
        bytes = Array(text.utf8)
        // A byte order mark is no part of the first key.
        if follows("\u{FEFF}") { advance(3) }
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where position < bytes.count {
            if bytes[position] == UInt8(ascii: "\n") { line += 1 }
            position += 1
        }
    }

    private func follows(_ text: String) -> Bool {
        bytes[position...].starts(with: text.utf8)
    }

    func isAt(_ character: Unicode.Scalar) -> Bool {
        next.map { UInt32($0) == character.value } ?? false
    }

    /// Whether a character follows that outside of texts TOML has no use for.
    var isBeyondASCII: Bool { next.map { $0 >= 0x80 } ?? false }

    /// Takes one character if it is next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard isAt(character) else { return false }
        advance()
        return true
    }

    /// Skips spaces and tabs.
    mutating func skipBlanks() {
        while let next, next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") { advance() }
    }

    /// Skips the rest of the line, its end included.
    mutating func skipLine() {
        while let next, next != UInt8(ascii: "\n") { advance() }
        advance()
    }

    /// Skips blanks, line ends and comments; false at the end of the text.
    mutating func skipToToken() -> Bool {
        while let next {
            switch next {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): advance()
            case UInt8(ascii: "#"): skipLine()
            default: return true
            }
        }
        return false
    }

    /// Reads a key, dotted or not, and the blanks around it; empty where there is none.
    mutating func readKey() -> [String] {
        var names: [String] = []
        repeat {
            skipBlanks()
            guard let name = readName() else { return names }
            names.append(name)
            skipBlanks()
        } while take(".")
        return names
    }

    /// Skips a text, a number, a date or a word.
    mutating func skipScalar() {
        if follows("\"\"\"") {
            skipText(closedBy: "\"\"\"", hasEscapes: true)
        } else if follows("'''") {
            skipText(closedBy: "'''", hasEscapes: false)
        } else if follows("\"") {
            skipText(closedBy: "\"", hasEscapes: true)
        } else if follows("'") {
            skipText(closedBy: "'", hasEscapes: false)
        } else {
            let ends = Array(",]}#\r\n".utf8)
            while let next, !ends.contains(next) { advance() }
        }
    }

    private mutating func skipText(closedBy quotes: String, hasEscapes: Bool) {
        let length = quotes.utf8.count
        advance(length)
        while next != nil, !follows(quotes) {
            advance(hasEscapes && next == UInt8(ascii: "\\") ? 2 : 1)
        }
        advance(length)
        // Up to two quotes may stand before the three that close a text of several lines.
        if length == 3 { while let next, next == quotes.utf8.first { advance() } }
    }

    private mutating func readName() -> String? {
        if follows("\"") { return readQuotedName(closedBy: "\"", hasEscapes: true) }
        if follows("'") { return readQuotedName(closedBy: "'", hasEscapes: false) }
        let start = position
        while let next, TOMLCursor.isBare(next) { advance() }
        return start < position ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
    }

    private mutating func readQuotedName(closedBy quote: String, hasEscapes: Bool) -> String {
        advance()
        var name: [UInt8] = []
        while let byte = next, byte != quote.utf8.first, byte != UInt8(ascii: "\n") {
            advance()
            if hasEscapes, byte == UInt8(ascii: "\\") {
                name += readEscape()
            } else {
                name.append(byte)
            }
        }
        advance()
        return String(decoding: name, as: UTF8.self)
    }

    private mutating func readEscape() -> [UInt8] {
        guard let letter = next else { return [] }
        advance()
        switch letter {
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "u"): return readScalar(digits: 4)
        case UInt8(ascii: "U"): return readScalar(digits: 8)
        default: return [letter]
        }
    }

    private mutating func readScalar(digits: Int) -> [UInt8] {
        let end = min(position + digits, bytes.count)
        let value = UInt32(String(decoding: bytes[position..<end], as: UTF8.self), radix: 16)
        advance(end - position)
        return Array(String(value.flatMap(Unicode.Scalar.init) ?? "\u{FFFD}").utf8)
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
