/// Reads JSON as RFC 8259 writes it.
///
/// Numbers stay as written; a surrogate without its other half becomes U+FFFD, as does a byte that is no UTF-8.
package struct JSONText {
    /// Why a text is no JSON.
    package enum Fault: Error, Hashable, Sendable {
        /// It breaks the grammar on this line, counted from 1.
        case syntax(line: Int)
        /// It nests deeper than `deepest`.
        case depth
        /// It holds more values than `most`.
        case count
    }

    /// Levels of nesting that are read: a feed has four, and each costs a frame of the stack.
    package static let deepest = 512

    /// Values that are read, with all that are in them: a feed of 50,000 rich items has half as many.
    package static let most = 3_000_000

    private let bytes: [UInt8]
    private var position = 0
    private var valuesLeft = Self.most

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The value that `bytes`, in UTF-8, are the text of; white space may be around it.
    package static func value(of bytes: [UInt8]) throws(Fault) -> JSONValue {
        var text = JSONText(bytes)
        let value = try text.value(depth: 0)
        text.skipSpace()
        guard text.position == bytes.count else { throw text.fault }
        return value
    }

    private var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }

    private var fault: Fault {
        .syntax(line: 1 + bytes[..<position].count { $0 == UInt8(ascii: "\n") })
    }

    private mutating func skipSpace() {
        while byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ expected: Unicode.Scalar) -> Bool {
        guard byte == UInt8(ascii: expected) else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(Fault) -> JSONValue {
        guard depth <= Self.deepest else { throw .depth }
        guard valuesLeft > 0 else { throw .count }
        valuesLeft -= 1
        skipSpace()
        switch byte {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func object(depth: Int) throws(Fault) -> JSONValue {
        position += 1
        var members: [JSONValue.Member] = []
        skipSpace()
        if take("}") { return .object([]) }
        while true {
            skipSpace()
            guard byte == UInt8(ascii: "\"") else { throw fault }
            let name = try string()
            skipSpace()
            guard take(":") else { throw fault }
            members.append(JSONValue.Member(name, try value(depth: depth + 1)))
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else { throw fault }
        }
    }

    private mutating func array(depth: Int) throws(Fault) -> JSONValue {
        position += 1
        var values: [JSONValue] = []
        skipSpace()
        if take("]") { return .array([]) }
        while true {
            values.append(try value(depth: depth + 1))
            skipSpace()
            if take("]") { return .array(values) }
            guard take(",") else { throw fault }
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(Fault) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else { throw fault }
        position += word.utf8.count
        return value
    }

    private mutating func number() throws(Fault) -> String {
        let start = position
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws(Fault) {
        guard ASCII.isDigit(byte) else { throw fault }
        while ASCII.isDigit(byte) { position += 1 }
    }

    private mutating func string() throws(Fault) -> String {
        position += 1
        let start = position
        while byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { position += 1 }
        if byte == UInt8(ascii: "\"") {
            position += 1
            return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
        }
        return try escapedString(after: bytes[start..<position])
    }

    private mutating func escapedString(after beginning: ArraySlice<UInt8>) throws(Fault) -> String {
        var text = Array(beginning)
        while true {
            let start = position
            while byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { position += 1 }
            text += bytes[start..<position]
            if take("\"") { return String(decoding: text, as: UTF8.self) }
            guard take("\\") else { throw fault }
            try escape(into: &text)
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws(Fault) {
        let letter = byte
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try scalar()
            // SQLite and the terminal take NUL for the end of a text.
            text += UTF8.encode(scalar == "\0" ? "\u{FFFD}" : scalar).map(Array.init) ?? []
        default:
            position -= 1
            throw fault
        }
    }

    /// The character after `\u`, which may take a second escape.
    private mutating func scalar() throws(Fault) -> Unicode.Scalar {
        let replacement: Unicode.Scalar = "\u{FFFD}"
        let first = try codeUnit()
        guard 0xD800..<0xDC00 ~= first else { return Unicode.Scalar(first) ?? replacement }
        let next = position
        guard take("\\"), take("u") else {
            position = next
            return replacement
        }
        let second = try codeUnit()
        guard 0xDC00..<0xE000 ~= second else {
            position = next
            return replacement
        }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? replacement
    }

    private mutating func codeUnit() throws(Fault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw fault
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
