package import FeedModel

/// Writes values as JSON text in UTF-8, on one line or indented by two spaces.
///
/// Beside what RFC 8259 demands, DEL, the C1 controls, the bidirectional overrides and the line separators are
/// escaped, so that text from feeds reaches no terminal raw.
package struct JSONOutput {
    private let isPretty: Bool
    private let sink: (([UInt8]) -> Void)?
    private var bytes: [UInt8] = []

    /// Bytes that are gathered before they are given away.
    private static let piece = 64 << 10

    private init(isPretty: Bool, to sink: (([UInt8]) -> Void)? = nil) {
        self.isPretty = isPretty
        self.sink = sink
    }

    /// The text of `value` in UTF-8, without a line break at its end.
    package static func bytes(of value: JSONValue, isPretty: Bool) -> [UInt8] {
        var output = JSONOutput(isPretty: isPretty)
        output.write(value, depth: 0)
        return output.bytes
    }

    /// Writes `feed.json` indented, without a line break at its end, to `sink` in pieces.
    ///
    /// One item exists as values at a time, and the text never does as a whole: a feed may be as large as memory allows.
    package static func write(_ feed: ParsedFeed, to sink: @escaping ([UInt8]) -> Void) {
        var output = JSONOutput(isPretty: true, to: sink)
        output.writeObject(feed.members(items: []), depth: 0) { output, member in
            if member.name == "items" {
                output.writeList(feed.items, from: "[", to: "]", depth: 1) { $0.write($1.json, depth: 2) }
            } else {
                output.write(member.value, depth: 1)
            }
        }
        sink(output.bytes)
    }

    private mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let isTrue): bytes += (isTrue ? "true" : "false").utf8
        case .number(let digits): bytes += digits.utf8
        case .string(let text): write(text)
        case .array(let values):
            writeList(values, from: "[", to: "]", depth: depth) { $0.write($1, depth: depth + 1) }
        case .object(let members):
            writeObject(members, depth: depth) { $0.write($1.value, depth: depth + 1) }
        }
        if let sink, bytes.count >= Self.piece {
            sink(bytes)
            bytes.removeAll(keepingCapacity: true)
        }
    }

    private mutating func writeObject(
        _ members: [JSONValue.Member], depth: Int, each: (inout JSONOutput, JSONValue.Member) -> Void
    ) {
        writeList(members, from: "{", to: "}", depth: depth) { output, member in
            output.write(member.name)
            output.bytes += (output.isPretty ? ": " : ":").utf8
            each(&output, member)
        }
    }

    private mutating func writeList<Element>(
        _ elements: [Element], from start: Unicode.Scalar, to end: Unicode.Scalar, depth: Int,
        each: (inout JSONOutput, Element) -> Void
    ) {
        bytes.append(UInt8(ascii: start))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            breakLine(depth: depth + 1)
            each(&self, element)
        }
        if !elements.isEmpty { breakLine(depth: depth) }
        bytes.append(UInt8(ascii: end))
    }

    private mutating func breakLine(depth: Int) {
        guard isPretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.allSatisfy(Self.isPlain) {
            bytes += text.utf8
        } else {
            writeEscaping(Array(text.utf8))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// Writes valid UTF-8, what needs no escape in one go.
    private mutating func writeEscaping(_ text: [UInt8]) {
        var run = 0
        var place = 0
        while place < text.count {
            guard !Self.isPlain(text[place]), let special = Self.special(in: text, at: place) else {
                place += 1
                continue
            }
            bytes += text[run..<place]
            write(escaped: special.value)
            place += special.length
            run = place
        }
        bytes += text[run...]
    }

    /// The character that begins here, and its bytes, if it is one to be escaped.
    @inline(__always)
    private static func special(in text: [UInt8], at place: Int) -> (value: UInt32, length: Int)? {
        let first = text[place]
        switch first {
        case 0..<0x20, 0x22, 0x5C, 0x7F: return (UInt32(first), 1)
        case 0xC2: return text[place + 1] < 0xA0 ? (UInt32(text[place + 1]), 2) : nil
        case 0xD8: return text[place + 1] == 0x9C ? (0x061C, 2) : nil
        case 0xE2:
            let (second, third) = (UInt32(text[place + 1]), UInt32(text[place + 2]))
            guard second == 0x80 || second == 0x81 else { return nil }
            let value = 0x2000 | (second & 0x3F) << 6 | third & 0x3F
            switch value {
            case 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: return (value, 3)
            default: return nil
            }
        default: return nil
        }
    }

    private mutating func write(escaped value: UInt32) {
        switch value {
        case 0x22, 0x5C: bytes += [UInt8(ascii: "\\"), UInt8(truncatingIfNeeded: value)]
        case 0x0A: bytes += "\\n".utf8
        case 0x0D: bytes += "\\r".utf8
        case 0x09: bytes += "\\t".utf8
        default:
            bytes += "\\u".utf8
            for shift in [12, 8, 4, 0] as [UInt32] {
                let digit = UInt8(truncatingIfNeeded: value >> shift & 15)
                bytes.append(digit < 10 ? digit + 0x30 : digit + 0x57)
            }
        }
    }
}
