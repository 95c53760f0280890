import FeedModel
import FoundationEssentials
import Testing

@testable import FeedStorage

/// Marks that travel from one library to another.
@Suite struct ImportingTests {
    private let here: FeedStore
    private let there: FeedStore

    init() throws {
        here = try FeedStore.inMemory()
        there = try FeedStore.inMemory()
    }

    private func exported(_ store: FeedStore) throws -> [PortableStates] {
        var all: [PortableStates] = []
        try store.forEachFeedWithStates { all.append($0) }
        return all
    }

    private func states(_ store: FeedStore) throws -> [String: ItemState] {
        let items = try store.items(matching: ItemListing(.everything, includesLetGo: true))
        return Dictionary(uniqueKeysWithValues: items.map { ($0.title, $0.state) })
    }

    private func mark(_ titles: String..., in store: FeedStore, as mark: Mark, at now: Date = start.plus(60))
        throws
    {
        let items = try store.items(matching: ItemListing(.everything, includesLetGo: true))
        _ = try store.mark(
            items.filter { titles.contains($0.title) }.map(\.id), as: mark, subject: "", at: now)
    }

    private func item(_ name: String) -> ParsedItem {
        Sample.item(name, title: name, link: "https://example.org/\(name)")
    }

    @Test func `what is read or starred in either library is so afterwards`() async throws {
        // Its feeds and items have other numbers.
        try await there.store([item("z")], in: try there.feed("https://example.org/another"))
        for store in [here, there] {
            try await store.store(["a", "b", "c", "d"].map(item), in: try store.feed())
        }
        try mark("a", "b", in: there, as: .read)
        try mark("c", in: there, as: .starred)
        try mark("b", "d", in: here, as: .read, at: start.plus(5))
        let receipt = try here.importStates(try exported(there), from: "elsewhere", at: start.plus(100))
        #expect((receipt.changed, receipt.unchanged) == (2, 1))
        #expect(receipt.unknown.isEmpty)
        let after = try states(here)
        #expect(after["a"] == ItemState(readAt: start.plus(60)))
        #expect(after["b"] == ItemState(readAt: start.plus(5)))
        #expect(after["c"] == ItemState(starredAt: start.plus(60)))
        #expect(after["d"] == ItemState(readAt: start.plus(5)))
        #expect(try here.count(matching: ItemListing(.unread)) == 1)
    }

    @Test func `the same states a second time change nothing`() async throws {
        for store in [here, there] { try await store.store(["a", "b"].map(item), in: try store.feed()) }
        try mark("a", in: there, as: .read)
        try mark("b", in: there, as: .starred)
        let states = try exported(there)
        #expect(try here.importStates(states, from: "", at: start.plus(100)).changed == 2)
        let once = try exported(here)
        let again = try here.importStates(states, from: "", at: start.plus(200))
        #expect(again.changed == 0)
        #expect(again.operation == nil)
        #expect(try exported(here) == once)
        #expect(try here.importStates(once, from: "", at: start.plus(300)).changed == 0)
    }

    @Test func `marks of items and feeds that are not there wait for them`() async throws {
        try await there.store([item("a")], in: try there.feed("https://a.example/feed"))
        try mark("a", in: there, as: .read)
        let receipt = try here.importStates(try exported(there), from: "", at: start.plus(100))
        #expect(receipt.unknown == [FeedAddress("https://a.example/feed")])
        #expect(try here.feeds(includesLetGo: false).isEmpty)
        try await here.store([item("a"), item("b")], in: try here.feed("https://a.example/feed"))
        #expect(try states(here).mapValues(\.isRead) == ["a": true, "b": false])
    }

    @Test func `an item that the other library knew by its link is known by that, where it alone bears it`()
        async throws
    {
        try await here.store([item("a")], in: try here.feed())
        let link = Link("https://example.org/a")
        let receipt = try here.importStates([read(ItemKey(link: link), link)], from: "", at: start.plus(100))
        #expect(receipt.changed == 1)
        #expect(try states(here)["a"]?.isRead == true)
    }

    @Test func `an unknown guid is another item, whatever it links to`() async throws {
        try await here.store([item("a")], in: try here.feed())
        let link = Link("https://example.org/a")
        _ = try here.importStates([read(ItemKey(guid: "other"), link)], from: "", at: start.plus(100))
        #expect(try states(here)["a"]?.isRead == false)
    }

    @Test func `a guid that is the link itself tells no more than that`() async throws {
        try await here.store([item("a")], in: try here.feed())
        let link = Link("https://example.org/a")
        _ = try here.importStates([read(ItemKey(guid: link.text), link)], from: "", at: start.plus(100))
        #expect(try states(here)["a"]?.isRead == true)
    }

    @Test func `an item is known by any of its names, and waits under the first where it is not there`()
        async throws
    {
        let feed = try here.feed()
        let link = Link("https://example.org/a")
        let state = PortableState(
            key: ItemKey(guid: "a"), others: [ItemKey(link: link)], link: nil, state: ItemState(readAt: start)
        )
        let states = PortableStates(addresses: [FeedAddress("https://example.org/feed")], states: [state])
        let first = try here.importStates([states], from: "", at: start.plus(1))
        #expect((first.changed, first.waiting) == (1, 1))
        let again = try here.importStates([states], from: "", at: start.plus(2))
        #expect((again.changed, again.unchanged, again.waiting) == (0, 1, 0))
        try await here.store([item("a")], in: feed)
        #expect(try self.states(here)["a"]?.isRead == true)
        _ = try here.undo(nil, at: start.plus(3))
        #expect(try self.states(here)["a"]?.isRead == false)
    }

    @Test func `the link of the channel, and one that another item has borne, tell no item`() async throws {
        let feed = try here.feed()
        let ids = try await here.store([item("a"), item("b")], in: feed)
        let links = ["https://example.org/a", "https://example.org/b"].map { Link($0) }
        var document = Sample.document([])
        document.homePage = links[0]
        let moved = FeedChanges.RevisedItem(
            id: ids[0], item: Sample.item("a", title: "a", link: "https://example.org/b"))
        let back = FeedChanges.RevisedItem(id: ids[0], item: item("a"))
        for revised in [moved, back] {
            let changes = FeedChanges(
                facts: FeedFacts(of: document), new: [], revised: [revised], unchanged: [], isWhole: true)
            _ = try await here.apply(Sample.update(of: feed, .changed(changes)))
        }
        for link in links {
            _ = try here.importStates([read(ItemKey(link: link), link)], from: "", at: start.plus(100))
        }
        #expect(try states(here).mapValues(\.isRead) == ["a": false, "b": false])
    }

    @Test(arguments: [true, false])
    func `twins are marked together, and counted as one`(isTwice: Bool) async throws {
        let twins = [try here.feed(), try here.feed("https://planet.example/feed")]
        for (feed, key) in zip(twins, ["a", "b"]) {
            try await here.store([Sample.item(key, title: "T", link: "https://example.org/t")], in: feed)
        }
        var imported = [read(ItemKey(guid: "a"), nil)]
        if isTwice {
            let address = FeedAddress("https://planet.example/feed")
            imported.append(
                PortableStates(addresses: [address], states: read(ItemKey(guid: "b"), nil).states))
        }
        let receipt = try here.importStates(imported, from: "", at: start.plus(100))
        #expect((receipt.changed, receipt.unchanged) == (1, 0))
        #expect(try here.operations(limit: 1).map(\.changed) == [1])
        #expect(try here.count(.unread) == 0)
        #expect(try here.feeds(includesLetGo: false).map(\.unread) == [0, 0])
        let again = try here.importStates(imported, from: "", at: start.plus(200))
        #expect((again.changed, again.unchanged) == (0, 1))
        _ = try here.undo(nil, at: start.plus(300))
        #expect(try here.feeds(includesLetGo: false).map(\.unread) == [1, 1])
    }

    @Test func `a state that says nothing leaves nothing`() async throws {
        try await here.store([item("a")], in: try here.feed())
        let empty = PortableState(key: item("a").key, link: nil, state: ItemState())
        let states = PortableStates(addresses: [FeedAddress("https://example.org/feed")], states: [empty])
        let receipt = try here.importStates([states], from: "", at: start.plus(1))
        #expect((receipt.changed, receipt.unchanged, receipt.operation) == (0, 0, nil))
    }

    /// The state of one item that is read, of the feed that `feed()` makes.
    private func read(_ key: ItemKey, _ link: Link?) -> PortableStates {
        PortableStates(
            addresses: [FeedAddress("https://example.org/feed")],
            states: [PortableState(key: key, link: link, state: ItemState(readAt: start))])
    }

    @Test func `a key that the other library made up tells nothing here`() async throws {
        try await here.store([item("a")], in: try here.feed())
        let state = PortableState(
            key: ItemKey(handedOnBy: ItemID(1)), link: nil, state: ItemState(readAt: start))
        let states = PortableStates(addresses: [FeedAddress("https://example.org/feed")], states: [state])
        #expect(try here.importStates([states], from: "", at: start.plus(1)).changed == 0)
        #expect(try exported(here).isEmpty)
    }

    @Test func `a feed is known by an address that it had before`() async throws {
        try await here.store([item("a")], in: try here.feed("https://old.example/feed"))
        let state = PortableState(key: item("a").key, link: nil, state: ItemState(readAt: start))
        let states = PortableStates(
            addresses: [FeedAddress("https://new.example/feed"), FeedAddress("https://old.example/feed")],
            states: [state])
        let receipt = try here.importStates([states], from: "", at: start.plus(1))
        #expect(receipt.changed == 1)
        #expect(receipt.unknown.isEmpty)
    }

    @Test func `an import is taken back as a whole`() async throws {
        for store in [here, there] { try await store.store(["a", "b"].map(item), in: try store.feed()) }
        try mark("a", in: here, as: .starred)
        try mark("a", "b", in: there, as: .read)
        let before = try states(here)
        let receipt = try here.importStates(try exported(there), from: "marks.jsonl", at: start.plus(100))
        let operation = try #require(receipt.operation)
        _ = try here.undo(operation, at: start.plus(200))
        #expect(try states(here) == before)
    }
}
