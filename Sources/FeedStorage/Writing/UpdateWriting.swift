import FeedModel
import FoundationEssentials
import GRDB

/// Writes what one poll learned: items, validators, history, rests and the record of the poll together, so that no
/// validator is ever stored before the items it vouches for (`polling.md` B123).
enum UpdateWriting {
    static func write(_ update: FeedUpdate, in db: Database) throws -> UpdateReceipt {
        let feed = update.feed
        let before = try Before(feed, in: db)
        let condition = FeedCondition(
            after: update.outcome, at: update.polledAt, before: (before.failureCode, before.conditionSince))
        var new: [ItemID] = []
        var revised = 0
        var unchanged = 0
        var title = before.title
        if case .changed(let changes) = update.outcome {
            try write(changes.facts, of: feed, in: db)
            if before.givenTitle == nil, !changes.facts.title.isEmpty { title = changes.facts.title }
            new = try insert(changes.new, for: update, in: db)
            for item in changes.revised { try ItemRecord.revise(item, at: update.polledAt, in: db) }
            revised = changes.revised.count
            unchanged = changes.unchanged.count
        }
        let record = FeedRecord(validators: update.validators, digest: update.digest, history: update.history)
        try record.update(feed, polledAt: update.polledAt, next: update.next, condition: condition, in: db)
        for rest in update.hostRests { try write(rest, in: db) }
        try PollRecord.insert(
            update, new: new.count, revised: revised, failure: condition.failure, in: db)
        // A wish made while this poll was under way is still to be granted.
        try db.cachedStatement(sql: "DELETE FROM wish WHERE feedID = ? AND wishedAt <= ?")
            .execute(arguments: [feed.rawValue, update.polledAt.column])
        return UpdateReceipt(
            feed: feed, title: title, new: new, revised: revised, unchanged: unchanged, turn: condition.turn)
    }

    /// What was stored of a feed before.
    private struct Before {
        let givenTitle: String?
        let title: String
        let failureCode: String?
        let conditionSince: Date?

        init(_ feed: FeedID, in db: Database) throws {
            guard
                let row = try Row.fetchOne(
                    db.cachedStatement(
                        sql: """
                            SELECT (SELECT title FROM subscription WHERE id = \(SubscriptionRecord.speaking)),
                                title, address, failureCode, conditionSince
                            FROM feed WHERE id = ?
                            """), arguments: [feed.rawValue])
            else { throw StoreError.unknownFeed(feed) }
            givenTitle = row[0]
            title = FeedTitle.shown(given: row[0], own: row[1], address: row[2])
            failureCode = row[3]
            conditionSince = row.date(4)
        }
    }

    private static func write(_ facts: FeedFacts, of feed: FeedID, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE feed SET title = ?, homePage = ?, description = ?, language = ?, format = ? WHERE id = ?
                """
        ).execute(arguments: [
            facts.title, facts.homePage?.text, facts.description, facts.language, facts.format.rawValue,
            feed.rawValue,
        ])
    }

    /// In the document's order backwards: documents begin with the newest, which so gets the highest number and heads
    /// the list where dates are the same.
    private static func insert(_ items: [ParsedItem], for update: FeedUpdate, in db: Database) throws
        -> [ItemID]
    {
        var ids: [ItemID] = []
        ids.reserveCapacity(items.count)
        for item in items.reversed() {
            ids.append(try ItemRecord.insert(item, of: update.feed, received: update.polledAt, in: db))
        }
        if update.marksNewAsRead {
            for item in items {
                try db.cachedStatement(
                    sql: """
                        INSERT INTO itemState (feedID, itemKey, readAt) VALUES (?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """
                ).execute(arguments: [update.feed.rawValue, item.key.text, update.polledAt.column])
            }
        }
        return ids.reversed()
    }

    private static func write(_ rest: HostRest, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO host (host, restUntil) VALUES (?, ?)
                ON CONFLICT DO UPDATE SET restUntil = excluded.restUntil
                """
        ).execute(arguments: [rest.host, rest.until.column])
    }
}
