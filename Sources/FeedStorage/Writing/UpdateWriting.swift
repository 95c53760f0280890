import FeedModel
import FoundationEssentials
import GRDB

/// Writes what one poll learned: items, validators, history, rests and the record of the poll together, so that no
/// validator is ever stored before the items it vouches for (`polling.md` B123).
struct UpdateWriting: Sendable {
    private let update: FeedUpdate
    /// Of the new items and of the revised ones, in their order: digests, compressed texts and words to search for take
    /// longer than storing, and are made before anybody waits for the database.
    private let new: [ItemRecord]
    private let revised: [ItemRecord]
    private let rewritten: [ItemRecord]
    private let joinsTwins: Bool

    /// - Parameter joinsTwins: whether new items are joined with the same article in other feeds.
    init(_ update: FeedUpdate, joinsTwins: Bool) {
        self.update = update
        self.joinsTwins = joinsTwins
        if case .changed(let changes) = update.outcome {
            let packer = TextPacker()
            new = changes.new.map { ItemRecord($0, packer: packer) }
            revised = changes.revised.map { ItemRecord($0.item, packer: packer) }
            rewritten = changes.rewritten.map { ItemRecord($0.item, packer: packer) }
        } else {
            new = []
            revised = []
            rewritten = []
        }
    }

    /// How many rows this writes, roughly.
    var rows: Int {
        1 + new.count + revised.count + rewritten.count
    }

    /// What this does to the index of words.
    var words: WriteQueue.Words {
        guard update.move == nil, revised.isEmpty, rewritten.isEmpty else {
            // What an item said before is taken out, and is about as long as what it says now.
            let tokens = [new, revised, revised, rewritten, rewritten].joined().reduce(0) {
                $0 + $1.search.size
            }
            return .changed(tokens: tokens)
        }
        return new.isEmpty ? .untouched : .left
    }

    /// Writes all of it, the words of new items too.
    func write(in db: Database) throws -> UpdateReceipt {
        try write(in: db) { words in try SearchWriting.insert(words, in: db) }
    }

    /// Writes all but the words of new items, which are for the caller to index before the transaction ends.
    func writeWithoutWords(in db: Database) throws -> (UpdateReceipt, [NewWords]) {
        var left: [NewWords] = []
        let receipt = try write(in: db) { left = $0 }
        return (receipt, left)
    }

    private func write(
        in db: Database, indexing index: ([NewWords]) throws -> Void
    ) throws -> UpdateReceipt {
        if let receipt = try writeRoutine(in: db) { return receipt }
        let feed = update.feed
        let before = try Before(feed, in: db)
        let (condition, turn) = before.condition.after(update.outcome, at: update.polledAt)
        var stored: [ItemID] = []
        var unchanged = 0
        var title = before.title
        if case .changed(let changes) = update.outcome {
            try Self.write(changes.facts, of: feed, in: db)
            if before.givenTitle == nil, !changes.facts.title.isEmpty { title = changes.facts.title }
            try keys.write(changes.keys, in: db)
            try Presence(changes).write(of: feed, at: update.polledAt, in: db)
            stored = try insertNew(title: title, in: db)
            try index(zip(stored, new).reversed().map { NewWords(id: $0, text: $1.search) })
            for (item, record) in zip(changes.revised, revised) {
                try record.revise(item.id, at: update.polledAt, in: db)
            }
            for (item, record) in zip(changes.rewritten, rewritten) { try record.rewrite(item.id, in: db) }
            try turnRevisedUnread(changes, title: title, in: db)
            unchanged = changes.unchanged.count
        }
        let record = FeedRecord(validators: update.validators, digest: update.digest, history: update.history)
        try record.update(
            feed, polledAt: update.polledAt, next: update.next, condition: condition, in: db)
        try noteRoad(before: before, in: db)
        for rest in update.hostRests { try Self.write(rest, at: update.polledAt, in: db) }
        try PollRecord.insert(
            update, new: stored.count, revised: revised.count, failure: FeedCondition.Failure(update.outcome),
            in: db)
        if before.isWished { try grantWish(in: db) }
        try AttemptRecord.end(feed, polledAt: update.polledAt, in: db)
        if before.condition.failure != nil || !update.found.isEmpty { try writeFound(in: db) }
        let moved = try move(in: db)
        if moved?.move.merged != nil { stored = try Self.present(stored, in: db) }
        return UpdateReceipt(
            feed: moved?.feed ?? feed, title: title, new: stored, revised: revised.count,
            unchanged: unchanged, turn: turn, move: moved?.move)
    }

    /// What most polls bring: nothing, from a feed that is well and that nobody wished for.
    ///
    /// - Returns: nil where it is otherwise, and nothing was written.
    private func writeRoutine(in db: Database) throws -> UpdateReceipt? {
        guard update.isRoutine, update.move == nil, update.hostRests.isEmpty, update.found.isEmpty else {
            return nil
        }
        guard try FeedRecord.updateRoutine(update, in: db) else { return nil }
        try PollRecord.insert(update, new: 0, revised: 0, failure: nil, in: db)
        try AttemptRecord.end(update.feed, polledAt: update.polledAt, in: db)
        return UpdateReceipt(
            feed: update.feed, title: nil, new: [], revised: 0, unchanged: 0, turn: .steady)
    }

    private var keys: KeyWriting {
        KeyWriting(feed: update.feed, now: update.polledAt)
    }

    /// A wish that was made while this poll was under way is still to be granted, and so is one of a poll that asked
    /// nobody: what is taken back of it, once the network is known to be down, is told as another.
    private func grantWish(in db: Database) throws {
        try db.cachedStatement(
            sql: """
                DELETE FROM wish WHERE feedID = ?1
                AND wishedAt <= ifnull((SELECT attemptedAt FROM attempt WHERE feedID = ?1), ?2)
                """
        ).execute(arguments: [
            update.feed.rawValue, update.exchange.requests > 0 ? update.polledAt.column : nil,
        ])
    }

    /// What the page offers that came in place of a feed, as of its last poll.
    private func writeFound(in db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM foundLink WHERE feedID = ?")
            .execute(arguments: [update.feed.rawValue])
        for (position, found) in update.found.enumerated() {
            try db.cachedStatement(
                sql: "INSERT INTO foundLink (feedID, position, url, title) VALUES (?, ?, ?, ?)"
            ).execute(arguments: [update.feed.rawValue, position, found.link.text, found.title])
        }
    }

    private func move(in db: Database) throws -> (feed: FeedID, move: UpdateReceipt.Move)? {
        try update.move.flatMap {
            try MoveWriting(feed: update.feed, move: $0, now: update.polledAt).write(in: db)
        }
    }

    /// Of these items those that are still there, after two feeds became one.
    private static func present(_ items: [ItemID], in db: Database) throws -> [ItemID] {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM item WHERE id = ?")
        return try items.filter { try Int.fetchOne(statement, arguments: [$0.rawValue]) != nil }
    }

    /// Where the document came from, so that it is not asked for twice within the floor by two addresses.
    private func noteRoad(before: Before, in db: Database) throws {
        switch update.outcome {
        case .changed, .unchanged, .notModified:
            guard before.finalURL != update.exchange.finalURL?.text else { return }
            try db.cachedStatement(sql: "UPDATE feed SET finalURL = ? WHERE id = ?")
                .execute(arguments: [update.exchange.finalURL?.text, update.feed.rawValue])
        case .gone, .shared, .failed: break
        }
    }

    /// An item that its feed edits stays read, unless the subscription asks otherwise; its twins are as it is.
    private func turnRevisedUnread(_ changes: FeedChanges, title: String, in db: Database) throws {
        guard !changes.revised.isEmpty else { return }
        let isWanted = try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT revisedTurnsUnread FROM feed JOIN subscription
                    ON subscription.id = \(SubscriptionRecord.speaking) WHERE feed.id = ?
                    """), arguments: [update.feed.rawValue])
        guard isWanted == true else { return }
        let statement = try db.cachedStatement(
            sql: """
                UPDATE itemState SET readAt = NULL WHERE readAt IS NOT NULL AND (feedID, itemKey) IN (
                    SELECT feedID, itemKey FROM item WHERE id = ?1
                    UNION ALL SELECT feedID, itemKey FROM twin AS own
                    JOIN twin AS other ON other.story = own.story JOIN item ON item.id = other.itemID
                    WHERE own.itemID = ?1)
                """)
        try Journal.operation(.revision, subject: title, at: update.polledAt, in: db) {
            for item in changes.revised {
                try statement.execute(arguments: [item.id.rawValue])
            }
        }
    }

    /// What was stored of a feed before.
    private struct Before {
        let givenTitle: String?
        let title: String
        let condition: FeedCondition
        let finalURL: String?
        /// Whether the reader has wished for a poll, of before this one or later.
        let isWished: Bool

        private static let sql = """
            SELECT (SELECT title FROM subscription WHERE id = \(SubscriptionRecord.speaking)),
                title, address, failureCode, failureMessage, conditionSince, finalURL,
                EXISTS (SELECT 1 FROM wish WHERE feedID = feed.id)
            FROM feed WHERE id = ?
            """

        init(_ feed: FeedID, in db: Database) throws {
            let rows = try Row.fetchCursor(
                db.cachedStatement(sql: Self.sql), arguments: [feed.rawValue])
            guard let row = try rows.next() else { throw StoreError.unknownFeed(feed) }
            givenTitle = row[0]
            // For the log, which tells no secrets that an address may hold.
            title = FeedTitle.shown(given: row[0], own: row[1], address: FeedAddress(row[2]).redacted)
            let failure = (row[3] as String?).map { FeedCondition.Failure(code: $0, message: row[4]) }
            condition = FeedCondition(failure: failure, since: row.date(5))
            finalURL = row[6]
            isWished = row[7]
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
    private func insertNew(title: String, in db: Database) throws -> [ItemID] {
        var ids: [ItemID] = []
        ids.reserveCapacity(new.count)
        for item in new.reversed() {
            let id = try item.insert(of: update.feed, received: update.polledAt, in: db)
            if let shared = item.item.key.repeated { try keys.claim(shared, for: id, in: db) }
            ids.append(id)
        }
        try countNew(ids, in: db)
        let twins = joinsTwins ? try joinTwins(ids, title: title, in: db) : []
        if update.marksNewAsRead { try markNewAsRead(but: twins, title: title, in: db) }
        return ids.reversed()
    }

    /// - Parameter twins: are as the first of their articles.
    private func markNewAsRead(but twins: Set<ItemKey>, title: String, in db: Database) throws {
        guard !new.isEmpty else { return }
        let statement = try db.cachedStatement(
            sql: "INSERT INTO itemState (feedID, itemKey, readAt) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        try Journal.operation(.onlyNew, subject: title, at: update.polledAt, in: db) {
            for item in new where !twins.contains(item.item.key) {
                try statement.execute(arguments: [
                    update.feed.rawValue, item.item.key.text, update.polledAt.column,
                ])
            }
        }
    }

    /// - Parameter ids: of the new items, backwards.
    /// - Returns: the keys of those that have twins.
    private func joinTwins(_ ids: [ItemID], title: String, in db: Database) throws -> Set<ItemKey> {
        let twins = TwinWriting(feed: update.feed)
        var joined: [(id: ItemID, first: ItemID)] = []
        var keys: Set<ItemKey> = []
        for (id, item) in zip(ids, new.reversed()) {
            guard let link = item.linkNumber,
                let first = try twins.join(id, item.item.content, link: link, in: db)
            else { continue }
            joined.append((id, first))
            keys.insert(item.item.key)
        }
        guard !joined.isEmpty else { return [] }
        try Journal.operation(.twin, subject: title, at: update.polledAt, in: db) {
            for (id, first) in joined { try twins.takeState(id, of: first, in: db) }
        }
        return keys
    }

    /// New items are numbered in a row, since nobody else writes meanwhile.
    private func countNew(_ ids: [ItemID], in db: Database) throws {
        guard let first = ids.first, let last = ids.last else { return }
        try db.cachedStatement(
            sql: """
                UPDATE feedCount
                SET total = total + fresh.count, unread = unread + fresh.unreadCount,
                    starred = starred + fresh.starredCount
                FROM (
                    SELECT count(*) AS count, count(*) - count(readAt) AS unreadCount, count(starredAt) AS starredCount
                    FROM item WHERE id BETWEEN ? AND ?
                ) AS fresh
                WHERE feedID = ?
                """
        ).execute(arguments: [first.rawValue, last.rawValue, update.feed.rawValue])
    }

    /// A rest is never cut short by a later one, unless it was set by a clock that was wrong.
    private static func write(_ rest: HostRest, at now: Date, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO host (host, restUntil, repeats) VALUES (?1, ?2, ifnull(?3, 0))
                ON CONFLICT DO UPDATE SET
                    restUntil = iif(restUntil > ?4 + 691200, ?2, max(restUntil, ?2)),
                    repeats = ifnull(?3, repeats)
                """
        ).execute(arguments: [rest.host, rest.until.column, rest.repeats, now.column])
    }
}
