import FeedModel
import Testing

@testable import FeedStorage

/// Items of two feeds that are one article.
@Suite struct TwinTests {
    private let store: FeedStore
    private let first: FeedID
    private let second: FeedID
    private let link = "https://example.org/article"

    init() throws {
        store = try FeedStore.inMemory()
        first = try store.feed()
        second = try store.feed("https://planet.example/feed")
    }

    @Test func `one that arrives later takes the state of the first`() async throws {
        let ids = try await store.store([Sample.item("a", title: "T", link: link)], in: first)
        _ = try store.mark(ids, as: .read, at: start.plus(1))
        try await store.store([Sample.item("b", title: "T", link: link)], in: second, at: start.plus(2))
        #expect(try store.count(.unread) == 0)
    }

    @Test(arguments: [0, 1], Mark.allCases)
    func `marking one marks both`(marked: Int, mark: Mark) async throws {
        let ids =
            try await store.store([Sample.item("a", title: "T", link: link)], in: first)
            + store.store([Sample.item("b", title: "T", link: link)], in: second)
        if mark == .unread { _ = try store.mark(ids, as: .read, at: start) }
        if mark == .unstarred { _ = try store.mark(ids, as: .starred, at: start) }
        let receipt = try store.mark([ids[marked]], as: mark, at: start.plus(1))
        #expect(receipt.changed == 1)
        let states = try ids.map { try #require(try store.item($0)).summary.state }
        #expect(states[0] == states[1])
        #expect(states[0].isRead == (mark == .read))
        #expect(states[0].isStarred == (mark == .starred))
    }

    @Test func `twins are listed and counted once, naming both feeds`() async throws {
        let ids =
            try await store.store([Sample.item("a", title: "T", link: link), Sample.item("c")], in: first)
            + store.store([Sample.item("b", title: "T", link: link)], in: second)
        let listed = try store.items(matching: ItemListing(.unread))
        #expect(Set(listed.map(\.id)) == [ids[0], ids[1]])
        #expect(listed.first { $0.id == ids[0] }?.alsoIn.map(\.id) == [second])
        for query in [ItemQuery.unread, .everything, .title("T"), .not(.starred)] {
            #expect(try store.count(query) == store.items(matching: ItemListing(query)).count)
        }
        #expect(try store.count(.everything) == 2)
    }

    @Test func `where twins are switched off each feed lists its own, and what was joined stays so`()
        async throws
    {
        var apart = store
        try await store.store([Sample.item("a", title: "T", link: link)], in: first)
        try await store.store([Sample.item("b", title: "T", link: link)], in: second)
        apart.joinsTwins = false
        let other = "https://example.org/other"
        try await apart.store([Sample.item("c", title: "U", link: other)], in: first)
        try await apart.store([Sample.item("d", title: "U", link: other)], in: second)
        #expect(try store.count(.unread) == 3)
        #expect(try store.titles(.unread).sorted() == ["T", "U", "U"])
    }

    @Test func `a twin is listed with its own feed`() async throws {
        try await store.store([Sample.item("a", title: "T", link: link)], in: first)
        let id = try await store.store([Sample.item("b", title: "T", link: link)], in: second)[0]
        #expect(try store.items(matching: ItemListing(.feed("planet.example"))).map(\.id) == [id])
        _ = try store.unsubscribe(first, at: start.plus(1))
        #expect(try store.items(matching: ItemListing(.unread)).map(\.id) == [id])
        #expect(try store.count(.unread) == 1)
    }

    @Test func `the feed of the link's own site is shown, though it had the article later`() async throws {
        try await store.store([Sample.item("b", title: "T", link: link)], in: second)
        let id = try await store.store([Sample.item("a", title: "T", link: link)], in: first)[0]
        #expect(try store.items(matching: ItemListing(.unread)).map(\.id) == [id])
    }

    @Test func `what a feed says of its home page makes no site its own`() async throws {
        let third = try store.feed("https://copy.example/feed")
        let id = try await store.store([Sample.item("b", title: "T", link: link)], in: second)[0]
        let facts = FeedFacts(
            title: "Copy", homePage: Link("https://example.org/"), description: nil, language: nil,
            format: .rss20)
        let changes = FeedChanges(
            facts: facts, new: [Sample.item("c", title: "T", link: link, text: "Else")], revised: [],
            unchanged: [])
        _ = try await store.apply(Sample.update(of: third, .changed(changes)))
        #expect(try store.items(matching: ItemListing(.everything)).map(\.id) == [id])
    }

    @Test func `an article is not read since a copy of it was that came sooner`() async throws {
        let copy = try await store.store([Sample.item("b", title: "T", link: link)], in: second)
        _ = try store.mark(copy, as: .read, at: start.plus(1))
        _ = try store.mark(copy, as: .starred, at: start.plus(1))
        let id = try await store.store([Sample.item("a", title: "T", link: link)], in: first)[0]
        #expect(try store.items(matching: ItemListing(.unread)).map(\.id) == [id])
        #expect(try store.item(id)?.summary.state.isStarred == true)
        _ = try store.mark([id], as: .read, at: start.plus(2))
        #expect(try store.count(.unread) == 0)
    }

    @Test func `marking a feed marks its twins elsewhere`() async throws {
        try await store.store([Sample.item("a", title: "T", link: link), Sample.item("c")], in: first)
        try await store.store([Sample.item("b", title: "T", link: link), Sample.item("d")], in: second)
        _ = try store.mark(
            matching: ItemListing(ItemQuery.unread.and(.feed("planet.example"))), as: .read, at: start.plus(1)
        )
        #expect(try store.titles(.unread) == ["Title of c"])
    }

    @Test func `a link that several items of one feed bear makes no twins`() async throws {
        let ids = try await store.store([Sample.item("a", title: "T", link: link)], in: first)
        _ = try store.mark(ids, as: .read, at: start)
        try await store.store(
            [Sample.item("b", title: "T", link: link), Sample.item("c", title: "T again", link: link)],
            in: second)
        #expect(try store.count(.unread) == 2)
    }

    @Test func `an item of a feed that was let go is no twin`() async throws {
        let ids = try await store.store([Sample.item("a", title: "T", link: link)], in: first)
        _ = try store.mark(ids, as: .read, at: start)
        _ = try store.unsubscribe(first, at: start.plus(1))
        try await store.store([Sample.item("b", title: "T", link: link)], in: second)
        #expect(try store.count(.unread) == 1)
    }

    @Test(arguments: [false, true])
    func `where only new items are wanted, a twin is as the first of them is`(isRead: Bool) async throws {
        let ids = try await store.store([Sample.item("a", title: "T", link: link)], in: first)
        if isRead { try store.mark(ids, as: .read, at: start) }
        let new = [Sample.item("b", title: "T", link: link), Sample.item("c")]
        _ = try await store.apply(
            Sample.update(of: second, Sample.changes(new: new), marksNewAsRead: true))
        #expect(try store.titles(.unread) == (isRead ? [] : ["T"]))
        #expect(try store.titles(.read).sorted() == (isRead ? ["T", "Title of c"] : ["Title of c"]))
    }

    @Test func `an item that turns unread by a revision takes its twins along`() async throws {
        let restless = try store.subscribe(
            Subscription(
                address: FeedAddress("https://restless.example/feed"), origin: .reader,
                revisedTurnsUnread: true), at: start
        ).feed
        let ids =
            try await store.store([Sample.item("a", title: "T", link: link)], in: first)
            + store.store([Sample.item("b", title: "T", link: link)], in: restless)
        try store.mark(ids, as: .read, at: start.plus(1))
        let revised = Sample.item("b", title: "T", link: link, text: "other")
        _ = try await store.apply(
            Sample.update(
                of: restless, at: start.plus(2),
                Sample.changes(revised: [FeedChanges.RevisedItem(id: ids[1], item: revised)])))
        #expect(try store.count(.read) == 0)
        #expect(try store.count(.unread) == 1)
        #expect(try store.operations(limit: 1).map(\.changed) == [1])
        _ = try store.undo(OperationID(2), at: start.plus(3))
        #expect(try store.count(.unread) == 0)
    }
}
