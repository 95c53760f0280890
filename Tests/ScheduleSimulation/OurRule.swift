package import FeedModel
import FoundationEssentials

/// Our own schedule, by the very functions that the daemon calls.
package struct OurRule: PollingRule {
    private let schedule: UpdateSchedule
    private let dates: Dates
    private var history = PollHistory()

    /// What a feed says of when its items were published.
    package enum Dates: CaseIterable, Sendable {
        case honest
        /// A year ahead of the truth.
        case ahead
        /// The first second of 1970.
        case epoch
        /// The same moment for all, and not the true one.
        case identical
        case missing
    }

    /// - Parameter dates: what the feed says of its items.
    package init(schedule: UpdateSchedule, dates: Dates = .honest) {
        self.schedule = schedule
        self.dates = dates
    }

    package mutating func nextPoll(after sighting: Sighting) -> Double {
        let now = Self.date(sighting.now)
        let hasDocument = sighting.isFirst || !sighting.news.isEmpty
        history = history.after(
            success: hasDocument ? ParsedFeed(format: .atom10, encoding: "utf-8") : nil,
            new: sighting.news.map(item), size: hasDocument ? 20_000 : nil, freshness: nil, at: now)
        let next = schedule.nextPoll(
            history: history, interval: nil, freshness: nil, hasValidators: true, at: now,
            jitter: sighting.jitter)
        guard let date = next.at else { preconditionFailure("a feed that is well is polled again") }
        return date.timeIntervalSince(Self.date(0))
    }

    private func item(publishedAt moment: Double) -> ParsedItem {
        var item = ParsedItem(key: ItemKey(text: "\(moment)"), id: "\(moment)", content: ItemContent())
        item.published =
            switch dates {
            case .honest: Self.date(moment)
            case .ahead: Self.date(moment + 365 * day)
            case .epoch: Date(timeIntervalSince1970: 0)
            case .identical: Self.date(-1_000 * day)
            case .missing: nil
            }
        return item
    }

    /// 2026-01-05, a Monday, stands for the beginning of the play.
    private static func date(_ moment: Double) -> Date {
        Date(timeIntervalSince1970: 1_767_571_200 + moment)
    }
}
