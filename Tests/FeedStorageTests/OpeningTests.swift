import FeedModel
import FoundationEssentials
import GRDB
import Glibc
import Testing

@testable import FeedStorage

@Suite struct OpeningTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func pollersStore() throws -> FeedStore {
        let lock = try PollerLock(guarding: folder.database)
        return try FeedStore.open(at: folder.database, holding: lock)
    }

    /// Runs SQL on the file by itself, as another program would.
    private func onFile<Value>(_ body: (Database) throws -> Value) throws -> Value {
        let queue = try DatabaseQueue(path: folder.database)
        defer { try? queue.close() }
        return try queue.writeWithoutTransaction(body)
    }

    private func bytes() throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: folder.database))
    }

    @Test func `a new database is born as it must stay`() throws {
        let store = try pollersStore()
        let facts = try store.reading { db in
            try ["page_size", "auto_vacuum", "journal_mode", "user_version", "foreign_keys"].map {
                try String.fetchOne(db, sql: "PRAGMA \($0)") ?? ""
            }
        }
        #expect(facts == ["4096", "2", "wal", "\(Migrations.newest)", "1"])
        var status = stat()
        #expect(unsafe stat(folder.database, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o660)
        #expect(unsafe stat(folder.database + "-wal", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o660)
    }

    @Test func `a store whose memory was given back reads and writes on`() async throws {
        let store = try pollersStore()
        let feed = try store.feed()
        try await store.store([Sample.item("a"), Sample.item("b")], in: feed)
        for number in 1...3 {
            await store.releaseMemory()
            #expect(try store.count(matching: ItemListing(.everything)) == number + 1)
            try await store.store([Sample.item("more \(number)")], in: feed)
        }
    }

    @Test func `the folders above a new database are made for their owner alone`() throws {
        let path = folder.path + "/share/tidings/tidings.db"
        let lock = try PollerLock(guarding: path)
        _ = try FeedStore.open(at: path, holding: lock)
        var status = stat()
        #expect(unsafe stat(folder.path + "/share", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o700)
    }

    @Test func `a missing database stays missing`() throws {
        #expect(throws: StoreError.missing(path: folder.database)) { try FeedStore.open(at: folder.database) }
        #expect(try folder.contents.isEmpty)
    }

    @Test func `a newer database is refused by both and left as it was`() throws {
        _ = try pollersStore()
        try onFile { db in
            try db.execute(sql: "PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)")
        }
        let before = try (bytes(), folder.contents)
        let refusal = StoreError.newer(path: folder.database, schema: 99)
        #expect(throws: refusal) { try FeedStore.open(at: folder.database) }
        #expect(throws: refusal) { try pollersStore() }
        let after = try (bytes(), folder.contents)
        #expect(before == after)
    }

    @Test func `a newer database is refused although only its log says so`() throws {
        let store = try pollersStore()
        try store.writingDurably { db in try db.execute(sql: "PRAGMA user_version = 99") }
        #expect(throws: StoreError.newer(path: folder.database, schema: 99)) {
            try FeedStore.open(at: folder.database)
        }
    }

    @Test(arguments: [-1, Int(Int32.min)])
    func `a database with a version that none has is damaged for both, and left as it was`(version: Int)
        throws
    {
        _ = try pollersStore()
        try onFile { db in
            try db.execute(sql: "PRAGMA user_version = \(version); PRAGMA wal_checkpoint(TRUNCATE)")
        }
        let before = try (bytes(), folder.contents)
        let refusal = StoreError.damaged(
            path: folder.database, reason: "no database has the version \(version)")
        #expect(throws: refusal) { try FeedStore.open(at: folder.database) }
        #expect(throws: refusal) { try pollersStore() }
        let after = try (bytes(), folder.contents)
        #expect(before == after)
    }

    @Test func `a database with a version that none has is damaged although only its log says so`() throws {
        let store = try pollersStore()
        try store.writingDurably { db in try db.execute(sql: "PRAGMA user_version = -7") }
        let error = #expect(throws: StoreError.self) { try FeedStore.open(at: folder.database) }
        #expect(error?.exitStatus == .badData)
        #expect(throws: StoreError.self) { try pollersStore() }
    }

    @Test func `a database that is not as its version says is damaged`() throws {
        _ = try pollersStore()
        try onFile { try $0.execute(sql: "PRAGMA user_version = 4") }
        let error = #expect(throws: StoreError.self) { try FeedStore.open(at: folder.database) }
        #expect(error?.exitStatus == .badData)
        #expect(error?.description.contains("it is not as version 4 is: ") == true)
    }

    @Test(arguments: [true, false])
    func `an unfinished database is finished by a reader only where nobody polls`(isEmpty: Bool) throws {
        try DatabaseFile.create(at: folder.database)
        if !isEmpty { try onFile { try Migrations.prepareNewFile($0, at: folder.database) } }
        let before = try bytes()
        try withPollerElsewhere {
            #expect(throws: StoreError.busy(.olderSchema(path: folder.database))) {
                try FeedStore.open(at: folder.database)
            }
        }
        #expect(try bytes() == before)
        let store = try FeedStore.open(at: folder.database)
        #expect(try store.feeds(includesLetGo: true).isEmpty)
        #expect(try onFile { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
        #expect(try onFile { try Int.fetchOne($0, sql: "PRAGMA page_size") } == 4_096)
    }

    @Test func `a file whose making was killed within a write is made anew`() throws {
        try copyWithinWrite(to: folder.database)
        let store = try pollersStore()
        #expect(try store.feeds(includesLetGo: true).isEmpty)
        #expect(try onFile { try Int.fetchOne($0, sql: "PRAGMA page_size") } == 4_096)
        #expect(try DatabaseFile.head(of: folder.database) != .empty)
    }

    @Test func `another program's database is refused though its program was killed within a write`() throws {
        try copyWithinWrite(to: folder.database, after: "CREATE TABLE theirs (id INTEGER)")
        #expect(throws: DatabaseFile.anothers(folder.database)) { try pollersStore() }
        #expect(try onFile { try $0.tableExists("theirs") })
    }

    /// What a kill leaves of a database that is not in WAL mode: pages are written, and what they were is beside them.
    private func copyWithinWrite(to path: String, after beginning: String = "SELECT 1") throws {
        let original = folder.path + "/original"
        try DatabaseQueue(path: original).writeWithoutTransaction { db in
            try db.execute(sql: beginning)
            try db.execute(sql: "PRAGMA cache_size = 1; BEGIN; CREATE TABLE big (bytes BLOB)")
            for _ in 0..<20 { try db.execute(sql: "INSERT INTO big VALUES (zeroblob(100000))") }
            for name in ["", "-journal"] {
                try FileManager.default.copyItem(atPath: original + name, toPath: path + name)
            }
            try db.execute(sql: "ROLLBACK")
        }
    }

    private func withPollerElsewhere(_ body: () throws -> Void) throws {
        let lock = try PollerLock(guarding: folder.database)
        try body()
        _ = consume lock
    }

    @Test func `what is no database is refused and left as it was`() throws {
        let texts = ["shopping: eggs, milk\n", String(repeating: "not SQLite ", count: 4_000)]
        for text in texts {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder.database))
            #expect(
                throws: StoreError.damaged(
                    path: folder.database, reason: "it does not begin as a database does")
            ) {
                try FeedStore.open(at: folder.database)
            }
            #expect(throws: StoreError.self) { try pollersStore() }
            #expect(try bytes() == Data(text.utf8))
        }
    }

    @Test func `another program's database is refused`() throws {
        try onFile { try $0.execute(sql: "CREATE TABLE theirs (id INTEGER)") }
        #expect(
            throws: StoreError.damaged(path: folder.database, reason: "it is a database of another program")
        ) {
            try pollersStore()
        }
    }

    @Test func `a folder in the database's place is told as what it is`() throws {
        try FileManager.default.createDirectory(
            atPath: folder.database, withIntermediateDirectories: false)
        #expect(throws: StoreError.cannotOpen(path: folder.database, reason: "Is a directory")) {
            try FeedStore.open(at: folder.database)
        }
        #expect(throws: StoreError.cannotOpen(path: folder.database, reason: "Is a directory")) {
            try pollersStore()
        }
    }

    @Test func `a damaged page is told as damage, not as a crash`() async throws {
        do {
            let store = try pollersStore()
            let feed = try store.feed()
            let long = Sample.prose(words: 2_000)
            try await store.store((0..<50).map { Sample.item("\($0)", text: long) }, in: feed)
            try store.database.close()
        }
        var bytes = try bytes()
        for offset in 4_096..<bytes.count { bytes[offset] = 0xA5 }
        try bytes.write(to: URL(fileURLWithPath: folder.database))
        let error = #expect(throws: StoreError.self) {
            try FeedStore.open(at: folder.database).items(matching: ItemListing(.everything))
        }
        guard case .damaged(folder.database, _) = error else {
            Issue.record("told as \(String(describing: error))")
            return
        }
    }

    @Test(arguments: [
        "UPDATE item SET feedID = 99", "INSERT INTO currentOperation VALUES (1)",
    ])
    func `what no sound database holds is told as damage, not as a crash`(change: String) async throws {
        let store = try pollersStore()
        try await store.store([Sample.item("a")], in: store.feed())
        try onFile { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            for trigger in try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            {
                try db.execute(sql: "DROP TRIGGER \(trigger)")
            }
            try db.execute(sql: change)
        }
        let error = #expect(throws: StoreError.self) {
            _ = try store.items(matching: ItemListing(.everything, includesLetGo: true))
            _ = try store.mark([ItemID(1)], as: .read, subject: "1", at: start)
        }
        guard case .damaged(folder.database, _) = error else {
            Issue.record("told as \(String(describing: error))")
            return
        }
    }

    @Test func `a digest of another length is told as damage by a poll, and of a feed is none`() async throws
    {
        let store = try pollersStore()
        let feed = try store.feed()
        let item = Sample.item("a")
        try await store.store([item], in: feed)
        try onFile { db in
            try db.execute(
                sql: """
                    PRAGMA ignore_check_constraints = ON;
                    UPDATE item SET digest = x'00';
                    UPDATE feed SET digest = x'00', parserVersion = 1, nextPoll = 0;
                    """)
        }
        let due = try await store.dueFeeds(
            at: start.plus(day), limit: 5, selection: .due, policy: SchedulePolicy())
        #expect(due.map(\.digest) == [nil])
        let error = await #expect(throws: StoreError.self) {
            _ = try await store.knownItems(of: feed, like: Sample.document([item]))
        }
        guard case .damaged(folder.database, "an item has no digest") = error else {
            Issue.record("told as \(String(describing: error))")
            return
        }
    }

    @Test func `a damaged head is told as damage`() throws {
        _ = try pollersStore()
        try onFile { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        var bytes = try bytes()
        for offset in 0..<64 { bytes[offset] = 0xFF }
        try bytes.write(to: URL(fileURLWithPath: folder.database))
        #expect(
            throws: StoreError.damaged(path: folder.database, reason: "it does not begin as a database does")
        ) {
            try FeedStore.open(at: folder.database)
        }
    }

    @Test func `a reader opens and lists without writing a byte`() async throws {
        let store = try pollersStore()
        try await store.store([Sample.item("a")], in: try store.feed())
        try store.database.close()
        let before = try bytes()
        let reader = try FeedStore.open(at: folder.database)
        #expect(try reader.titles(.unread) == ["Title of a"])
        #expect(DatabaseFile.size(of: folder.database) == before.count)
        #expect(try bytes() == before)
    }

    @Test func `a full disk is told as such, and writing goes on when there is room`() async throws {
        let store = try pollersStore()
        let feed = try store.feed()
        let pages = try #require(try await limitPages(of: store, by: 4))
        let long = Sample.prose(words: 30_000)
        let update = Sample.update(of: feed, Sample.changes(new: [Sample.item("a", text: long)]))
        await #expect(throws: StoreError.full(path: folder.database)) { try await store.apply(update) }
        #expect(try store.count(.everything) == 0)
        #expect(try await store.rows("poll") == 0)
        try await store.checkWriting()
        try await store.writing { db in try db.execute(sql: "PRAGMA max_page_count = \(pages + 4_000)") }
        #expect(try await store.apply(update).new.count == 1)
    }

    /// As though the disk had room for so many pages more; gives how many there are.
    private func limitPages(of store: FeedStore, by count: Int) async throws -> Int? {
        try await store.writing { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count")
            try db.execute(sql: "PRAGMA max_page_count = \((pages ?? 0) + count)")
            return pages
        }
    }

    @Test func `on a full disk small updates are remembered though a large one is not`() async throws {
        let store = try pollersStore()
        let feeds = try (0..<20).map { try store.feed("https://example.org/\($0)") }
        _ = try await limitPages(of: store, by: 6)
        let long = Sample.prose(words: 30_000)
        let written = await withTaskGroup(of: Bool.self) { group in
            for (number, feed) in feeds.enumerated() {
                group.addTask {
                    let outcome =
                        number == 3 ? Sample.changes(new: [Sample.item("a", text: long)]) : .notModified
                    return (try? await store.apply(Sample.update(of: feed, outcome))) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(written == 19)
        #expect(try await store.rows("poll") == 19)
    }
}
