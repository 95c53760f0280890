package import FeedModel
package import FoundationEssentials
import GRDB

/// What subscribing did.
package struct SubscribeReceipt: Hashable, Sendable {
    package let feed: FeedID
    package let result: Result

    package enum Result: Hashable, Sendable {
        /// Not known before.
        case added
        /// Let go or removed before: its items and their states are back.
        case returned
        /// Subscribed to already, by the origin named; nothing was changed.
        case already(SubscriptionOrigin)
    }

    package init(feed: FeedID, result: Result) {
        self.feed = feed
        self.result = result
    }
}

extension FeedStore {
    /// Subscribes the reader; a new feed is due at once, and one that returns is paused no more.
    package func subscribe(
        _ subscription: Subscription, at now: Date
    ) throws(StoreError) -> SubscribeReceipt {
        try writingDurably { db in try subscribe(subscription, at: now, in: db) }
    }

    /// Subscribes the reader to several feeds, to all or to none; a receipt for each, in their order.
    package func subscribe(
        _ subscriptions: [Subscription], at now: Date
    ) throws(StoreError) -> [SubscribeReceipt] {
        try writingDurably { db in try subscriptions.map { try subscribe($0, at: now, in: db) } }
    }

    private func subscribe(
        _ subscription: Subscription, at now: Date, in db: Database
    ) throws -> SubscribeReceipt {
        guard let known = try SubscriptionWriting.knownFeed(at: subscription.address, in: db) else {
            let feed = try SubscriptionWriting.subscribe(subscription, at: now, in: db)
            return SubscribeReceipt(feed: feed, result: .added)
        }
        if let present = try inForce(of: known, in: db).first {
            return SubscribeReceipt(feed: known, result: .already(present.subscription.origin))
        }
        let feed = try SubscriptionWriting.subscribe(subscription, at: now, in: db)
        _ = try PausedFeed.resume(feed, in: db)
        return SubscribeReceipt(feed: feed, result: .returned)
    }

    /// Ends the reader's subscription to a feed, which is polled no more; items and states stay.
    ///
    /// - Returns: the number by which it is taken back.
    /// - Throws: `.declared` where a file declares it, `.unknownFeed` where nobody subscribes to it.
    package func unsubscribe(_ feed: FeedID, at now: Date) throws(StoreError) -> OperationID {
        try writingDurably { db in
            let present = try inForce(of: feed, in: db)
            guard !present.isEmpty else { throw StoreError.unknownFeed(feed) }
            for record in present {
                if case .declared(let file) = record.subscription.origin {
                    throw StoreError.declared(address: record.subscription.address, file: file)
                }
            }
            let title = try FeedTitle.shown(of: feed, in: db)
            let operation = try Journal.operation(.removal, subject: title, at: now, in: db) {
                try db.execute(
                    sql: """
                        UPDATE subscription SET endedAt = ? WHERE feedID = ? AND \(SubscriptionRecord.isInForce)
                        """, arguments: [now.column, feed.rawValue])
            }
            guard let operation else { preconditionFailure("a subscription in force has not ended") }
            try db.execute(sql: "DELETE FROM wish WHERE feedID = ?", arguments: [feed.rawValue])
            return operation.id
        }
    }

    /// Takes a subscription back whose first poll found no feed, as though it had never been made. A feed that has ever
    /// been one, or that anybody else subscribes to, stays as it is.
    package func takeBack(_ feed: FeedID) throws(StoreError) {
        try writingDurably { db in
            let isBare =
                "id = ?1 AND lastSuccess IS NULL AND NOT EXISTS (SELECT 1 FROM item WHERE feedID = ?1)"
            try db.execute(
                sql: """
                    DELETE FROM subscription WHERE feedID = ?1 AND file IS NULL
                    AND EXISTS (SELECT 1 FROM feed WHERE \(isBare))
                    AND NOT EXISTS (SELECT 1 FROM subscription WHERE feedID = ?1 AND file IS NOT NULL)
                    """, arguments: [feed.rawValue])
            try db.execute(
                sql: """
                    DELETE FROM feed WHERE \(isBare)
                    AND NOT EXISTS (SELECT 1 FROM subscription WHERE feedID = ?1)
                    AND NOT EXISTS (SELECT 1 FROM itemState WHERE feedID = ?1)
                    """, arguments: [feed.rawValue])
        }
    }

    /// Notes the reader's wish that feeds be polled now, for the poller to grant as soon as politeness allows.
    ///
    /// - Parameter feeds: nil for all that are subscribed to; of these named, those that are.
    package func wish(for feeds: [FeedID]?, at now: Date) throws(StoreError) {
        try writingDurably { db in
            let chosen =
                try feeds ?? Int64.fetchAll(db, sql: "SELECT id FROM feed").map { FeedID($0) }
            let statement = try db.cachedStatement(
                sql: """
                    INSERT INTO wish (feedID, wishedAt)
                    SELECT id, ?1 FROM feed WHERE id = ?2 AND \(SubscriptionRecord.speaking) IS NOT NULL
                    ON CONFLICT DO UPDATE SET wishedAt = excluded.wishedAt
                    """)
            for feed in chosen { try statement.execute(arguments: [now.column, feed.rawValue]) }
        }
    }

    /// The feeds that are subscribed to, and not paused, whose wish is not granted yet.
    package func pendingWishes() throws(StoreError) -> [FeedID] {
        try reading { db in try pendingWishes(in: db) }
    }

    func pendingWishes(in db: Database) throws -> [FeedID] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT feed.id FROM wish JOIN feed ON feed.id = wish.feedID
                WHERE \(SubscriptionRecord.speaking) NOT NULL AND \(PausedFeed.isNot) ORDER BY feed.id
                """
        ).map { FeedID($0) }
    }

    func inForce(of feed: FeedID, in db: Database) throws -> [SubscriptionRecord] {
        try PreparedStatement(
            """
            SELECT \(SubscriptionRecord.columns) FROM subscription
            WHERE feedID = ? AND \(SubscriptionRecord.isInForce) ORDER BY id
            """, in: db
        ).all {
            $0.add(feed.rawValue)
        } read: {
            SubscriptionRecord($0, from: 0)
        }
    }
}
