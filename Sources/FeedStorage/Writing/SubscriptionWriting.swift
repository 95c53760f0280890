import FeedModel
import FoundationEssentials
import GRDB

/// How a subscription comes to count, and ceases to.
enum SubscriptionWriting {
    /// Ends what a file declared; what the reader had added for the same address counts again.
    static func letGo(_ subscription: Subscription, at now: Date, in db: Database) throws {
        try db.cachedStatement(
            sql: "UPDATE subscription SET endedAt = ? WHERE address = ? AND file IS NOT NULL"
        )
        .execute(arguments: [now.column, subscription.address.text])
        try db.cachedStatement(
            sql: "UPDATE subscription SET isShadowed = 0 WHERE address = ? AND file IS NULL"
        )
        .execute(arguments: [subscription.address.text])
    }

    /// Stores a subscription in force, and the bare feed where its address is new; says which feed it leads to.
    @discardableResult
    static func subscribe(_ subscription: Subscription, at now: Date, in db: Database) throws -> FeedID {
        let feed =
            try knownFeed(at: subscription.address, in: db) ?? newFeed(subscription.address, at: now, in: db)
        try SubscriptionRecord.store(subscription, of: feed, at: now, in: db)
        return feed
    }

    /// Wishes for a poll of a feed whose server refused what it was asked with, or whose certificate was refused.
    static func wishAgain(for feed: FeedID, at now: Date, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO wish (feedID, wishedAt)
                SELECT id, ?1 FROM feed WHERE id = ?2
                AND failureCode IN ('credentials-wanted', 'proxy-credentials-wanted', 'payment-wanted', 'forbidden', 'tls')
                ON CONFLICT DO NOTHING
                """
        ).execute(arguments: [now.column, feed.rawValue])
    }

    /// The feed to which an address leads: by a subscription, should it have moved since; else as its own address.
    static func knownFeed(at address: FeedAddress, in db: Database) throws -> FeedID? {
        try Int64.fetchOne(db.cachedStatement(sql: searching), arguments: [address.text]).map { FeedID($0) }
    }

    /// Files' declarations and the reader's own have an index each; asked for both at once, SQLite would use neither.
    static let searching = """
        SELECT coalesce(
            (SELECT feedID FROM (
                SELECT feedID, endedAt, id FROM subscription WHERE address = ?1 AND file IS NOT NULL
                UNION ALL
                SELECT feedID, endedAt, id FROM subscription WHERE address = ?1 AND file IS NULL
            ) ORDER BY endedAt IS NOT NULL, id LIMIT 1),
            (SELECT id FROM feed WHERE address = ?1))
        """

    /// A bare feed, due at once for who subscribes to it.
    static func newFeed(_ address: FeedAddress, at now: Date, in db: Database) throws -> FeedID {
        try db.cachedStatement(
            sql: "INSERT INTO feed (address, host, nextPoll, nextPollSetAt) VALUES (?1, ?2, ?3, ?3)"
        ).execute(arguments: [address.text, address.host, now.column])
        return FeedID(db.lastInsertedRowID)
    }
}
