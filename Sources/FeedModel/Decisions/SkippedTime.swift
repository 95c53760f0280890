import FoundationEssentials

/// The hours and days, in UTC, in which a feed asks not to be polled (`skipHours`, `skipDays`; `polling.md` B39).
struct SkippedTime {
    private let hours: Set<Int>
    /// 0 is Monday.
    private let days: Set<Int>

    init(_ hints: UpdateHints) {
        hours = Set(hints.skipHours.filter { (0..<24).contains($0) })
        days = Set(hints.skipDays.compactMap { SkippedTime.names.firstIndex(of: $0) })
    }

    private static let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    /// `date` itself, or the end of the skipped window in which it lies. A feed that skips all hours or all days is not
    /// taken at its word.
    func leaving(_ date: Date) -> Date {
        guard !hours.isEmpty || !days.isEmpty, hours.count < 24, days.count < 7 else { return date }
        var time = date.timeIntervalSince1970
        for _ in 0..<(8 * 24) {
            let hour = (time / 3_600).rounded(.down)
            let day = (hour / 24).rounded(.down)
            let hourOfDay = Int(hour - day * 24)
            // 1970-01-01 was a Thursday.
            let weekday = ((Int(day) + 3) % 7 + 7) % 7
            guard hours.contains(hourOfDay) || days.contains(weekday) else { break }
            time = (hour + 1) * 3_600
        }
        return Date(timeIntervalSince1970: time)
    }
}
