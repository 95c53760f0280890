/// The lines of a file that another program keeps as text.
enum PlainLines {
    /// Without their ends, and without the mark by which some editors begin a file in UTF-8.
    static func lines(of bytes: [UInt8]) -> some Sequence<String> {
        let text = bytes.starts(with: "\u{FEFF}".utf8) ? bytes.dropFirst(3) : bytes[...]
        return text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).lazy
            .map { String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self) }
    }
}
