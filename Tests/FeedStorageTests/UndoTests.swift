import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// Marks and removals are taken back.
@Suite struct UndoTests {
    private let store: FeedStore
    private let feed: FeedID

    init() throws {
        store = try FeedStore.inMemory()
        feed = try store.feed()
    }

    private func state(_ id: ItemID) throws -> ItemState {
        try #require(try store.item(id)).summary.state
    }

    @Test(arguments: Mark.allCases, [false, true])
    func `every mark is taken back, to the moment`(mark: Mark, byQuery: Bool) async throws {
        let ids = try await store.store([Sample.item("a"), Sample.item("b")], in: feed)
        let opposites: [Mark: Mark] = [.unread: .read, .unstarred: .starred]
        if let opposite = opposites[mark] { try store.mark(ids, as: opposite, at: start.plus(0.1)) }
        let before = try state(ids[0])
        let receipt =
            try byQuery
            ? store.mark(matching: ItemListing(.everything), as: mark, subject: "typed", at: start.plus(1))
            : store.mark(ids, as: mark, subject: "typed", at: start.plus(1))
        #expect(receipt.changed == 2)
        #expect(try state(ids[0]) != before)
        let undone = try store.undo(nil, at: start.plus(2))
        #expect(undone.operation.id == receipt.operation)
        #expect(undone.operation.kind == .mark(mark))
        #expect(undone.operation.subject == "typed")
        #expect((undone.changed, undone.stayed) == (2, 0))
        #expect(try ids.map(state) == [before, before])
    }

    @Test func `what was changed since stays`() async throws {
        let ids = try await store.store([Sample.item("a"), Sample.item("b"), Sample.item("c")], in: feed)
        let all = try store.mark(ids, as: .read, at: start.plus(1)).operation
        try store.mark([ids[0]], as: .unread, at: start.plus(2))
        try store.mark([ids[0]], as: .read, at: start.plus(3))
        try store.mark([ids[1]], as: .starred, at: start.plus(4))
        let undone = try store.undo(all, at: start.plus(5))
        #expect((undone.changed, undone.stayed) == (2, 1))
        #expect(try state(ids[0]) == ItemState(readAt: start.plus(3)))
        #expect(try state(ids[1]) == ItemState(starredAt: start.plus(4)))
        #expect(try state(ids[2]) == ItemState())
    }

    @Test func `what was said once more since stays`() async throws {
        let ids = try await store.store([Sample.item("a")], in: feed)
        try store.mark(ids, as: .read, at: start.plus(1))
        let first = try store.mark(ids, as: .unread, at: start.plus(2)).operation
        try store.mark(ids, as: .read, at: start.plus(3))
        let last = try store.mark(ids, as: .unread, at: start.plus(4)).operation
        #expect(try store.undo(first, at: start.plus(5)).stayed == 1)
        #expect(try !state(ids[0]).isRead)
        #expect(try store.undo(last, at: start.plus(6)).changed == 1)
        #expect(try state(ids[0]).readAt == start.plus(3))
    }

    @Test func `taking back is taken back, as often as one likes`() async throws {
        let ids = try await store.store([Sample.item("a")], in: feed)
        let mark = try #require(try store.mark(ids, as: .read, at: start.plus(1)).operation)
        var last = mark
        for round in 1...6 {
            last = try store.undo(last, at: start.plus(1 + Double(round))).undo
            #expect(try state(ids[0]).readAt == (round.isMultiple(of: 2) ? start.plus(1) : nil))
            let isUndone = try store.operations(limit: nil).last?.undoneBy != nil
            #expect(isUndone == !round.isMultiple(of: 2))
        }
        // The mark stands, so it is what the reader did last.
        #expect(try store.undo(nil, at: start.plus(9)).operation.id == mark)
        #expect(try !state(ids[0]).isRead)
    }

    @Test func `without a number one goes back step by step, to the beginning`() async throws {
        let ids = try await store.store([Sample.item("a"), Sample.item("b")], in: feed)
        let marks = try ids.map { try store.mark([$0], as: .read, at: start.plus(1)).operation }
        _ = try store.mark(ids, as: .read, at: start.plus(2))
        #expect(try store.undo(nil, at: start.plus(3)).operation.id == marks[1])
        #expect(try store.undo(nil, at: start.plus(4)).operation.id == marks[0])
        #expect(throws: StoreError.nothingToUndo) { try store.undo(nil, at: start.plus(5)) }
        #expect(try store.count(.unread) == 2)
    }

    @Test func `though all was changed since, one comes on to what was done before`() async throws {
        let ids = try await store.store([Sample.item("a"), Sample.item("b")], in: feed)
        let first = try store.mark([ids[0]], as: .read, at: start.plus(1)).operation
        let second = try store.mark([ids[1]], as: .read, at: start.plus(2)).operation
        try await store.writing { db in try db.execute(sql: "UPDATE itemState SET readAt = 7") }
        let undone = try store.undo(nil, at: start.plus(3))
        #expect(undone.operation.id == second)
        #expect((undone.changed, undone.stayed) == (0, 1))
        #expect(try store.undo(nil, at: start.plus(4)).operation.id == first)
    }

    @Test func `a number that is unknown or was taken back is refused, with what to type next`() async throws
    {
        let ids = try await store.store([Sample.item("a")], in: feed)
        let mark = try #require(try store.mark(ids, as: .read, at: start).operation)
        let unknown = StoreError.unknownOperation(OperationID(99))
        #expect(throws: unknown) { try store.undo(OperationID(99), at: start) }
        #expect(unknown.exitStatus == .notThere)
        let undo = try store.undo(mark, at: start).undo
        let refusal = StoreError.undoneAlready(mark, by: undo)
        #expect(throws: refusal) { try store.undo(mark, at: start) }
        #expect(refusal.hint == "tidings undo 2 does it again")
    }

    @Test func `what changes nothing is no operation, and takes no number`() async throws {
        let ids = try await store.store([Sample.item("a")], in: feed)
        #expect(try store.mark(ids, as: .read, at: start).operation == OperationID(1))
        #expect(try store.mark(ids, as: .read, at: start).operation == nil)
        #expect(try store.mark(ids, as: .starred, at: start).operation == OperationID(2))
        #expect(try store.operations(limit: nil).map(\.id.rawValue) == [2, 1])
        #expect(try store.operations(limit: 1).map(\.kind) == [.mark(.starred)])
    }

    @Test func `a removal is taken back, and the feed is due when it was`() async throws {
        try await store.store([Sample.item("a")], in: feed)
        let before = try store.feed(feed)
        let removal = try store.unsubscribe(feed, at: start.plus(1))
        #expect(try store.count(.everything) == 0)
        #expect(try store.operations(limit: 1).map(\.subject) == ["Gazette"])
        #expect(try store.undo(nil, at: start.plus(2)).operation.id == removal)
        #expect(try store.feed(feed) == before)
        #expect(before?.nextPoll == start.plus(2 * hour))
        #expect(try store.count(.everything) == 1)
    }

    @Test func `a feed that was subscribed to anew stays so`() throws {
        let removal = try store.unsubscribe(feed, at: start.plus(1))
        let again = Sample.subscription("https://example.org/feed", title: "Anew")
        _ = try store.subscribe(again, at: start.plus(2))
        let undone = try store.undo(removal, at: start.plus(3))
        #expect((undone.changed, undone.stayed) == (0, 1))
        #expect(try store.feeds(includesLetGo: false).map(\.title) == ["Anew"])
    }

    @Test func `a feed that a file declares meanwhile is the reader's again when the file drops it`()
        async throws
    {
        _ = try store.unsubscribe(feed, at: start.plus(1))
        _ = try await store.adopt([Sample.declared("https://example.org/feed")], at: start.plus(2))
        #expect(try store.undo(nil, at: start.plus(3)).changed == 1)
        #expect(try store.feeds(includesLetGo: false).map(\.origin).count == 1)
        _ = try await store.adopt([], at: start.plus(4))
        #expect(try store.feeds(includesLetGo: false).map(\.origin) == [.reader])
    }

    @Test func `the operations on an item are told, and no others`() async throws {
        let ids = try await store.store([Sample.item("a"), Sample.item("b")], in: feed)
        try store.mark(ids, as: .read, at: start)
        try store.mark([ids[1]], as: .starred, at: start)
        _ = try store.undo(OperationID(1), at: start)
        #expect(try store.operations(on: ids[0]).map(\.id.rawValue) == [3, 1])
        #expect(try store.operations(on: ids[1]).map(\.id.rawValue) == [3, 2, 1])
        #expect(try store.operations(on: ItemID(99)).isEmpty)
    }

    @Test func `what is older than a moment is forgotten, what it did stays done`() async throws {
        let items = (0..<1_500).map { Sample.item("\($0)") }
        let ids = try await store.store(items, in: feed)
        try store.mark(ids, as: .read, at: start)
        try store.mark([ids[0]], as: .unread, at: start.plus(1))
        let kept = try store.mark([ids[0]], as: .starred, at: start.plus(day)).operation
        #expect(try await store.forgetOperations(before: start.plus(hour)) == 2)
        #expect(try store.operations(limit: nil).map(\.id) == [kept])
        #expect(throws: StoreError.unknownOperation(OperationID(1))) {
            try store.undo(OperationID(1), at: start)
        }
        #expect(try store.count(.read) == 1_499)
        let rows = try await store.reading { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM operationState")
        }
        #expect(rows == 1)
        #expect(try await store.forgetOperations(before: start.plus(hour)) == 0)
    }
}
