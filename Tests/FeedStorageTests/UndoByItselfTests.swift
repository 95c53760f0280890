import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// What tidings does to marks by itself is taken back too; and marks are taken back whatever became of their items.
@Suite struct UndoByItselfTests {
    private let store: FeedStore
    private let feed: FeedID

    init() throws {
        store = try FeedStore.inMemory()
        feed = try store.feed()
    }

    private func state(_ id: ItemID) throws -> ItemState {
        try #require(try store.item(id)).summary.state
    }

    private func kinds() throws -> [Operation.Kind] {
        try store.operations(limit: nil).map(\.kind)
    }

    @Test func `what was there before a subscription that wants new items only`() async throws {
        let items = [Sample.item("a"), Sample.item("b")]
        _ = try await store.apply(
            Sample.update(of: feed, Sample.changes(new: items), marksNewAsRead: true))
        #expect(try store.count(.unread) == 0)
        let operation = try #require(try store.operations(limit: nil).first)
        #expect((operation.kind, operation.subject, operation.changed) == (.onlyNew, "Gazette", 2))
        #expect(throws: StoreError.nothingToUndo) { try store.undo(nil, at: start) }
        #expect(try store.undo(operation.id, at: start.plus(1)).changed == 2)
        #expect(try store.count(.unread) == 2)
    }

    @Test func `a revised item that turned unread`() async throws {
        let restless = try store.subscribe(
            Subscription(
                address: FeedAddress("https://example.org/restless"), origin: .reader,
                revisedTurnsUnread: true), at: start
        ).feed
        let ids = try await store.store([Sample.item("a"), Sample.item("b")], in: restless)
        try store.mark([ids[0]], as: .read, at: start.plus(1))
        let revised = [("a", 0), ("b", 1)].map {
            FeedChanges.RevisedItem(id: ids[$0.1], item: Sample.item($0.0, text: "other"))
        }
        _ = try await store.apply(
            Sample.update(of: restless, at: start.plus(2), Sample.changes(revised: revised)))
        #expect(try kinds() == [.revision, .mark(.read)])
        let operation = try #require(try store.operations(limit: 1).first)
        #expect(operation.changed == 1)
        _ = try store.undo(operation.id, at: start.plus(3))
        #expect(try state(ids[0]).readAt == start.plus(1))
    }

    @Test func `a twin that took the marks of the first, and marks that twins share`() async throws {
        let other = try store.feed("https://planet.example/feed")
        let link = "https://example.org/article"
        let first = try await store.store([Sample.item("a", title: "T", link: link)], in: feed)[0]
        let mark = try store.mark([first], as: .read, at: start.plus(1)).operation
        let second = try await store.store([Sample.item("b", title: "T", link: link)], in: other)[0]
        #expect(try kinds() == [.twin, .mark(.read)])
        _ = try store.undo(OperationID(2), at: start.plus(2))
        #expect(try state(second) == ItemState())
        #expect(try state(first).isRead)
        _ = try store.undo(mark, at: start.plus(3))

        let both = try store.mark([first], as: .starred, at: start.plus(4))
        #expect(both.changed == 1)
        #expect(try state(second).isStarred)
        let undone = try store.undo(both.operation, at: start.plus(5))
        #expect(undone.changed == 1)
        #expect(try [first, second].map(state) == [ItemState(), ItemState()])
    }

    @Test func `a twin without marks is no operation`() async throws {
        let other = try store.feed("https://planet.example/feed")
        let link = "https://example.org/article"
        try await store.store([Sample.item("a", title: "T", link: link)], in: feed)
        try await store.store([Sample.item("b", title: "T", link: link)], in: other)
        #expect(try kinds().isEmpty)
    }

    @Test func `an item that was purged comes back as it was before the mark`() async throws {
        let ids = try await store.store([Sample.item("a"), Sample.item("b")], in: feed)
        let learned = KeyChanges.LearnedKey(
            key: KeyChanges.Key(item: ids[1], key: ItemKey(guid: "b2")), evidence: .time)
        let changes = FeedChanges(
            facts: FeedFacts(of: Sample.document([])), new: [], revised: [], unchanged: ids,
            keys: KeyChanges(learned: [learned]))
        _ = try await store.apply(Sample.update(of: feed, .changed(changes)))
        try store.mark(ids, as: .read, at: start.plus(1))
        _ = try await store.purge(ids)
        #expect(try store.undo(nil, at: start.plus(2)).changed > 0)
        // Under its first key, and under one that was learned.
        let again = try await store.store([Sample.item("a"), Sample.item("b2")], in: feed)
        #expect(try again.map(state) == [ItemState(), ItemState()])
        #expect(try store.count(.unread) == 2)
    }

    @Test func `an item whose key was handed on`() async throws {
        let id = try await store.store([Sample.item("a")], in: feed)[0]
        let mark = try store.mark([id], as: .read, at: start.plus(1)).operation
        let released = KeyChanges.Key(item: id, key: ItemKey(guid: "a"))
        let changes = FeedChanges(
            facts: FeedFacts(of: Sample.document([])), new: [Sample.item("a", title: "Other")], revised: [],
            unchanged: [], keys: KeyChanges(released: [released]))
        let new = try await store.apply(Sample.update(of: feed, .changed(changes))).new
        #expect(try state(id).isRead)
        #expect(try !state(new[0]).isRead)
        _ = try store.undo(mark, at: start.plus(2))
        #expect(try store.count(.unread) == 2)
    }

    @Test func `items of two feeds that became one`() async throws {
        let other = try store.feed("https://new.example/feed")
        let lost = try await store.store(
            [Sample.item("same"), Sample.item("alone"), Sample.item("both")], in: feed)
        let kept = try await store.store([Sample.item("same"), Sample.item("both")], in: other)
        let marks = try [[lost[0], lost[1]], [lost[2]], [kept[1]]].enumerated().map { number, ids in
            try store.mark(ids, as: .read, at: start.plus(Double(number + 1))).operation
        }
        try store.mark([kept[0]], as: .starred, at: start.plus(4))
        let move = FeedMove(address: FeedAddress("https://new.example/feed"), cause: .permanent)
        _ = try await store.apply(Sample.update(of: feed, at: start.plus(5), .notModified, move: move))
        #expect(try state(kept[0]) == ItemState(readAt: start.plus(1), starredAt: start.plus(4)))
        #expect(try store.operations(limit: 1).map(\.kind) == [.merger])
        #expect(try store.operations(limit: 1).map(\.changed) == [1])

        // The mark was made in the feed that is no more.
        _ = try store.undo(marks[0], at: start.plus(6))
        #expect(try state(kept[0]) == ItemState(starredAt: start.plus(4)))
        #expect(try state(lost[1]) == ItemState())
        // Read in both, by each by itself.
        _ = try store.undo(marks[1], at: start.plus(7))
        #expect(try state(kept[1]).readAt == start.plus(3))
        _ = try store.undo(marks[2], at: start.plus(8))
        #expect(try store.count(.unread) == 3)
        #expect(try store.feed(other)?.unread == 3)
    }

    @Test func `the joining of marks alone`() async throws {
        let other = try store.feed("https://new.example/feed")
        let lost = try await store.store([Sample.item("same")], in: feed)
        let kept = try await store.store([Sample.item("same")], in: other)
        try store.mark(lost, as: .read, at: start.plus(1))
        try store.mark(kept, as: .starred, at: start.plus(2))
        let move = FeedMove(address: FeedAddress("https://new.example/feed"), cause: .permanent)
        _ = try await store.apply(Sample.update(of: feed, at: start.plus(3), .notModified, move: move))
        let joined = try #require(try store.operations(on: kept[0]).first)
        #expect(joined.kind == .merger)
        _ = try store.undo(joined.id, at: start.plus(4))
        #expect(try state(kept[0]) == ItemState(starredAt: start.plus(2)))
    }
}
