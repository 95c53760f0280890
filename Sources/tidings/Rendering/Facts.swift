import FeedParsing
import FoundationEssentials

/// Lines of a name and what there is to say, for a person: `first seen  2026-11-23 08:15 (3h ago)`.
struct Facts {
    private(set) var lines: [String] = []
    private let measure: Int

    /// How wide the names are.
    static let nameWidth = 12

    init(measure: Int) {
        self.measure = measure
    }

    /// - Parameter name: empty for what belongs to the fact before.
    mutating func add(_ name: String, _ text: String) {
        add(name, TerminalLines.wrapped(SafeText.line(text), columns: max(20, measure - Self.nameWidth)))
    }

    /// Lines that are wrapped, harmless and styled already.
    mutating func add(_ name: String, _ texts: [String]) {
        for (index, text) in texts.enumerated() {
            lines.append(TerminalWidth.padded(index == 0 ? name : "", to: Self.nameWidth) + text)
        }
    }
}

extension Age {
    /// A moment both ways: `2026-11-23 08:15 (3h ago)`.
    static func moment(_ date: Date, at now: Date) -> String {
        let day = Terminal.localTime(of: date)
        let phrase = phrase(of: date, at: now)
        return phrase == day.isoDay ? day.isoMinute : "\(day.isoMinute) (\(phrase))"
    }
}
