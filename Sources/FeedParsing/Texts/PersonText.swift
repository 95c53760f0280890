import FeedModel

/// Splits a line that names somebody into name and address (`parse-json.md` §11).
enum PersonText {
    /// The person whom a plain, collapsed `text` names; nil where it is empty.
    static func person(in text: String) -> Person? {
        guard !text.isEmpty else { return nil }
        guard text.utf8.contains(UInt8(ascii: "@")) else { return Person(name: text) }
        let bytes = Array(text.utf8)
        guard let address = address(in: bytes) else { return Person(name: text) }
        let email = String(decoding: bytes[address], as: UTF8.self)
        let name = name(in: bytes, around: address)
        return Person(name: name.isEmpty ? nil : name, email: email)
    }

    /// Where the first `local@domain.tld` stands.
    private static func address(in bytes: [UInt8]) -> Range<Int>? {
        var searchStart = 0
        while let at = bytes[searchStart...].firstIndex(of: UInt8(ascii: "@")) {
            var start = at
            while start > searchStart, isLocalPart(bytes[start - 1]) { start -= 1 }
            let end = endOfDomain(in: bytes, from: at + 1)
            if start < at, let end { return start..<end }
            searchStart = at + 1
        }
        return nil
    }

    private static func isLocalPart(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || "._%+'-".utf8.contains(byte)
    }

    /// The end of a domain with at least one dot; nil where none begins here.
    private static func endOfDomain(in bytes: [UInt8], from start: Int) -> Int? {
        var (labels, end, position) = (0, start, start)
        while true {
            let labelStart = position
            while position < bytes.count, isLabel(bytes[position]) { position += 1 }
            guard position > labelStart else { break }
            labels += 1
            end = position
            guard position < bytes.count, bytes[position] == UInt8(ascii: ".") else { break }
            position += 1
        }
        return labels >= 2 ? end : nil
    }

    private static func isLabel(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "-") || byte >= 0x80
    }

    /// What is left without the address, a `mailto:` before it, and what brackets it leaves empty.
    private static func name(in bytes: [UInt8], around address: Range<Int>) -> String {
        var (before, after) = (bytes[..<address.lowerBound], bytes[address.upperBound...])
        if before.count >= 7, ASCII.equalsIgnoringCase(before.suffix(7), "mailto:") { before.removeLast(7) }
        while true {
            let (left, right) = (ASCII.trimmed(before), ASCII.trimmed(after))
            guard let open = left.last, let close = right.first, isPair(open, close) else { break }
            (before, after) = (left.dropLast(), right.dropFirst())
        }
        var name = ASCII.trimmed((Array(before) + Array(after))[...])
        if let open = name.first, let close = name.last, name.count >= 2, isWrapping(open, close) {
            name = ASCII.trimmed(name.dropFirst().dropLast())
        }
        return PlainSpace.collapsed(name)
    }

    private static func isPair(_ open: UInt8, _ close: UInt8) -> Bool {
        (open == UInt8(ascii: "<") && close == UInt8(ascii: ">")) || isRound(open, close)
            || (open == UInt8(ascii: "[") && close == UInt8(ascii: "]"))
    }

    private static func isWrapping(_ open: UInt8, _ close: UInt8) -> Bool {
        isRound(open, close) || (open == UInt8(ascii: "\"") && close == UInt8(ascii: "\""))
    }

    private static func isRound(_ open: UInt8, _ close: UInt8) -> Bool {
        open == UInt8(ascii: "(") && close == UInt8(ascii: ")")
    }
}
