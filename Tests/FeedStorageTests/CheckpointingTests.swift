import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// Who copies the log, and who does not wait for it.
@Suite struct CheckpointingTests {
    private let folder: TemporaryFolder
    private let store: FeedStore

    init() throws {
        folder = try TemporaryFolder()
        store = try FeedStore.open(at: folder.database, holding: try PollerLock(guarding: folder.database))
    }

    /// Bytes of the database without its log.
    private var copied: Int {
        DatabaseFile.size(of: folder.database) - DatabaseFile.logSize(of: folder.database)
    }

    private func write(_ items: Range<Int>) async throws {
        let feed = try store.feed("https://example.org/\(items.lowerBound)")
        try await store.store(items.map { Sample.item("\($0)", text: Sample.prose(words: 600)) }, in: feed)
    }

    @Test func `many rows are copied beside the writer, long before its own turn`() async throws {
        let before = copied
        try await write(0..<400)
        #expect(copied == before)
        try await write(400..<600)
        await store.releaseMemory()
        #expect(copied > before + 1 << 20)
        // The writer's turn comes at 4,096 pages.
        #expect(DatabaseFile.logSize(of: folder.database) < 16 << 20)
        #expect(try store.flaws().isEmpty)
    }

    @Test func `who marks an item leaves the log to the poller`() async throws {
        let lock = try PollerLock(guarding: folder.database)
        try await write(0..<450)
        let before = copied
        // More than SQLite lets grow by itself.
        #expect(DatabaseFile.logSize(of: folder.database) > 1_000 * 4_096)
        let reader = try FeedStore.open(at: folder.database)
        _ = try reader.mark([ItemID(1)], as: .read, at: start)
        #expect(copied == before)
        withExtendedLifetime(lock) {}
    }

    @Test func `a log that commands alone made long is copied by them, though somebody polls`() async throws {
        let lock = try PollerLock(guarding: folder.database)
        try await write(0..<1)
        let before = copied
        let reader = try FeedStore.open(at: folder.database)
        try reader.writingDurably { db in
            try db.execute(sql: "UPDATE itemContent SET html = randomblob(25000000)")
        }
        #expect(copied > before + 24 << 20)
        withExtendedLifetime(lock) {}
    }

    @Test func `who looks for room gives back the log's`() async throws {
        try await write(0..<450)
        #expect(DatabaseFile.logSize(of: folder.database) > 1 << 20)
        try await store.checkWriting()
        #expect(DatabaseFile.logSize(of: folder.database) < 1 << 16)
    }
}
