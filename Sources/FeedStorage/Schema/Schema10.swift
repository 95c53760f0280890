import GRDB

/// The tenth schema: what says which kinds of texts are stored is cheap to ask.
enum Schema10 {
    @Sendable static func change(_ db: Database) throws {
        try rewrite(in: db)
        // Has the definitions read again before they are kept: one that cannot be read is taken back.
        for table in ["itemContent", "revision"] { try db.execute(sql: "SELECT 1 FROM \(table) LIMIT 0") }
    }

    private static func rewrite(in db: Database) throws {
        try db.execute(sql: "PRAGMA writable_schema = ON")
        defer { try? db.execute(sql: "PRAGMA writable_schema = OFF") }
        try db.execute(sql: kinds)
        let version = try Int.fetchOne(db, sql: "PRAGMA schema_version") ?? 0
        try db.execute(sql: "PRAGMA schema_version = \(version + 1)")
    }

    /// SQLite (3.40) makes a table of a list of three each time that a row is written, and of a shorter one none: three
    /// tables for each item were a tenth of what storing it took. The same rows satisfy either, so that only the definition
    /// is written anew, as SQLite's "Making Other Kinds Of Table Schema Changes" has it, and not a library of any size.
    private static let kinds: String = {
        let changed = ["summary", "html", "text"].reduce("sql") { sql, column in
            "replace(\(sql), 'typeof(\(column)) IN (''null'', ''text'', ''blob'')', "
                + "'typeof(\(column)) NOT IN (''integer'', ''real'')')"
        }
        return
            "UPDATE sqlite_schema SET sql = \(changed) WHERE type = 'table' AND name IN ('itemContent', 'revision')"
    }()
}
