import FeedModel
import GRDB

/// Takes states from key to key, so that the journal knows them still.
enum StateMoving {
    /// Where a state is kept: by a feed and a key of one of its items.
    struct Place: Hashable {
        let feed: FeedID
        let key: ItemKey

        var arguments: StatementArguments { [feed.rawValue, key.text] }
    }

    /// A state goes from one place to another with its number; one that is there ends.
    static func move(from place: Place, to other: Place, in db: Database) throws {
        guard let moved = try state(at: place, in: db) else { return }
        if let ended = try state(at: other, in: db) { try end(ended, for: moved, in: db) }
        try db.cachedStatement(sql: "UPDATE itemState SET feedID = ?, itemKey = ? WHERE id = ?")
            .execute(arguments: other.arguments + [moved])
    }

    /// A state is at both places from now on. What is written of it in the journal is written of either, so that either
    /// is taken back.
    static func copy(from place: Place, to other: Place, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO itemState (feedID, itemKey, readAt, starredAt)
                SELECT ?3, ?4, readAt, starredAt FROM itemState WHERE feedID = ?1 AND itemKey = ?2
                ON CONFLICT DO UPDATE SET readAt = excluded.readAt, starredAt = excluded.starredAt
                """
        ).execute(arguments: place.arguments + other.arguments)
        guard let copied = try state(at: place, in: db), let copy = try state(at: other, in: db) else {
            return
        }
        try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO operationState
                SELECT operationID, ?2, formerReadAt, formerStarredAt, readAt, starredAt
                FROM operationState WHERE stateID = ?1
                """
        ).execute(arguments: [copied, copy])
    }

    /// Makes one state of two: what was read or starred in one of them is so in both.
    static func join(_ place: Place, into other: Place, in db: Database) throws {
        guard let joined = try state(at: place, in: db), let kept = try state(at: other, in: db) else {
            return try move(from: place, to: other, in: db)
        }
        try db.cachedStatement(
            sql: """
                UPDATE itemState SET readAt = coalesce(itemState.readAt, joined.readAt),
                    starredAt = coalesce(itemState.starredAt, joined.starredAt)
                FROM itemState AS joined WHERE joined.id = ? AND itemState.id = ?
                """
        ).execute(arguments: [joined, kept])
        try end(joined, for: kept, in: db)
    }

    /// All states of a feed go to another, and become one with those that have their keys there.
    static func joinAll(of feed: FeedID, into other: FeedID, in db: Database) throws {
        let shared = try String.fetchAll(
            db,
            sql: """
                SELECT itemKey FROM itemState WHERE feedID = ?1
                INTERSECT SELECT itemKey FROM itemState WHERE feedID = ?2
                """, arguments: [feed.rawValue, other.rawValue])
        for key in shared.map({ ItemKey(text: $0) }) {
            try join(Place(feed: feed, key: key), into: Place(feed: other, key: key), in: db)
        }
        try db.execute(
            sql: "UPDATE itemState SET feedID = ?2 WHERE feedID = ?1",
            arguments: [feed.rawValue, other.rawValue])
    }

    private static func state(at place: Place, in db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM itemState WHERE feedID = ? AND itemKey = ?"),
            arguments: place.arguments)
    }

    /// What was done to a state that ends was done to the one that stays.
    private static func end(_ ended: Int64, for kept: Int64, in db: Database) throws {
        try db.cachedStatement(sql: "UPDATE OR IGNORE operationState SET stateID = ? WHERE stateID = ?")
            .execute(arguments: [kept, ended])
        try db.cachedStatement(sql: "DELETE FROM itemState WHERE id = ?").execute(arguments: [ended])
    }
}
