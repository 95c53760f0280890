/// Writes values as JSON text in UTF-8, on one line or indented by two spaces.
///
/// Beside what RFC 8259 demands, DEL, the C1 controls, the bidirectional overrides and the line separators are
/// escaped, so that text from feeds reaches no terminal raw.
package struct JSONOutput {
    private let isPretty: Bool
    private var bytes: [UInt8] = []

    private init(isPretty: Bool) {
        self.isPretty = isPretty
    }

    /// The text of `value` in UTF-8, without a line break at its end.
    package static func bytes(of value: JSONValue, isPretty: Bool) -> [UInt8] {
        var output = JSONOutput(isPretty: isPretty)
        output.write(value, depth: 0)
        return output.bytes
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
            writeList(members, from: "{", to: "}", depth: depth) { output, member in
                output.write(member.name)
                output.bytes += (output.isPretty ? ": " : ":").utf8
                output.write(member.value, depth: depth + 1)
            }
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
            for scalar in text.unicodeScalars { write(scalar) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private mutating func write(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x22, 0x5C:
            bytes += [UInt8(ascii: "\\"), UInt8(truncatingIfNeeded: scalar.value)]
        case 0x0A: bytes += "\\n".utf8
        case 0x0D: bytes += "\\r".utf8
        case 0x09: bytes += "\\t".utf8
        case ..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x061C, 0x2028...0x202E, 0x2066...0x2069:
            bytes += "\\u".utf8
            for shift in [12, 8, 4, 0] as [UInt32] {
                let digit = UInt8(truncatingIfNeeded: scalar.value >> shift & 15)
                bytes.append(digit < 10 ? digit + 0x30 : digit + 0x57)
            }
        default:
            bytes += UTF8.encode(scalar).map(Array.init) ?? []
        }
    }
}
