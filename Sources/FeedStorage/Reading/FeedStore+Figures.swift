package import FeedModel
package import FoundationEssentials
import GRDB

/// A feed in figures, for `tidings status --metrics`.
package struct FeedFigures: Hashable, Sendable {
    package let id: FeedID
    /// As lists show it.
    package let title: String
    package let address: FeedAddress
    package let state: FeedHealth.State
    /// When it was last polled, well or not; nil before the first poll.
    package let lastPoll: Date?
    /// When a poll last went well; nil before the first that did.
    package let lastSuccess: Date?
    /// Failed polls in a row.
    package let failures: Int
    package let items: Int
    package let unread: Int
}

extension FeedStore {
    /// Each feed that is subscribed to, in figures, by number.
    package func figures() throws(StoreError) -> [FeedFigures] {
        try reading { db in
            let feeds = try FeedReader.feeds("subscription.id IS NOT NULL", [], in: db)
            var history: [Int64: (failures: Int, lastSuccess: Date?)] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT id, failures, lastSuccess FROM feed")
            while let row = try rows.next() { history[row[0]] = (row[1], row.date(2)) }
            return feeds.sorted { $0.id.rawValue < $1.id.rawValue }.map { feed in
                let (failures, lastSuccess) = history[feed.id.rawValue] ?? (0, nil)
                return FeedFigures(
                    id: feed.id, title: feed.title, address: feed.address, state: feed.health.state,
                    lastPoll: feed.lastPoll, lastSuccess: lastSuccess, failures: failures, items: feed.total,
                    unread: feed.unread)
            }
        }
    }
}
