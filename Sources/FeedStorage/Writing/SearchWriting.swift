import FeedModel
import GRDB

/// Keeps the index of words in step with the items, in the transaction that changes them.
enum SearchWriting {
    /// Of new items, in the order of their numbers: what comes in another order is written out before it.
    static func insert(_ words: [NewWords], in db: Database) throws {
        for item in words { try insert(item.text, for: item.id, in: db) }
    }

    static func insert(_ text: SearchText, for id: ItemID, in db: Database) throws {
        try PreparedStatement(
            "INSERT INTO itemSearch (rowid, title, author, tag, body) VALUES (?, ?, ?, ?, ?)", in: db
        ).run { row in
            row.add(id.rawValue)
            row.add(text.title)
            row.add(text.author)
            row.add(text.tag)
            row.add(text.body)
        }
    }

    /// Puts the words that an item has now in place of those that it has as it is stored still; most often they are the
    /// same.
    static func replace(_ id: ItemID, with new: SearchText, in db: Database) throws {
        guard let said = try StoredTexts(of: id, in: db) else { return }
        let old = SearchText(of: said.content)
        guard old != new else { return }
        try remove(old, of: id, in: db)
        try insert(new, for: id, in: db)
    }

    /// Takes out the words of an item that is stored still; must come before what it says is changed, since the index
    /// is told word for word what it is to forget.
    static func remove(_ id: ItemID, in db: Database) throws {
        guard let said = try StoredTexts(of: id, in: db) else { return }
        try remove(SearchText(of: said.content), of: id, in: db)
    }

    private static func remove(_ text: SearchText, of id: ItemID, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO itemSearch (itemSearch, rowid, title, author, tag, body)
                VALUES ('delete', ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [id.rawValue, text.title, text.author, text.tag, text.body])
    }

    /// Joins parts of the index where there are many, or goes on with what was begun; see FTS5's `merge`.
    ///
    /// - Parameter pages: to be written, of 4 KB; a negative number begins with all parts there are.
    static func join(pages: Int, in db: Database) throws {
        try PreparedStatement("INSERT INTO itemSearch (itemSearch, rank) VALUES ('merge', ?)", in: db).run {
            $0.add(pages)
        }
    }

    /// How many parts the index has: FTS5 keeps their numbers where it looks up the pages of each. One after the other is
    /// asked for, since each has many rows.
    static func parts(in db: Database) throws -> Int {
        try PreparedStatement(
            """
            WITH RECURSIVE part (id) AS (
                SELECT min(segid) FROM itemSearch_idx
                UNION ALL
                SELECT (SELECT min(segid) FROM itemSearch_idx WHERE segid > part.id) FROM part WHERE part.id IS NOT NULL
            )
            SELECT count(id) FROM part
            """, in: db
        ).first { _ in
        } read: {
            Int($0.integer(0))
        } ?? 0
    }

    static func isCurrent(_ db: Database) throws -> Bool {
        try Int.fetchOne(db, sql: "SELECT version FROM searchRule") == SearchText.version
    }

    /// Indexes everything anew where the words of items were found by another rule than this program's.
    static func bringUpToDate(_ db: Database) throws {
        guard try !isCurrent(db) else { return }
        try db.inTransaction(.immediate) {
            try indexAll(in: db)
            try db.execute(sql: "UPDATE searchRule SET version = ?", arguments: [SearchText.version])
            return .commit
        }
    }

    private static func indexAll(in db: Database) throws {
        try db.execute(sql: "INSERT INTO itemSearch (itemSearch) VALUES ('delete-all')")
        let ids = try Int64.fetchCursor(db, sql: "SELECT id FROM item ORDER BY id")
        while let id = try ids.next() {
            guard let said = try StoredTexts(of: ItemID(id), in: db) else { continue }
            try insert(SearchText(of: said.content), for: ItemID(id), in: db)
        }
        // All that are many: whoever opens the database next should not find hundreds to look into.
        try join(pages: Int(Int32.max), in: db)
    }
}

/// The words of an item that is stored and not yet indexed.
struct NewWords: Sendable {
    let id: ItemID
    let text: SearchText
}
