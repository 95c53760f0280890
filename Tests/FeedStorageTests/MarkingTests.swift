import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

@Suite struct MarkingTests {
    let store: FeedStore
    let feed: FeedID

    init() throws {
        store = try FeedStore.inMemory()
        feed = try store.feed()
    }

    @Test func `marking says how many changed, and which are not there`() async throws {
        let ids = try await store.store([Sample.item("a"), Sample.item("b")], in: feed)
        #expect(
            try store.mark([ids[0]], as: .read, at: start)
                == MarkReceipt(changed: 1, operation: OperationID(1), missing: []))
        let receipt = try store.mark(
            [ids[0], ItemID(999_999), ids[1], ItemID(0)], as: .read, at: start.plus(hour))
        #expect(
            receipt
                == MarkReceipt(
                    changed: 1, operation: OperationID(2), missing: [ItemID(999_999), ItemID(0)]))
        let nothing = try store.mark(ids, as: .read, at: start)
        #expect(nothing == MarkReceipt(changed: 0, operation: nil, missing: []))
        #expect(try store.item(ids[0])?.summary.state.readAt == start)
    }

    @Test(arguments: [(Mark.read, Mark.unread), (.starred, .unstarred)])
    func `a mark is taken back by its opposite, and leaves the other mark alone`(
        mark: Mark, opposite: Mark
    ) async throws {
        let other: Mark = mark == .read ? .starred : .read
        let ids = try await store.store([Sample.item("a")], in: feed)
        _ = try store.mark(ids, as: other, at: start)
        let between = try store.item(ids[0])?.summary.state
        #expect(try store.mark(ids, as: opposite, at: start).changed == 0)
        #expect(try store.mark(ids, as: mark, at: start).changed == 1)
        #expect(try store.item(ids[0])?.summary.state == ItemState(readAt: start, starredAt: start))
        #expect(try store.mark(ids, as: opposite, at: start).changed == 1)
        #expect(try store.item(ids[0])?.summary.state == between)
    }

    @Test func `a query marks what a list would show, and no more`() async throws {
        let items = (0..<5).map { Sample.item("\($0)", published: start.plus(-Double($0) * day)) }
        try await store.store(items, in: feed)
        let listing = ItemListing(.older(start.plus(-1.5 * day)), order: .oldestFirst, limit: 2)
        #expect(try store.mark(matching: listing, as: .read, at: start).changed == 2)
        #expect(try store.titles(.read) == ["Title of 3", "Title of 4"])
        #expect(try store.mark(matching: ItemListing(.everything), as: .read, at: start).changed == 3)
        #expect(try store.count(.unread) == 0)
    }

    @Test func `kept counts stay true through every kind of change`() async throws {
        let other = try store.feed("https://example.org/other")
        let ids = try await store.store((0..<6).map { Sample.item("\($0)") }, in: feed)
        try await store.store([Sample.item("x")], in: other)
        _ = try store.mark(Array(ids[0..<3]), as: .read, at: start)
        _ = try store.mark(Array(ids[2..<4]), as: .starred, at: start)
        _ = try store.mark([ids[0]], as: .unread, at: start)
        try await store.writing { db in
            try db.execute(sql: "DELETE FROM item WHERE id = ?", arguments: [ids[2].rawValue])
        }
        let kept = try await counts("SELECT feedID, total, unread, starred FROM feedCount ORDER BY feedID")
        let counted = try await counts(
            """
            SELECT feedID, count(*), count(*) - count(readAt), count(starredAt) FROM item
            GROUP BY feedID ORDER BY feedID
            """)
        #expect(kept == counted)
        #expect(kept == [[feed.rawValue, 5, 4, 1], [other.rawValue, 1, 1, 0]])
        #expect(try store.count(.unread) == 5)
        #expect(try store.count(.starred) == 1)
        #expect(try store.count(.everything) == 6)
    }

    private func counts(_ sql: String) async throws -> [[Int64]] {
        try await store.reading { db in
            try Row.fetchAll(db, sql: sql).map { row in (0..<4).map { row[$0] as Int64 } }
        }
    }
}
