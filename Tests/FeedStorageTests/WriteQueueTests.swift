import Dispatch
import FeedModel
import GRDB
import Testing

@testable import FeedStorage

@Suite struct WriteQueueTests {
    private let store: FeedStore

    init() throws {
        store = try FeedStore.inMemory()
    }

    /// Has these written in one group and in this order: the writer is held back until all of them wait.
    private func together(_ writes: [@Sendable () async throws -> Void]) async -> [(any Error)?] {
        let latch = DispatchSemaphore(value: 0)
        let (writing, begun) = AsyncStream.makeStream(of: Void.self)
        let first = Task.immediate { [store] in
            defer { begun.finish() }
            try await store.writing { _ in
                begun.yield()
                latch.wait()
            }
        }
        // Else it might be in one group with the others, and be run once more with them.
        for await _ in writing { break }
        let tasks = writes.map { write in Task.immediate { try await write() } }
        latch.signal()
        _ = await first.result
        var errors: [(any Error)?] = []
        for task in tasks {
            switch await task.result {
            case .success: errors.append(nil)
            case .failure(let error): errors.append(error)
            }
        }
        return errors
    }

    private func indexed(_ word: String) async throws -> Int {
        try await store.reading { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM itemSearch WHERE itemSearch MATCH ?", arguments: [word]) ?? 0
        }
    }

    @Test func `what fails in a group takes nobody with it`() async throws {
        let feeds = [
            try store.feed("https://example.org/1"), FeedID(999), try store.feed("https://example.org/3"),
        ]
        let errors = await together(
            feeds.map { feed in
                { [store] in _ = try await store.apply(Sample.update(of: feed, .notModified)) }
            })
        #expect(errors.map { $0 == nil } == [true, false, true])
        #expect(try await store.rows("poll") == 2)
    }

    @Test func `what fails beside new items takes none of them with it`() async throws {
        let feed = try store.feed()
        let items = [Sample.item("zebra"), Sample.item("okapi")]
        let errors = await together([
            { [store] in try await store.store(items, in: feed) },
            { [store] in try await store.store([Sample.item("quagga")], in: FeedID(999)) },
        ])
        #expect(errors.map { $0 == nil } == [true, false])
        #expect(try await indexed("zebra") == 1)
        #expect(try await indexed("quagga") == 0)
    }

    /// They are more than go into one group, or into one part of the index.
    @Test func `new items of many feeds are all found by their words`() async throws {
        let feeds = try (0..<40).map { try store.feed("https://example.org/\($0)") }
        let errors = await together(
            feeds.map { feed in
                { [store] in
                    try await store.store(
                        (0..<30).map { Sample.item("zebra\(feed.rawValue)x\($0)") }, in: feed)
                }
            })
        #expect(errors.allSatisfy { $0 == nil })
        for feed in feeds {
            for number in 0..<30 { #expect(try await indexed("zebra\(feed.rawValue)x\(number)") == 1) }
        }
    }

    @Test func `words that were left are there for what changes them in the same group`() async throws {
        let feed = try store.feed()
        let errors = await together([
            { [store] in try await store.store([Sample.item("zebra"), Sample.item("okapi")], in: feed) },
            { [store] in
                try await store.writing { db in
                    let id = try Int64.fetchOne(db, sql: "SELECT id FROM item WHERE title LIKE '%zebra'")
                    #expect(try ItemRecord.delete(ItemID(try #require(id)), in: db))
                }
            },
        ])
        #expect(errors.allSatisfy { $0 == nil })
        #expect(try await indexed("zebra") == 0)
        #expect(try await indexed("okapi") == 1)
    }
}
