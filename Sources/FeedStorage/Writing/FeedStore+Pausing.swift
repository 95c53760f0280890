package import FeedModel
package import FoundationEssentials
import GRDB

extension FeedStore {
    /// Has a feed polled no more until it is resumed, whoever declares it: a pause is the reader's.
    ///
    /// - Returns: whether it was not paused before.
    /// - Throws: `.unknownFeed` where nobody subscribes to it.
    package func pause(_ feed: FeedID, at now: Date) throws(StoreError) -> Bool {
        try writingDurably { db in
            try requireSubscription(to: feed, in: db)
            try db.execute(
                sql: "INSERT OR IGNORE INTO pausedFeed (feedID, pausedAt) VALUES (?, ?)",
                arguments: [feed.rawValue, now.column])
            return db.changesCount > 0
        }
    }

    /// Has a feed polled again: when it would have been, or at once where that is past.
    ///
    /// - Returns: whether it was paused before.
    /// - Throws: `.unknownFeed` where nobody subscribes to it.
    package func resume(_ feed: FeedID) throws(StoreError) -> Bool {
        try writingDurably { db in
            try requireSubscription(to: feed, in: db)
            return try PausedFeed.resume(feed, in: db)
        }
    }

    private func requireSubscription(to feed: FeedID, in db: Database) throws {
        guard try !inForce(of: feed, in: db).isEmpty else { throw StoreError.unknownFeed(feed) }
    }
}

/// The feeds that rest because the reader said so.
enum PausedFeed {
    /// Holds for feeds that may be polled; wants a table `feed` beside it.
    static let isNot = "NOT EXISTS (SELECT 1 FROM pausedFeed WHERE pausedFeed.feedID = feed.id)"

    /// Says whether it was paused.
    static func resume(_ feed: FeedID, in db: Database) throws -> Bool {
        try db.cachedStatement(sql: "DELETE FROM pausedFeed WHERE feedID = ?")
            .execute(arguments: [feed.rawValue])
        return db.changesCount > 0
    }
}
