/// The XML declaration, as far as it is needed before anything is decoded.
enum XMLDeclaration {
    /// The label in the `encoding` of the first declaration within the first 4 KiB.
    ///
    /// A comment or stray text before it does not hide it: it is still the best that we know.
    static func encoding(in bytes: [UInt8]) -> String? {
        let head = min(bytes.count, 4_096)
        guard let start = bytes.end(of: "<?xml", from: 0, before: head), start < head, isSpace(bytes[start]),
            let end = bytes[start..<head].firstIndex(of: 0x3E),
            let key = bytes.end(of: "encoding", from: start, before: end)
        else { return nil }
        let value = bytes[key..<end].drop { isSpace($0) }
        guard value.first == 0x3D else { return nil }
        let quoted = value.dropFirst().drop { isSpace($0) }
        guard let quote = quoted.first, quote == 0x22 || quote == 0x27 else { return nil }
        let label = quoted.dropFirst().prefix { $0 != quote }
        return label.isEmpty ? nil : String(decoding: label, as: UTF8.self)
    }
}

/// Whether a byte is white space to XML.
@inline(__always)
func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }
