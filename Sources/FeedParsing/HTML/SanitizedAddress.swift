internal import FeedModel

/// Addresses in attributes: made absolute, and judged by their schemes.
enum SanitizedAddress {
    /// The address in a value; `nil` if its scheme is not allowed there.
    static func address(_ value: String, _ kind: SanitizerRule.AddressKind, base: inout AddressBase)
        -> String?
    {
        let text = cleaned(value)
        guard !text.isEmpty, !text.utf8.starts(with: "#".utf8) else { return text }
        // What stands before a colon is taken for a scheme even if it cannot be one: nothing good begins so.
        let head = text.utf8.prefix { $0 != 0x3A && $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }
        guard head.endIndex < text.utf8.endIndex, text.utf8[head.endIndex] == 0x3A else {
            return base.resolve(text)
        }
        let scheme = text[..<head.endIndex].lowercased()
        switch kind {
        case .link: return linkSchemes.contains(scheme) ? text : nil
        case .image where scheme == "data": return isImage(text) ? text : nil
        case .image, .other: return scheme == "http" || scheme == "https" ? text : nil
        }
    }

    /// Whether an address is absolute, allowed everywhere, and to be written as it is.
    static func isPlainlyWeb(_ value: ArraySlice<UInt8>) -> Bool {
        (value.starts(with: "https://".utf8) || value.starts(with: "http://".utf8))
            && !value.contains { $0 <= 0x20 }
    }

    /// The candidates of a `srcset` that are allowed; `nil` if there is none.
    static func candidates(_ value: String, base: inout AddressBase) -> String? {
        var kept: [String] = []
        var rest = Array(value.utf8)[...]
        while true {
            rest = rest.drop { ASCII.isSpace($0) || $0 == 0x2C }
            guard !rest.isEmpty else { break }
            var address = rest.prefix { !ASCII.isSpace($0) }
            rest = rest[address.endIndex...]
            var descriptor: ArraySlice<UInt8> = []
            if address.last == 0x2C {
                while address.last == 0x2C { address.removeLast() }
            } else {
                descriptor = takeDescriptor(&rest)
            }
            guard let link = self.address(String(decoding: address, as: UTF8.self), .other, base: &base),
                !link.isEmpty
            else { continue }
            let words = String(decoding: descriptor, as: UTF8.self)
            kept.append(words.isEmpty ? link : "\(link) \(words)")
        }
        return kept.isEmpty ? nil : kept.joined(separator: ", ")
    }

    /// What stands up to the next comma that is not in parentheses.
    private static func takeDescriptor(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var depth = 0
        let descriptor = rest.prefix { byte in
            if byte == 0x28 { depth += 1 }
            if byte == 0x29 { depth -= 1 }
            return byte != 0x2C || depth > 0
        }
        rest = rest[descriptor.endIndex...]
        return ASCII.trimmed(descriptor)
    }

    /// A value without what surrounds it up to U+0020, without tabs and line breaks; spaces become `%20`.
    private static func cleaned(_ value: String) -> String {
        var bytes = Array(value.utf8)[...].drop { $0 <= 0x20 }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        guard bytes.contains(where: { $0 <= 0x20 }) else { return String(decoding: bytes, as: UTF8.self) }
        var clean: [UInt8] = []
        for byte in bytes where byte != 0x09 && byte != 0x0A && byte != 0x0D {
            if byte == 0x20 { clean += "%20".utf8 } else { clean.append(byte) }
        }
        return String(decoding: clean, as: UTF8.self)
    }

    private static func isImage(_ text: String) -> Bool {
        let text = text.lowercased()
        return ["png", "gif", "jpeg", "jpg", "webp", "avif"].contains { type in
            text.hasPrefix("data:image/\(type);") || text.hasPrefix("data:image/\(type),")
        }
    }

    private static let linkSchemes: Set<String> = [
        "http", "https", "ftp", "mailto", "tel", "xmpp", "irc", "ircs", "magnet", "gemini", "gopher", "news",
    ]
}
