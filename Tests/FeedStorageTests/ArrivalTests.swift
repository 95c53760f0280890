import FeedModel
import FoundationEssentials
import Testing

@testable import FeedStorage

/// Items that another program stores while one watches.
@Suite struct ArrivalTests {
    private let folder: TemporaryFolder
    private let poller: FeedStore
    private let reader: FeedStore

    init() throws {
        folder = try TemporaryFolder()
        poller = try FeedStore.open(at: folder.database, holding: try PollerLock(guarding: folder.database))
        reader = try FeedStore.open(at: folder.database)
    }

    /// A document has its newest items first; they are stored last.
    @Test func `what arrives is told once, in the order of its arrival`() async throws {
        let feed = try poller.feed()
        try await poller.store([Sample.item("old")], in: feed)
        var arrivals = try ItemArrivals(in: reader, matching: .unread)
        #expect(try arrivals.next().isEmpty)
        try await poller.store([Sample.item("one"), Sample.item("two")], in: feed)
        #expect(try arrivals.next().map(\.title) == ["Title of two", "Title of one"])
        #expect(try arrivals.next().isEmpty)
    }

    @Test func `only what is asked for is told, and marks are no arrival`() async throws {
        let feed = try poller.feed()
        var arrivals = try ItemArrivals(in: reader, matching: .title("two"))
        try await poller.store([Sample.item("one"), Sample.item("two")], in: feed)
        #expect(try arrivals.next().map(\.title) == ["Title of two"])
        try poller.mark(matching: ItemListing(.everything), as: .read, at: start)
        #expect(try arrivals.next().isEmpty)
    }

    @Test func `an article that another feed brings again is told once`() async throws {
        let first = try poller.feed()
        let second = try poller.feed("https://other.example/feed")
        var arrivals = try ItemArrivals(in: reader, matching: .unread)
        let link = "https://example.org/article"
        try await poller.store([Sample.item("a", title: "Same", link: link)], in: first)
        #expect(try arrivals.next().count == 1)
        try await poller.store([Sample.item("b", title: "Same", link: link)], in: second)
        #expect(try arrivals.next().isEmpty)
    }
}
