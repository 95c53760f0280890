import FeedModel
import FoundationEssentials
import GRDB

/// Makes one feed of two: items, marks, tags and subscriptions of both, and one poll (`polling.md` B67).
struct FeedMerging {
    /// The feed that ends.
    let loser: FeedID
    /// The feed that has everything afterwards.
    let survivor: FeedID

    func merge(in db: Database) throws {
        for pair in try pairs(in: db) { try join(pair, in: db) }
        try moveStates(in: db)
        for sql in [
            "UPDATE item SET feedID = ?2 WHERE feedID = ?1",
            "UPDATE subscription SET feedID = ?2 WHERE feedID = ?1",
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

    /// The items that are the same: by their keys; else by link and title, where these single out one in each feed.
    private func pairs(in db: Database) throws -> [Pair] {
        let byKey = try Row.fetchAll(
            db,
            sql: """
                SELECT lost.id, lost.itemKey, kept.id, kept.itemKey FROM item AS lost
                JOIN item AS kept ON kept.feedID = ?2 AND kept.itemKey = lost.itemKey WHERE lost.feedID = ?1
                """, arguments: [loser.rawValue, survivor.rawValue])
        let byLink = try Row.fetchAll(
            db,
            sql: """
                SELECT lost.id, lost.itemKey, kept.id, kept.itemKey FROM item AS lost
                JOIN item AS kept ON kept.linkHash = lost.linkHash AND kept.feedID = ?2 AND kept.title = lost.title
                WHERE lost.feedID = ?1 AND lost.title <> ''
                    AND NOT EXISTS (SELECT 1 FROM item WHERE feedID = ?2 AND itemKey = lost.itemKey)
                    AND NOT EXISTS (SELECT 1 FROM item WHERE feedID = ?1 AND itemKey = kept.itemKey)
                    AND 1 = (SELECT count(*) FROM item WHERE feedID = ?1 AND linkHash = lost.linkHash)
                    AND 1 = (SELECT count(*) FROM item WHERE feedID = ?2 AND linkHash = lost.linkHash)
                """, arguments: [loser.rawValue, survivor.rawValue])
        return (byKey + byLink).map { Pair(lost: ($0[0], $0[1]), kept: ($0[2], $0[3])) }
    }

    /// The item that stays takes the marks of the other, and the earlier moment of being seen.
    private func join(_ pair: Pair, in db: Database) throws {
        if pair.lost.key != pair.kept.key {
            try db.cachedStatement(
                sql: """
                    INSERT INTO itemState (feedID, itemKey, readAt, starredAt)
                    SELECT ?1, ?2, readAt, starredAt FROM itemState WHERE feedID = ?3 AND itemKey = ?4
                    \(Self.union)
                    """
            ).execute(arguments: [survivor.rawValue, pair.kept.key, loser.rawValue, pair.lost.key])
        }
        try db.cachedStatement(
            sql: """
                UPDATE item SET received = seen.received,
                    date = iif(published IS NULL OR published > seen.received, seen.received, published)
                FROM (SELECT min(received) AS received FROM item WHERE id IN (?1, ?2)) AS seen WHERE id = ?1
                """
        ).execute(arguments: [pair.kept.id, pair.lost.id])
        try db.cachedStatement(sql: "DELETE FROM item WHERE id = ?").execute(arguments: [pair.lost.id])
    }

    /// Those of items that are not stored any more come along: they wait for them.
    private func moveStates(in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO itemState (feedID, itemKey, readAt, starredAt)
                SELECT ?2, itemKey, readAt, starredAt FROM itemState WHERE feedID = ?1
                \(Self.union)
                """, arguments: [loser.rawValue, survivor.rawValue])
        try db.execute(sql: "DELETE FROM itemState WHERE feedID = ?", arguments: [loser.rawValue])
    }

    /// What was read or starred in one of them is so in both.
    private static let union = """
        ON CONFLICT DO UPDATE SET readAt = coalesce(readAt, excluded.readAt),
            starredAt = coalesce(starredAt, excluded.starredAt)
        """
}
