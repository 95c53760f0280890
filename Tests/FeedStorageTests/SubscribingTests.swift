import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

@Suite struct SubscribingTests {
    let store: FeedStore
    let address = "https://example.org/feed"

    init() throws {
        store = try FeedStore.inMemory()
    }

    @Test func `B108 · subscribing twice says who did first and changes nothing`() throws {
        let first = try store.subscribe(Sample.subscription(address, title: "Mine"), at: start)
        #expect(first.result == .added)
        let second = try store.subscribe(Sample.subscription(address, title: "Other"), at: start)
        #expect(second == SubscribeReceipt(feed: first.feed, result: .already(.reader)))
        #expect(try store.feeds(includesLetGo: false).map(\.title) == ["Mine"])
    }

    @Test func `a feed that was removed leaves the lists and returns with its items and states`() async throws
    {
        let feed = try store.feed(address)
        let ids = try await store.store([Sample.item("a"), Sample.item("b")], in: feed)
        _ = try store.mark([ids[0]], as: .read, at: start)
        _ = try store.unsubscribe(feed, at: start)
        #expect(try store.titles(.everything).isEmpty)
        #expect(try store.titles(.everything, all: true).count == 2)
        #expect(try store.count(.unread) == 0)
        #expect(try store.count(.unread, all: true) == 1)
        #expect(
            try await store.dueFeeds(
                at: start.plus(9 * day), limit: 9, selection: .due, policy: SchedulePolicy()
            ).isEmpty)
        #expect(try store.feeds(includesLetGo: false).isEmpty)
        #expect(try store.feeds(includesLetGo: true).map(\.health.state) == [.letGo])
        #expect(throws: StoreError.unknownFeed(feed)) { _ = try store.unsubscribe(feed, at: start) }

        let again = try store.subscribe(Sample.subscription(address, title: "Back"), at: start.plus(day))
        #expect(again == SubscribeReceipt(feed: feed, result: .returned))
        #expect(try store.titles(.unread) == ["Title of b"])
        #expect(try store.feeds(includesLetGo: false).map(\.title) == ["Back"])
    }

    @Test func `what a file declares cannot be removed, and names the file`() async throws {
        _ = try await store.adopt([Sample.declared(address)], at: start)
        let feed = try #require(try store.feeds(includesLetGo: false).first)
        #expect(feed.origin == .declared(file: "/etc/tidings/tidings.toml"))
        #expect(
            throws: StoreError.declared(address: FeedAddress(address), file: "/etc/tidings/tidings.toml")
        ) { _ = try store.unsubscribe(feed.id, at: start) }
        let receipt = try store.subscribe(Sample.subscription(address), at: start)
        #expect(receipt.result == .already(.declared(file: "/etc/tidings/tidings.toml")))
    }

    @Test func `adopting adopts, changes and lets go`() async throws {
        let first = try await store.adopt(
            [Sample.declared("https://a.example/"), Sample.declared("https://b.example/")], at: start)
        #expect(first.adopted.map(\.text) == ["https://a.example/", "https://b.example/"])
        let second = try await store.adopt(
            [Sample.declared("https://b.example/", title: "B", tags: ["news", "long reads"])], at: start)
        #expect(second.adopted.isEmpty)
        #expect(second.changed.map(\.text) == ["https://b.example/"])
        #expect(second.letGo.map(\.text) == ["https://a.example/"])
        let feeds = try store.feeds(includesLetGo: false)
        #expect(feeds.map(\.title) == ["B"])
        #expect(feeds.map(\.tags) == [["news", "long reads"]])
        let third = try await store.adopt(
            [Sample.declared("https://b.example/", title: "B", tags: ["news", "long reads"])], at: start)
        #expect(third == AdoptionReceipt(adopted: [], changed: [], letGo: []))
    }

    @Test func `a declared feed that is let go and returns has its items and states`() async throws {
        _ = try await store.adopt([Sample.declared(address)], at: start)
        let feed = try #require(try store.feeds(includesLetGo: false).first).id
        let ids = try await store.store([Sample.item("a"), Sample.item("b")], in: feed)
        _ = try store.mark([ids[0]], as: .starred, at: start)
        _ = try await store.adopt([], at: start)
        #expect(try store.count(.everything) == 0)
        _ = try await store.adopt([Sample.declared(address)], at: start)
        #expect(try store.feeds(includesLetGo: false).map(\.id) == [feed])
        #expect(try store.count(.everything) == 2)
        #expect(try store.titles(.starred) == ["Title of a"])
    }

    @Test func `what the reader had added becomes the reader's again when the file drops it`() async throws {
        let mine = Sample.subscription(address, title: "Mine", tags: ["own"])
        let feed = try store.subscribe(mine, at: start).feed
        let receipt = try await store.adopt([Sample.declared(address, title: "Theirs")], at: start)
        #expect(receipt.changed.map(\.text) == [address])
        #expect(try store.feeds(includesLetGo: false).map(\.title) == ["Theirs"])
        _ = try await store.adopt([], at: start)
        let feeds = try store.feeds(includesLetGo: false)
        #expect(feeds.map(\.id) == [feed])
        #expect(feeds.map(\.title) == ["Mine"])
        #expect(feeds.map(\.tags) == [["own"]])
        #expect(feeds.map(\.origin) == [.reader])
    }

    @Test func `what the reader had removed does not come back with a file's leaving`() async throws {
        let feed = try store.feed(address)
        _ = try store.unsubscribe(feed, at: start)
        _ = try await store.adopt([Sample.declared(address)], at: start)
        _ = try await store.adopt([], at: start)
        #expect(try store.feeds(includesLetGo: false).isEmpty)
    }

    @Test func `a declared subscription finds its feed by the address in the file, though the feed moved`()
        async throws
    {
        _ = try await store.adopt([Sample.declared(address)], at: start)
        let feed = try #require(try store.feeds(includesLetGo: false).first).id
        try await store.writing { db in
            try db.execute(sql: "UPDATE feed SET address = 'https://example.org/moved'")
        }
        _ = try await store.adopt([], at: start)
        _ = try await store.adopt([Sample.declared(address)], at: start)
        let feeds = try store.feeds(includesLetGo: false)
        #expect(feeds.map(\.id) == [feed])
        #expect(feeds.map(\.address.text) == ["https://example.org/moved"])
    }

    @Test func `feeds are found by number, title, address, or a part`() async throws {
        let lwn = try store.subscribe(Sample.subscription("https://lwn.example/rss", title: "LWN"), at: start)
            .feed
        let daily = try store.subscribe(
            Sample.subscription("https://news.example/1", title: "LWN daily"), at: start
        ).feed
        let zürich = try store.subscribe(
            Sample.subscription("https://zh.example/100%_x", title: "Zürcher Blatt"), at: start
        ).feed
        #expect(try store.feeds(named: "lwn").map(\.id) == [lwn])
        #expect(try store.feeds(named: "LW").map(\.id) == [lwn, daily])
        #expect(try store.feeds(named: "\(daily.rawValue)").map(\.id) == [daily])
        #expect(try store.feeds(named: "https://news.example/1").map(\.id) == [daily])
        #expect(try store.feeds(named: "ZÜRCHER").map(\.id) == [zürich])
        #expect(try store.feeds(named: "0%_").map(\.id) == [zürich])
        #expect(try store.feeds(named: "nothing").isEmpty)
    }

    @Test func `a number names the feed of that number, else one that is called just so`() throws {
        let feeds = try ["Other 7", "8", "1"].enumerated().map { index, title in
            try store.subscribe(
                Sample.subscription("https://\(index).example:7/9", title: title), at: start
            ).feed
        }
        #expect(feeds.map(\.rawValue) == [1, 2, 3])
        #expect(try store.feeds(named: "7").isEmpty)
        #expect(try store.feeds(named: "9").isEmpty)
        #expect(try store.feeds(named: "8").map(\.id) == [feeds[1]])
        #expect(try store.feeds(named: "1").map(\.id) == [feeds[0]])
        #expect(try store.feeds(named: "99999999999999999999").isEmpty)
        #expect(try store.feeds(named: "other 7").map(\.id) == [feeds[0]])
    }
}
