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

    @Test func `an item is known by a link that it alone bears, where the feed's keys are others`()
        async throws
    {
        let (guid, link) = (item("a"), item("a"))
        var renamed = link
        renamed.key = ItemKey(guid: "another")
        renamed.id = "another"
        try await there.store([guid], in: try there.feed())
        try await here.store([renamed], in: try here.feed())
        try mark("a", in: there, as: .starred)
        #expect(try here.importStates(try exported(there), from: "", at: start.plus(100)).changed == 1)
        #expect(try states(here)["a"]?.isStarred == true)
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
