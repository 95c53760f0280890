/// Reads playing times, as `itunes:duration` and `media:content` have them.
enum PlayingTime {
    /// Seconds from a number of them, `mm:ss` or `hh:mm:ss`; nil for anything else.
    ///
    /// All fields but the first have two digits, and there are less than 60 seconds.
    static func seconds(in text: String) -> Double? {
        let fields = ASCII.trimmed(text).split(separator: ":", omittingEmptySubsequences: false)
        guard let first = fields.first, fields.count <= 3 else { return nil }
        if fields.count == 1 { return number(first) }
        guard var total = ASCII.wholeNumber(String(first)), total < 1_000_000_000 else { return nil }
        for field in fields.dropFirst() {
            guard field.utf8.count == 2, let value = ASCII.wholeNumber(String(field)) else { return nil }
            total = total * 60 + value
        }
        guard let last = fields.last.flatMap({ Int($0) }), last < 60 else { return nil }
        return Double(total)
    }

    private static func number(_ text: Substring) -> Double? {
        let isNumber = text.utf8.allSatisfy { ASCII.isDigit($0) || $0 == UInt8(ascii: ".") }
        guard isNumber, let first = text.utf8.first, ASCII.isDigit(first) else { return nil }
        return Double(text).flatMap { $0.isFinite ? $0 : nil }
    }

}
