import FeedModel
import FoundationEssentials
import GRDB
import Synchronization
import Testing

@testable import FeedStorage

/// Checking, backing up, restoring and compacting a real file.
@Suite struct KeepingTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private var backup: String { folder.path + "/backup.db" }

    private func store() throws -> FeedStore {
        try FeedStore.open(at: folder.database, holding: try PollerLock(guarding: folder.database))
    }

    /// A store with one feed of so many items, each with a long body.
    private func filled(_ count: Int) async throws -> FeedStore {
        let store = try store()
        let subscription = Subscription(address: FeedAddress("https://example.org/feed"), origin: .reader)
        let feed = try store.subscribe(subscription, at: start).feed
        let body = Sample.prose(words: 1_500)
        let items = (0..<count).map { Sample.item("\($0)", text: "<p>\(body)</p>") }
        _ = try await store.apply(Sample.update(of: feed, Sample.changes(new: items)))
        return store
    }

    private func titles(_ store: FeedStore) throws -> [String] {
        try store.reading { try String.fetchAll($0, sql: "SELECT title FROM item ORDER BY title") }
    }

    @Test func `a sound database has no flaws`() async throws {
        #expect(try await filled(5).flaws().isEmpty)
    }

    @Test func `marks and words that are not the items' own are told`() async throws {
        let store = try await filled(3)
        try await store.writing { try $0.execute(sql: "UPDATE item SET readAt = 1 WHERE id = 1") }
        #expect(try store.flaws() == ["1 items are shown with other marks than the reader gave them"])
        try await store.writing { db in
            try db.execute(sql: "UPDATE item SET readAt = NULL WHERE id = 1")
            try SearchWriting.remove(ItemID(2), in: db)
        }
        #expect(try store.flaws() == ["1 items are not in the index of words"])
        try await store.writing { try $0.execute(sql: "DELETE FROM item WHERE id = 3") }
        #expect(try store.flaws().contains("1 items are in the index of words that are not there"))
    }

    @Test func `wrong counts and loose ends are told`() async throws {
        let store = try await filled(3)
        try await store.writing { try $0.execute(sql: "UPDATE feedCount SET unread = 2") }
        #expect(try store.flaws() == ["1 feeds have other counts than their items make"])
        try await store.database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF; DELETE FROM feed; PRAGMA foreign_keys = ON")
        }
        #expect(try store.flaws().contains { $0.contains("item points to a row of feed") })
    }

    /// Whoever polls asks for deadlines by it, and ends.
    @Test(arguments: [
        ("index", "feedBySlot"), ("table", "poll"), ("trigger", "itemDeleted"),
        ("table", "itemSearch_config"),
    ])
    func `what every database has and this one lacks is told`(kind: String, name: String) async throws {
        let store = try await filled(3)
        #expect(try store.flaws().isEmpty)
        try await store.writing { try $0.execute(sql: "DROP \(kind) \(name)") }
        #expect(try store.flaws() == ["there is no \(kind) \(name)"])
    }

    /// Where nobody counts any more, the counts are wrong soon.
    @Test func `what is lacking hides nothing else`() async throws {
        let store = try await filled(3)
        try await store.writing {
            try $0.execute(
                sql: """
                    DROP TRIGGER itemDeleted; DROP INDEX feedBySlot; UPDATE feedCount SET unread = 2
                    """)
        }
        #expect(
            try store.flaws() == [
                "there is no index feedBySlot", "there is no trigger itemDeleted",
                "1 feeds have other counts than their items make",
            ])
    }

    @Test func `a backup is a whole database of its moment, and replaces an older one`() async throws {
        let store = try await filled(3)
        for title in ["Another", "Title of 0"] {
            try await store.writing { db in
                try db.execute(sql: "UPDATE item SET title = ? WHERE id = 3", arguments: [title])
            }
            try store.backUp(to: backup)
        }
        _ = try await store.writing { try $0.execute(sql: "DELETE FROM item") }
        let copy = try FeedStore.open(at: backup)
        #expect(try titles(copy) == ["Title of 0", "Title of 1", "Title of 2"])
        #expect(try copy.flaws().isEmpty)
        #expect(try folder.contents.allSatisfy { !$0.contains(".part") })
    }

    @Test func `a backup that cannot be written is told by its own name`() async throws {
        let store = try await filled(1)
        let file = folder.path + "/none/backup.db"
        let error = #expect(throws: StoreError.self) { try store.backUp(to: file) }
        #expect(error?.description.contains(file) == true)
        #expect(error?.exitStatus == .inputOutput)
    }

    @Test(arguments: [true, false])
    func `a backup takes the place of a damaged or missing database`(_ isDamaged: Bool) async throws {
        do {
            let store = try await filled(4)
            try store.backUp(to: backup)
            try (store.database as? DatabasePool)?.close()
        }
        let damage = Data("no database".utf8)
        if isDamaged {
            try damage.write(to: URL(filePath: folder.database))
        } else {
            try FileManager.default.removeItem(atPath: folder.database)
        }
        let told = try FeedStore.restore(
            backup, to: folder.database, holding: try PollerLock(guarding: folder.database))
        #expect(try titles(FeedStore.open(at: folder.database)).count == 4)
        let kept = folder.database + ".replaced"
        #expect(told == (isDamaged ? kept : nil))
        #expect(FileManager.default.fileExists(atPath: kept) == isDamaged)
        if isDamaged { #expect(try Data(contentsOf: URL(filePath: kept)) == damage) }
        #expect(FileManager.default.fileExists(atPath: backup))
    }

    @Test func `a backup that is not whole is refused, and the database stays`() async throws {
        let store = try await filled(4)
        try store.backUp(to: backup)
        var bytes = try Data(contentsOf: URL(filePath: backup))
        for place in stride(from: 4_096, to: bytes.count, by: 512) { bytes[place] ^= 0xFF }
        try bytes.write(to: URL(filePath: backup))
        let lock = try PollerLock(guarding: folder.database + "2")
        for file in [backup, folder.path + "/absent.db"] {
            let error = #expect(throws: StoreError.self) {
                _ = try FeedStore.restore(file, to: folder.database + "2", holding: lock)
            }
            #expect(error?.description.contains(file) == true)
        }
        #expect(try titles(store).count == 4)
        #expect(!FileManager.default.fileExists(atPath: folder.database + "2"))
    }

    @Test(arguments: [
        "PRAGMA user_version = -1", "PRAGMA user_version = 4", "PRAGMA user_version = 0",
        "DROP TABLE poll", "DELETE FROM searchRule", "DROP TRIGGER itemDeleted",
        "ALTER TABLE subscription DROP COLUMN headers",
    ])
    func `a backup that could not be used is refused, and the database stays as it was`(change: String)
        async throws
    {
        try await filled(4).backUp(to: backup)
        let queue = try DatabaseQueue(path: backup)
        try await queue.writeWithoutTransaction { try $0.execute(sql: change) }
        try queue.close()
        let before = try (folder.contents, Data(contentsOf: URL(filePath: backup)))
        let error = #expect(throws: StoreError.self) {
            _ = try FeedStore.restore(
                backup, to: folder.database, holding: try PollerLock(guarding: folder.database))
        }
        guard case .damaged(backup, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let after = try (folder.contents, Data(contentsOf: URL(filePath: backup)))
        #expect(before == after)
        #expect(try titles(FeedStore.open(at: folder.database)).count == 4)
    }

    @Test(arguments: 1..<Migrations.newest)
    func `a backup of every older version is brought up to date, and is left as it is`(version: Int) throws {
        let frozen = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Schemas/schema-\(version).sql")
        let schema = try String(contentsOf: frozen, encoding: .utf8)
        let queue = try DatabaseQueue(path: backup)
        try queue.writeWithoutTransaction { db in
            try Migrations.prepareNewFile(db, at: backup)
            try db.execute(sql: schema + "PRAGMA user_version = \(version)")
            // From the fifth on, what the schema itself puts in.
            if version >= 5 { try db.execute(sql: "INSERT INTO searchRule VALUES (0)") }
        }
        try queue.close()
        let bytes = try Data(contentsOf: URL(filePath: backup))
        let lock = try PollerLock(guarding: folder.database)
        #expect(try FeedStore.restore(backup, to: folder.database, holding: lock) == nil)
        #expect(try FeedStore.open(at: folder.database).feeds(includesLetGo: true).isEmpty)
        #expect(try Data(contentsOf: URL(filePath: backup)) == bytes)
    }

    @Test func `a backup never replaces the database, nor what is no backup`() async throws {
        let store = try await filled(3)
        let note = folder.path + "/note.txt"
        try Data("shopping".utf8).write(to: URL(filePath: note))
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link.db", withDestinationPath: folder.database)
        for file in [
            folder.database,
            folder.path + "/../" + folder.path.split(separator: "/").suffix(1).joined() + "/"
                + folder.database.split(separator: "/").suffix(1).joined(), folder.path + "/link.db",
            folder.database + "-wal", note,
        ] {
            #expect(throws: StoreError.self) { try store.backUp(to: file) }
        }
        #expect(try Data(contentsOf: URL(filePath: note)) == Data("shopping".utf8))
        #expect(try titles(store).count == 3)
        #expect(try store.flaws().isEmpty)
    }

    @Test(arguments: [false, true])
    func `where nobody polls the log of what commands write does not grow`(isPolled: Bool) async throws {
        try await filled(1).database.close()
        let reader = try FeedStore.open(at: folder.database)
        let lock = isPolled ? try PollerLock(guarding: folder.database) : nil
        try reader.writingDurably { db in
            try db.execute(sql: "UPDATE itemContent SET html = randomblob(6000000)")
        }
        #expect((DatabaseFile.logSize(of: folder.database) > 6_000_000) == isPolled)
        withExtendedLifetime(lock) {}
    }

    @Test func `each restore keeps what it replaces`() async throws {
        let store = try await filled(3)
        try store.backUp(to: backup)
        try store.database.close()
        let lock = try PollerLock(guarding: folder.database)
        let kept = try (0..<2).compactMap { _ in
            try FeedStore.restore(backup, to: folder.database, holding: lock)
        }
        #expect(kept == [folder.database + ".replaced", folder.database + ".replaced.2"])
        #expect(kept.allSatisfy { FileManager.default.fileExists(atPath: $0) })
    }

    @Test func `what was removed is given back to the disk`() async throws {
        let store = try await filled(50)
        _ = try await store.purge((1...48).map { ItemID($0) })
        let sizes = try await store.compact {}
        #expect(sizes.after * 2 < sizes.before)
        #expect(try titles(store) == ["Title of 0", "Title of 1"])
        #expect(try store.flaws().isEmpty)
    }

    @Test func `a purge gives the room back, in many small writes`() async throws {
        let store = try store()
        var number: UInt64 = 1
        let items = (0..<150).map { item in
            let words = (0..<300).map { _ in
                number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return String(number, radix: 36)
            }
            return Sample.item("\(item)", text: words.joined(separator: " "))
        }
        let ids = try await store.store(items, in: try store.feed())
        _ = try store.mark(ids, as: .read, at: start)
        _ = try await store.compact {}
        let before = try size()
        var policy = RetentionPolicy()
        policy.perFeed = 2
        let writes = Mutex(0)
        let receipt = try await store.purge(by: policy, at: start.plus(day)) { writes.withLock { $0 += 1 } }
        #expect(receipt.items == 148)
        #expect(receipt.freed > .kilobytes(500))
        #expect(try size() <= before - 400_000)
        #expect(writes.withLock { $0 } >= 8)
        let free = try await store.reading { try Int.fetchOne($0, sql: "PRAGMA freelist_count") }
        #expect(free == 0)
        #expect(try store.flaws().isEmpty)
    }

    private func size() throws -> Int {
        try FileManager.default.attributesOfItem(atPath: folder.database)[.size] as? Int ?? 0
    }
}
