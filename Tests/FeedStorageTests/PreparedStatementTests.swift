import GRDB
import Testing

@testable import FeedStorage

@Suite struct PreparedStatementTests {
    private func inDatabase<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try DatabaseQueue().write { db in
            try db.execute(
                sql: "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL, size REAL, bytes BLOB)")
            return try body(db)
        }
    }

    @Test(arguments: ["", "word", "söme wörds of more than fifteen bytes", "one\u{0}two", "🗞️"])
    func `a text comes back as it was given`(text: String) throws {
        let back = try inDatabase { db in
            try PreparedStatement("INSERT INTO note (text) VALUES (?)", in: db).run { $0.add(text) }
            return try PreparedStatement("SELECT text FROM note", in: db).first { _ in
            } read: {
                $0.text(0)
            }
        }
        #expect(back == text)
    }

    @Test func `NULL is nil, and numbers are what they were`() throws {
        let (rows, none) = try inDatabase { db in
            let insertion = try PreparedStatement(
                "INSERT INTO note (id, text, size, bytes) VALUES (?, ?, ?, x'00FF')", in: db)
            try insertion.run {
                $0.add(7)
                $0.add("a")
                $0.add(0.1)
            }
            try insertion.run {
                $0.add(Int64.max)
                $0.add("b")
                $0.add(nil as Double?)
            }
            let reading = try PreparedStatement(
                "SELECT id, size, bytes FROM note WHERE id >= ? ORDER BY id", in: db)
            let rows = try reading.all {
                $0.add(0)
            } read: {
                ($0.integer(0), $0.real(1), $0.bytes(2), $0.number(1))
            }
            let none = try reading.first {
                $0.add(nil as Int?)
            } read: {
                $0.integer(0)
            }
            return (rows, none)
        }
        #expect(rows.map(\.0) == [7, .max])
        #expect(rows.map(\.1) == [0.1, nil])
        #expect(rows.map(\.2) == [[0, 255], [0, 255]])
        #expect(rows.map(\.3) == [0, nil])
        #expect(none == nil)
    }

    @Test func `a name that the statement lacks is passed over`() throws {
        let sum = try inDatabase { db in
            try PreparedStatement("SELECT :one + :two", in: db).first {
                $0.set(":one", 1.5)
                $0.set(":three", 3.0)
                $0.set(":two", 2)
            } read: {
                $0.real(0)
            }
        }
        #expect(sum == 3.5)
    }

    @Test func `what SQLite refuses is thrown with its words, and the statement serves on`() throws {
        let (error, count) = try inDatabase { db in
            let insertion = try PreparedStatement("INSERT INTO note (text) VALUES (?)", in: db)
            let error = #expect(throws: DatabaseError.self) { try insertion.run { $0.add(nil as String?) } }
            try insertion.run { $0.add("good") }
            #expect(throws: DatabaseError.self) {
                try insertion.run {
                    $0.add("one")
                    $0.add("too many")
                }
            }
            return (error, try Int.fetchOne(db, sql: "SELECT count(*) FROM note"))
        }
        #expect(error?.extendedResultCode == .SQLITE_CONSTRAINT_NOTNULL)
        #expect(error?.message == "NOT NULL constraint failed: note.text")
        #expect(count == 1)
    }
}
