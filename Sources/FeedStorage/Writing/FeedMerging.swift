import FeedModel
import FoundationEssentials
import GRDB

/// Makes one feed of two: items, marks, tags and subscriptions of both, and one poll (`polling.md` B67).
struct FeedMerging {
    /// The feed that ends.
    let loser: FeedID
    /// The feed that has everything afterwards.
    let survivor: FeedID
    let now: Date

    func merge(in db: Database) throws {
        let pairs = try pairs(in: db)
        let title = try FeedTitle.shown(of: survivor, in: db)
        try partKeys(besides: pairs, in: db)
        try Journal.operation(.merger, subject: title, at: now, in: db) {
            try joinStates(of: pairs, in: db)
        }
        for pair in pairs { try join(pair, in: db) }
        for sql in [
            "UPDATE item SET feedID = ?2 WHERE feedID = ?1",
            "UPDATE OR IGNORE itemAlias SET feedID = ?2 WHERE feedID = ?1",
            "UPDATE formerTrait SET feedID = ?2 WHERE feedID = ?1",
            "UPDATE OR IGNORE purgedItem SET feedID = ?2 WHERE feedID = ?1",
            // What either feed still has is not purged.
            """
            DELETE FROM purgedItem WHERE feedID = ?2 AND ?1 <> ?2 AND itemID IN (
                SELECT purgedItem.itemID FROM purgedItem JOIN item
                ON item.feedID = purgedItem.feedID AND item.itemKey = purgedItem.itemKey WHERE item.feedID = ?2)
            """,
            "UPDATE subscription SET feedID = ?2 WHERE feedID = ?1",
            // Whoever paused one of them still wants the other.
            """
            DELETE FROM pausedFeed WHERE feedID = ?2
            AND NOT EXISTS (SELECT 1 FROM pausedFeed WHERE feedID = ?1)
            """,
            "UPDATE move SET feedID = ?2 WHERE feedID = ?1",
            "INSERT OR IGNORE INTO wish SELECT ?2, wishedAt FROM wish WHERE feedID = ?1",
            """
            UPDATE feedCount SET (total, unread, starred) =
                (SELECT count(*), count(*) - count(readAt), count(starredAt) FROM item WHERE feedID = ?2)
            WHERE feedID = ?2 AND ?1 <> ?2
            """,
        ] {
            try db.execute(sql: sql, arguments: [loser.rawValue, survivor.rawValue])
        }
        try db.execute(sql: "DELETE FROM feed WHERE id = ?", arguments: [loser.rawValue])
    }

    /// One article, as either feed has it.
    private struct Pair {
        let lost: (id: Int64, key: String)
        let kept: (id: Int64, key: String)
    }

    /// The items that are the same: by their keys, else by what singles out one in each feed.
    private func pairs(in db: Database) throws -> [Pair] {
        var lost: Set<Int64> = []
        var kept: Set<Int64> = []
        var pairs: [Pair] = []
        for sql in [Self.byKeys] + Self.evidence.map(Self.bySingular) {
            let rows = try Row.fetchAll(db, sql: sql, arguments: [loser.rawValue, survivor.rawValue])
            for row in rows where !lost.contains(row[0]) && !kept.contains(row[2]) {
                if sql == Self.byKeys, try !agree(ItemID(row[0]), ItemID(row[2]), in: db) { continue }
                lost.insert(row[0])
                kept.insert(row[2])
                pairs.append(Pair(lost: (row[0], row[1]), kept: (row[2], row[3])))
            }
        }
        return pairs
    }

    private func agree(_ lost: ItemID, _ kept: ItemID, in db: Database) throws -> Bool {
        guard let lost = try StoredTexts(of: lost, in: db), let kept = try StoredTexts(of: kept, in: db)
        else {
            return false
        }
        return ItemTraits(of: lost.content, published: lost.published)
            .agrees(with: ItemTraits(of: kept.content, published: kept.published))
    }

    /// An item of the feed that ends may bear a key that denotes another article in the one that stays. It goes on
    /// under a key of its own, with its state.
    private func partKeys(besides pairs: [Pair], in db: Database) throws {
        let paired = Set(pairs.map(\.lost.id))
        let clashing = try Row.fetchAll(
            db, sql: Self.clashing, arguments: [loser.rawValue, survivor.rawValue])
        for row in clashing where !paired.contains(row[0]) {
            let key = ItemKey(text: row[1])
            let own = ItemKey(handedOnBy: ItemID(row[0]))
            try StateMoving.move(
                from: StateMoving.Place(feed: loser, key: key), to: StateMoving.Place(feed: loser, key: own),
                in: db)
            try db.cachedStatement(sql: "UPDATE item SET itemKey = ? WHERE id = ?")
                .execute(arguments: [own.text, row[0] as Int64])
        }
        try db.execute(
            sql: """
                DELETE FROM itemAlias WHERE feedID = ?1 AND EXISTS (
                    SELECT 1 FROM item WHERE item.feedID = ?2 AND item.itemKey = itemAlias.itemKey)
                """, arguments: [loser.rawValue, survivor.rawValue])
    }

    private static let clashing = """
        SELECT id, itemKey FROM item WHERE feedID = ?1 AND (
            EXISTS (SELECT 1 FROM item AS kept WHERE kept.feedID = ?2 AND kept.itemKey = item.itemKey)
            OR EXISTS (SELECT 1 FROM itemAlias WHERE itemAlias.feedID = ?2 AND itemAlias.itemKey = item.itemKey))
        """

    private static let byKeys = """
        WITH anyKey AS (
            SELECT feedID, itemKey, id FROM item WHERE feedID IN (?1, ?2)
            UNION ALL SELECT feedID, itemKey, itemID FROM itemAlias WHERE feedID IN (?1, ?2)
        )
        SELECT lost.id, lost.itemKey, kept.id, kept.itemKey
        FROM anyKey AS lostKey
        JOIN anyKey AS keptKey ON keptKey.feedID = ?2 AND keptKey.itemKey = lostKey.itemKey
        JOIN item AS lost ON lost.id = lostKey.id
        JOIN item AS kept ON kept.id = keptKey.id
        WHERE lostKey.feedID = ?1 ORDER BY lost.itemKey <> kept.itemKey, lost.id
        """

    /// Pieces of evidence that together, where no other item of either feed bears one of them, tell that two are one.
    private static let evidence = [
        ("titleHash", "linkHash"), ("titleHash", "published"), ("linkHash", "published"),
    ]

    private static func bySingular(_ first: String, _ second: String) -> String {
        let singular = """
            SELECT id, itemKey, \(first), \(second),
                count(*) OVER (PARTITION BY \(first)) AS firsts, count(*) OVER (PARTITION BY \(second)) AS seconds
            FROM item
            """
        return """
            WITH lost AS (\(singular) WHERE feedID = ?1), kept AS (\(singular) WHERE feedID = ?2)
            SELECT lost.id, lost.itemKey, kept.id, kept.itemKey FROM lost
            JOIN kept ON kept.\(first) = lost.\(first) AND kept.\(second) = lost.\(second)
            WHERE max(lost.firsts, lost.seconds, kept.firsts, kept.seconds) = 1
                AND NOT EXISTS (SELECT 1 FROM item WHERE feedID = ?2 AND itemKey = lost.itemKey)
                AND NOT EXISTS (SELECT 1 FROM item WHERE feedID = ?1 AND itemKey = kept.itemKey)
            """
    }

    /// The item that stays takes the earlier moment of being seen.
    private func join(_ pair: Pair, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE item SET received = seen.received,
                    date = iif(published IS NULL OR published > seen.received, seen.received, published)
                FROM (SELECT min(received) AS received FROM item WHERE id IN (?1, ?2)) AS seen WHERE id = ?1
                """
        ).execute(arguments: [pair.kept.id, pair.lost.id])
        try keepKeys(of: pair, in: db)
        _ = try ItemRecord.delete(ItemID(pair.lost.id), in: db)
    }

    /// Under whatever key the item was known in either feed, it is known from now on.
    private func keepKeys(of pair: Pair, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO itemAlias (feedID, itemKey, itemID, learnedAt, evidence)
                SELECT ?1, itemKey, ?2, ?3, ?4 FROM (
                    SELECT itemKey FROM item WHERE id = ?5 UNION SELECT itemKey FROM itemAlias WHERE itemID = ?5) AS known
                WHERE NOT EXISTS (SELECT 1 FROM item WHERE item.feedID = ?1 AND item.itemKey = known.itemKey)
                """
        ).execute(arguments: [
            survivor.rawValue, pair.kept.id, now.column, HealingEvidence.merger.rawValue, pair.lost.id,
        ])
    }

    /// The item that stays takes the marks of the other. Those of items that are not stored any more come along: they
    /// wait for them.
    private func joinStates(of pairs: [Pair], in db: Database) throws {
        for pair in pairs where pair.lost.key != pair.kept.key {
            try StateMoving.join(
                StateMoving.Place(feed: loser, key: ItemKey(text: pair.lost.key)),
                into: StateMoving.Place(feed: survivor, key: ItemKey(text: pair.kept.key)), in: db)
        }
        try StateMoving.joinAll(of: loser, into: survivor, in: db)
    }
}
