package import FeedModel

/// Durations and sizes as people write them: a whole number and a unit.
package enum Units {
    private static let durations: [(name: String, milliseconds: Int64)] = [
        ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
    ]
    private static let sizes: [(name: String, bytes: Int)] = [
        ("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10), ("B", 1),
    ]

    /// Reads `"90s"`, `"30m"`, `"1h"`, `"7d"`, `"1w"`, `"250ms"` or `"0"`; nil for anything else, and for what is
    /// longer than can be counted.
    package static func duration(_ text: String) -> Duration? {
        guard let (count, unit) = numberAndUnit(text) else { return nil }
        if unit.isEmpty { return count == 0 ? .zero : nil }
        guard let scale = durations.first(where: { $0.name == unit })?.milliseconds else { return nil }
        let (product, overflow) = Int64(count).multipliedReportingOverflow(by: scale)
        return overflow ? nil : .milliseconds(product)
    }

    /// Reads `"512B"`, `"512KB"`, `"16MB"`, `"1GB"` (powers of 1,024) or `"0"`; nil for anything else.
    package static func size(_ text: String) -> ByteCount? {
        guard let (count, unit) = numberAndUnit(text) else { return nil }
        if unit.isEmpty { return count == 0 ? ByteCount(bytes: 0) : nil }
        guard let scale = sizes.first(where: { $0.name == unit.uppercased() })?.bytes else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: scale)
        return overflow ? nil : ByteCount(bytes: product)
    }

    /// Writes a duration with the largest unit that leaves no remainder; what is below a millisecond is dropped.
    ///
    /// Whole weeks are told in days, as people do.
    package static func written(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
        if milliseconds == 0 { return "0s" }
        for unit in durations where unit.name != "w" && milliseconds % unit.milliseconds == 0 {
            return "\(milliseconds / unit.milliseconds)\(unit.name)"
        }
        return "0s"
    }

    private static func numberAndUnit(_ text: String) -> (count: Int, unit: String)? {
        let digits = text.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard !digits.isEmpty, let count = Int(String(digits) ?? "") else { return nil }
        return (count, String(text[digits.endIndex...]))
    }
}
