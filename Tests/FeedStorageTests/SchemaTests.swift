import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// `Schemas/` holds every schema that was ever released, frozen as SQL.
@Suite struct SchemaTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Schemas")

    /// The tables that FTS5 makes for an index of its own accord.
    private static let shadows = ["data", "idx", "docsize", "config"].map { "'itemSearch_\($0)'" }.joined(
        separator: ", ")

    private func frozen(_ version: Int) throws -> String {
        try String(contentsOf: Self.folder.appendingPathComponent("schema-\(version).sql"), encoding: .utf8)
    }

    private func schema(of db: Database) throws -> String {
        try String.fetchAll(
            db,
            sql: """
                SELECT sql || ';' FROM sqlite_schema
                WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT IN (\(Self.shadows))
                ORDER BY type = 'trigger', tbl_name, type = 'index', name
                """
        ).joined(separator: "\n\n") + "\n"
    }

    @Test func `a new database has the newest schema, letter for letter`() throws {
        let store = try FeedStore.inMemory()
        let born = try store.reading { db in try schema(of: db) }
        let expected = try frozen(Migrations.newest)
        #expect(born == expected)
    }

    @Test(arguments: 1...Migrations.newest)
    func `every schema that was ever released is brought up to date`(version: Int) throws {
        let queue = try DatabaseQueue()
        let old = try frozen(version)
        let migrated = try queue.writeWithoutTransaction { db in
            try db.execute(sql: old + "PRAGMA user_version = \(version)")
            try Migrations.migrate(db)
            return (try Migrations.version(of: db), try schema(of: db))
        }
        let expected = try frozen(Migrations.newest)
        #expect(migrated == (Migrations.newest, expected))
    }

    /// FTS5 by itself joins them four times as often, and in bursts.
    @Test(arguments: [0, 1, 6])
    func `parts of the index are joined alike in a new database and in an old one`(version: Int) throws {
        let queue = try DatabaseQueue()
        let old = try version == 0 ? "" : frozen(version)
        let settings = try queue.writeWithoutTransaction { db in
            try db.execute(sql: old + "PRAGMA user_version = \(version)")
            try Migrations.migrate(db)
            return try String.fetchAll(
                db, sql: "SELECT k || ' ' || v FROM itemSearch_config WHERE k <> 'version' ORDER BY k")
        }
        // The frozen schemas have the index without what was set of it.
        let gathered = version < 5 ? ["hashsize 8388608"] : []
        #expect(settings == ["automerge 0", "crisismerge 256"] + gathered + ["usermerge 15"])
    }

    /// As SQLite does for a list of three in a `CHECK`, each time that a row is written.
    @Test func `no table is made to store what an item says`() throws {
        let store = try FeedStore.inMemory()
        let steps = try store.reading { db in
            try Row.fetchAll(
                db, sql: "EXPLAIN INSERT INTO itemContent (itemID, summary, html, text) VALUES (?, ?, ?, ?)",
                arguments: [1, "", "", ""]
            ).map { $0["opcode"] as String }
        }
        #expect(steps.contains("Insert"))
        #expect(!steps.contains("OpenEphemeral"))
    }

    @Test(arguments: ["1", "1.5"], ["summary", "html", "text"])
    func `what an item says is no number`(value: String, column: String) throws {
        let queue = try DatabaseQueue()
        try queue.writeWithoutTransaction { db in
            try Migrations.migrate(db)
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            #expect(throws: DatabaseError.self) {
                try db.execute(sql: "INSERT INTO itemContent (itemID, \(column)) VALUES (1, \(value))")
            }
            try db.execute(
                sql:
                    "INSERT INTO itemContent (itemID, \(column)) VALUES (1, '\(value)'), (2, x'00'), (3, NULL)"
            )
        }
    }

    @Test func `every table is strict`() throws {
        let store = try FeedStore.inMemory()
        let loose = try store.reading { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM pragma_table_list
                    WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'
                    AND name NOT IN (\(Self.shadows))
                    """)
        }
        #expect(loose.isEmpty)
    }
}
