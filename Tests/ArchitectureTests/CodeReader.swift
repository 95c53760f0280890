/// Takes comments and the insides of texts out of Swift, and keeps every line end where it is.
///
/// What is interpolated into a text goes with it: this is for finding words, not for compiling.
struct CodeReader {
    private let bytes: [UInt8]
    private var position = 0
    private var code: [UInt8] = []

    private init(_ text: String) {
        bytes = Array(text.utf8)
        code.reserveCapacity(bytes.count)
    }

    static func code(of text: String) -> [UInt8] {
        var reader = CodeReader(text)
        while reader.position < reader.bytes.count { reader.step() }
        return reader.code
    }

    private mutating func step() {
        switch bytes[position] {
        case UInt8(ascii: "/") where follows("//"):
            while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
        case UInt8(ascii: "/") where follows("/*"):
            skipComment()
        case UInt8(ascii: "\""), UInt8(ascii: "#"):
            if let hashes = hashesBeforeQuote() { skipText(hashes: hashes) } else { keep() }
        default:
            keep()
        }
    }

    private func follows(_ text: String) -> Bool {
        var place = position
        for byte in text.utf8 {
            guard place < bytes.count, bytes[place] == byte else { return false }
            place += 1
        }
        return true
    }

    private func hashesBeforeQuote() -> Int? {
        var place = position
        while place < bytes.count, bytes[place] == UInt8(ascii: "#") { place += 1 }
        return place < bytes.count && bytes[place] == UInt8(ascii: "\"") ? place - position : nil
    }

    private mutating func skipComment() {
        var depth = 0
        repeat {
            if follows("/*") {
                depth += 1
                position += 2
            } else if follows("*/") {
                depth -= 1
                position += 2
            } else {
                skip()
            }
        } while depth > 0 && position < bytes.count
        code.append(UInt8(ascii: " "))
    }

    private mutating func skipText(hashes: Int) {
        position += hashes
        let quotes = follows("\"\"\"") ? "\"\"\"" : "\""
        let marks = String(repeating: "#", count: hashes)
        let end = quotes + marks
        let escape = "\\" + marks
        position += quotes.utf8.count
        code.append(UInt8(ascii: "\""))
        while position < bytes.count, !follows(end) {
            guard bytes[position] == UInt8(ascii: "\\"), follows(escape) else {
                skip()
                continue
            }
            position += escape.utf8.count
            if follows("(") { skipInterpolation() } else { skip() }
        }
        position += end.utf8.count
        code.append(UInt8(ascii: "\""))
    }

    /// Up to the parenthesis that closes it; it may hold texts of its own.
    private mutating func skipInterpolation() {
        var depth = 0
        repeat {
            if let hashes = hashesBeforeQuote() {
                skipText(hashes: hashes)
                continue
            }
            if follows("(") { depth += 1 }
            if follows(")") { depth -= 1 }
            skip()
        } while depth > 0 && position < bytes.count
    }

    private mutating func keep() {
        code.append(bytes[position])
        position += 1
    }

    private mutating func skip() {
        if position < bytes.count, bytes[position] == UInt8(ascii: "\n") { code.append(UInt8(ascii: "\n")) }
        position += 1
    }
}
