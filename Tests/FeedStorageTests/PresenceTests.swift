import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// Which items a feed still carries, as far as its documents tell.
@Suite struct PresenceTests {
    let store: FeedStore
    let feed: FeedID

    init() throws {
        store = try FeedStore.inMemory()
        feed = try store.feed()
    }

    private let a = Sample.item("a")
    private let b = Sample.item("b")
    private let c = Sample.item("c")

    /// The items that have left, by title, and when.
    private func left() throws -> [String: Date] {
        try store.reading { db in
            let rows = try Row.fetchAll(db, sql: "SELECT title, leftAt FROM item WHERE leftAt IS NOT NULL")
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], Date(column: $0[1])) })
        }
    }

    @Test func `an item has left since the first document that lacks it`() async throws {
        try await store.poll(feed, [a, b])
        #expect(try left().isEmpty)
        try await store.poll(feed, [b, c], at: start.plus(hour))
        #expect(try left() == ["Title of a": start.plus(hour)])
        try await store.poll(feed, [c], at: start.plus(2 * hour))
        #expect(try left() == ["Title of a": start.plus(hour), "Title of b": start.plus(2 * hour)])
    }

    @Test func `one that is back has not left, revised or not`() async throws {
        try await store.poll(feed, [a, b, c])
        try await store.poll(feed, [c], at: start.plus(hour))
        try await store.poll(
            feed, [Sample.item("a", text: "anew"), b, c], at: start.plus(2 * hour))
        #expect(try left().isEmpty)
        #expect(try store.count(.revised) == 1)
    }

    @Test func `a document that is cut short tells what is there, not what is missing`() async throws {
        try await store.poll(feed, [a, b, c])
        try await store.poll(feed, [c], at: start.plus(hour))
        try await store.poll(feed, [a], at: start.plus(2 * hour), isCutShort: true)
        #expect(try left() == ["Title of b": start.plus(hour)])
        try await store.poll(feed, [], at: start.plus(3 * hour))
        #expect(try left() == ["Title of b": start.plus(hour)])
    }

    @Test func `what was purged is remembered after a document that is cut short`() async throws {
        let ids = try await store.poll(feed, [a, b]).new
        _ = try await store.purge([ids[1]])
        try await store.poll(feed, [a], at: start.plus(hour), isCutShort: true)
        try await store.poll(feed, [a, b], at: start.plus(2 * hour))
        #expect(try store.count(.everything) == 1)
    }

    @Test func `other feeds' items stay where they are`() async throws {
        let other = try store.feed("https://example.org/other")
        try await store.poll(other, [a])
        try await store.poll(feed, [b])
        #expect(try left().isEmpty)
    }

    @Test func `of many that leave at once all are noted`() async throws {
        let many = (0..<2_500).map { Sample.item("old \($0)") }
        try await store.poll(feed, many)
        try await store.poll(feed, [a], at: start.plus(hour))
        #expect(try left().count == 2_500)
    }
}

extension FeedStore {
    /// Compares a document with what is stored, and stores what came of it.
    @discardableResult
    func poll(
        _ feed: FeedID, _ items: [ParsedItem], at now: Date = start, isCutShort: Bool = false
    ) async throws -> UpdateReceipt {
        var document = Sample.document(items)
        document.isCutShort = isCutShort
        return try await apply(
            Sample.update(of: feed, at: now, .changed(try await changes(in: document, of: feed))))
    }

    func changes(in document: ParsedFeed, of feed: FeedID) async throws -> FeedChanges {
        Reconciliation.changes(in: document, known: try await knownItems(of: feed, like: document))
    }
}
