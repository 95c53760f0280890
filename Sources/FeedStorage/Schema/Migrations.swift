import GRDB

/// The schema's versions, append-only: a step that was ever released is never changed.
///
/// The version is SQLite's `user_version`, which the file's first page bears, so that a program can refuse a newer
/// database before it opens it.
enum Migrations {
    private static let steps: [@Sendable (Database) throws -> Void] = [
        Schema1.create, Schema2.change, Schema3.change, Schema4.change, Schema5.change,
        Schema6.change, Schema7.change, Schema8.change, Schema9.change, Schema10.change,
    ]

    /// The version that this program writes.
    static var newest: Int { steps.count }

    /// Marks a file as ours (`PRAGMA application_id`): "tidi".
    static let applicationID: Int32 = 0x7469_6469

    static func version(of db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    }

    /// Whether the schema is this program's, and the words of items are in the index by its rule.
    static func isCurrent(_ db: Database) throws -> Bool {
        try version(of: db) == newest && SearchWriting.isCurrent(db)
    }

    /// Brings the database up to date, each step in a transaction of its own.
    static func migrate(_ db: Database) throws {
        let version = try version(of: db)
        if version < newest {
            // What is sorted for the indexes of a large library is as large as they are, and is no thing for memory.
            let storage = try Int.fetchOne(db, sql: "PRAGMA temp_store") ?? 0
            try db.execute(sql: "PRAGMA temp_store = FILE")
            defer { try? db.execute(sql: "PRAGMA temp_store = \(storage)") }
            for step in version..<newest { try take(step, in: db) }
        }
        try SearchWriting.bringUpToDate(db)
    }

    private static func take(_ step: Int, in db: Database) throws {
        try db.inTransaction(.immediate) {
            try steps[step](db)
            try db.execute(sql: "PRAGMA user_version = \(step + 1)")
            return .commit
        }
    }

    /// The tables of the newest schema that this one lacks; where it has all, its columns, indexes and triggers.
    static func lacks(of db: Database) throws -> [String] {
        let model = try DatabaseQueue()
        let wanted = try model.writeWithoutTransaction { db in
            try migrate(db)
            return try parts(of: db)
        }
        let present = Set(try parts(of: db))
        let lacks = wanted.filter { !present.contains($0) }
        let tables = lacks.filter { $0.hasPrefix("table ") }
        return tables.isEmpty ? lacks : tables
    }

    /// A virtual table is not asked for its columns: it cannot answer where one of the tables behind it is gone.
    private static func parts(of db: Database) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT type || ' ' || name FROM sqlite_schema
                UNION SELECT 'column ' || column.name || ' in ' || entry.name
                FROM sqlite_schema AS entry JOIN pragma_table_info(entry.name) AS column
                WHERE entry.type = 'table' AND entry.sql NOT LIKE 'CREATE VIRTUAL %'
                ORDER BY 1
                """)
    }

    /// What takes effect only before the first page is written, and before the file becomes WAL.
    ///
    /// In one transaction, so that the first page is ours or is not there at all; one that writes from its beginning
    /// would write that page before it knew how.
    ///
    /// - Throws: `.damaged` for what is no new file after all: SQLite first takes back what an interrupted writer began.
    static func prepareNewFile(_ db: Database, at path: String) throws {
        let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        let owner = try Int32.fetchOne(db, sql: "PRAGMA application_id")
        guard pages == 0 || owner == applicationID else { throw DatabaseFile.anothers(path) }
        try db.execute(
            sql: """
                PRAGMA page_size = 4096;
                BEGIN DEFERRED;
                PRAGMA auto_vacuum = INCREMENTAL;
                PRAGMA application_id = \(applicationID);
                COMMIT;
                """)
    }
}
