import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// Items that are purged after a document was compared with them, and before what came of it is stored.
@Suite struct PurgedMeanwhileTests {
    let store: FeedStore
    let feed: FeedID

    init() throws {
        store = try FeedStore.inMemory()
        feed = try store.feed()
    }

    enum Time: CaseIterable { case carried, left }

    /// Stores `before`, marks it read, compares `after`, purges all, stores what came of the comparison, and looks at
    /// the next two polls of `after`.
    private func play(_ before: [ParsedItem], then after: [ParsedItem], _ time: Time) async throws
        -> UpdateReceipt
    {
        let ids = try await store.poll(feed, before).new
        _ = try store.mark(ids, as: .read, at: start)
        if time == .left { try await store.poll(feed, [Sample.item("else")], at: start.plus(hour)) }
        let changes = try await store.changes(in: Sample.document(after), of: feed)
        _ = try await store.purge(ids)
        let receipt = try await store.apply(
            Sample.update(of: feed, at: start.plus(2 * hour), .changed(changes)))
        #expect(try store.flaws().isEmpty)
        for poll in 3..<5 {
            try await store.poll(feed, after, at: start.plus(Double(poll) * hour))
            #expect(try store.flaws().isEmpty)
            #expect(try bothStoredAndPurged() == 0)
        }
        return receipt
    }

    private func bothStoredAndPurged() throws -> Int {
        try store.reading { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM item JOIN purgedItem USING (feedID, itemKey)") ?? 0
        }
    }

    private func unread() throws -> [String] {
        try store.titles(.unread).filter { $0 != "Title of else" }
    }

    @Test(arguments: Time.allCases) func `a revision of an item that is gone brings nothing back unread`(
        time: Time
    ) async throws {
        _ = try await play([Sample.item("a", text: "one")], then: [Sample.item("a", text: "two")], time)
        #expect(try unread().isEmpty)
        #expect(try store.count(.read) == (time == .carried ? 0 : 1))
        #expect(try await store.rows("revision") == 0)
    }

    @Test(arguments: Time.allCases) func `an item that is the same stays gone while it is carried`(
        time: Time
    ) async throws {
        _ = try await play(
            [Sample.item("a"), Sample.item("b")], then: [Sample.item("b"), Sample.item("a")], time)
        #expect(try unread().isEmpty)
        #expect(try store.count(.read) == (time == .carried ? 0 : 2))
    }

    @Test(arguments: Time.allCases) func `a key that is handed on begins a new item`(time: Time) async throws
    {
        let before = Sample.item(
            "latest", title: "One", link: "https://example.org/1", text: "First words", published: start)
        let after = Sample.item(
            "latest", title: "Two", link: "https://example.org/2", text: "Other ones",
            published: start.plus(day))
        let receipt = try await play([before], then: [after], time)
        #expect(receipt.new.count == 1)
        #expect(try unread() == ["Two"])
    }

    @Test func `a key that is learned leads to what is left of the item`() async throws {
        let before = Sample.item("a", link: "https://example.org/a", published: start)
        let after = Sample.item("b", title: "Title of a", link: "https://example.org/a", published: start)
        let receipt = try await play([before], then: [after], .carried)
        #expect(receipt.new.isEmpty)
        #expect(try unread().isEmpty)
        #expect(try store.count(.everything) == 0)
    }
}
