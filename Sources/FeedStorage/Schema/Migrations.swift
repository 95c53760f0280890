import GRDB

/// The schema's versions, append-only: a step that was ever released is never changed.
///
/// The version is SQLite's `user_version`, which the file's first page bears, so that a program can refuse a newer
/// database before it opens it.
enum Migrations {
    private static let steps: [@Sendable (Database) throws -> Void] = [
        Schema1.create, Schema2.change, Schema3.change, Schema4.change, Schema5.change,
    ]

    /// The version that this program writes.
    static var newest: Int { steps.count }

    /// Marks a file as ours (`PRAGMA application_id`): "tidi".
    static let applicationID: Int32 = 0x7469_6469

    static func version(of db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    }

    /// Brings the database up to date, each step in a transaction of its own.
    static func migrate(_ db: Database) throws {
        for step in try version(of: db)..<newest {
            try db.inTransaction(.immediate) {
                try steps[step](db)
                try db.execute(sql: "PRAGMA user_version = \(step + 1)")
                return .commit
            }
        }
        try SearchWriting.bringUpToDate(db)
    }

    /// What takes effect only before the first page is written, and before the file becomes WAL.
    static func prepareNewFile(_ db: Database) throws {
        try db.execute(
            sql: """
                PRAGMA page_size = 16384;
                PRAGMA auto_vacuum = INCREMENTAL;
                PRAGMA application_id = \(applicationID);
                """)
    }
}
