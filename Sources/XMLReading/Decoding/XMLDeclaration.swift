/// The XML declaration, as far as it is needed before anything is decoded.
enum XMLDeclaration {
    /// The label in the `encoding` of the first declaration within the first 4 KiB.
    ///
    /// A comment or stray text before it does not hide it: it is still the best that we know.
    static func encoding(in bytes: [UInt8]) -> String? {
        let head = bytes.prefix(4_096)
        guard let start = head.firstRange(of: Array("<?xml".utf8)) else { return nil }
        let rest = head[start.upperBound...]
        guard let first = rest.first, isSpace(first), let end = rest.firstIndex(of: 0x3E) else { return nil }
        let declaration = rest[..<end]
        guard let key = declaration.firstRange(of: Array("encoding".utf8)) else { return nil }
        let value = declaration[key.upperBound...].drop { isSpace($0) }
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
