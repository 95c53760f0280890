/// What may stand in texts that reach a request or a log.
enum TextRule {
    /// Without control characters: a line end in a header would begin another one.
    static func isOneLine(_ text: String) -> Bool {
        !text.utf8.contains { $0 < 0x20 || $0 == 0x7F }
    }

    /// A token of RFC 9110 §5.6.2.
    static func isHeaderName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    /// A host, `host:port`, or a block of addresses with the length of its prefix.
    static func isHostOrNetwork(_ text: String) -> Bool {
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "@") && $0 != UInt8(ascii: "?") }
        guard isPlain, !text.isEmpty else { return false }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 1 { return true }
        guard parts.count == 2, let length = Int(parts[1]) else { return false }
        return (0...(parts[0].contains(":") ? 128 : 32)).contains(length)
    }

    /// Empty, or `host:port` with or without a scheme that libcurl knows for proxies.
    static func isProxy(_ text: String) -> Bool {
        guard let end = text.firstRange(of: "://") else { return !text.contains(" ") }
        let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]
        return schemes.contains(text[..<end.lowerBound].lowercased()) && end.upperBound < text.endIndex
            && !text.contains(" ")
    }
}
