package import FeedModel
package import FoundationEssentials
import GRDB

/// The database at a glance, for `tidings status`.
package struct StoreStatus: Hashable, Sendable {
    /// Feeds that are subscribed to.
    package let feeds: Int
    /// How many of them are in each state; states without a feed are absent.
    package let states: [FeedHealth.State: Int]
    package let total: Int
    package let unread: Int
    package let starred: Int
    /// When a poll was last finished, well or not; nil before the first.
    package let lastPoll: Date?
    /// When the next feed is due by the clock; may lie in the past.
    package let nextPoll: Date?
    /// Wishes not granted yet.
    package let wishes: Int
    /// Of the file with its log; 0 in memory.
    package let size: ByteCount
    /// Who polls; nil where nobody does.
    package let poller: PollerLock.Holder?
    /// Whether the disk is full, of which a daemon that has nothing to poll knows nothing yet.
    package let isDiskFull: Bool
}

extension FeedStore {
    /// Looks at everything once.
    package func status() throws(StoreError) -> StoreStatus {
        let poller = path.isEmpty ? nil : PollerLock.holder(of: path)
        let size = ByteCount(bytes: path.isEmpty ? 0 : DatabaseFile.size(of: path))
        return try reading { db in
            let feeds = try FeedReader.feeds("subscription.id IS NOT NULL", [], in: db)
            let starred = try Int.fetchOne(
                db,
                sql: """
                    SELECT total(starred) FROM feedCount
                    WHERE feedID IN (SELECT feedID FROM subscription WHERE \(SubscriptionRecord.isInForce))
                    """)
            return StoreStatus(
                feeds: feeds.count, states: feeds.reduce(into: [:]) { $0[$1.health.state, default: 0] += 1 },
                total: feeds.reduce(0) { $0 + $1.total }, unread: feeds.reduce(0) { $0 + $1.unread },
                starred: starred ?? 0, lastPoll: feeds.compactMap(\.lastPoll).max(),
                nextPoll: feeds.compactMap(\.nextPoll).min(),
                wishes: try pendingWishes(in: db).count, size: size,
                poller: poller, isDiskFull: !path.isEmpty && DatabaseFile.hasFullDisk(at: path))
        }
    }
}
