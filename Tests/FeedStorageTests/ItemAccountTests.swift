import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// What is remembered of items, for whoever asks why, or what changed.
@Suite struct ItemAccountTests {
    private let store: FeedStore
    private let feed: FeedID

    init() throws {
        store = try FeedStore.inMemory()
        feed = try store.feed()
    }

    private func revise(_ id: ItemID, _ item: ParsedItem, at now: Date) async throws {
        _ = try await store.apply(
            Sample.update(
                of: feed, at: now, Sample.changes(revised: [FeedChanges.RevisedItem(id: id, item: item)])))
    }

    private func learn(
        _ key: ItemKey, of id: ItemID, by evidence: HealingEvidence, at now: Date
    ) async throws {
        var keys = KeyChanges()
        keys.learned = [.init(key: .init(item: id, key: key), evidence: evidence)]
        let changes = FeedChanges(
            facts: FeedFacts(of: Sample.document([])), new: [], revised: [], unchanged: [id], keys: keys)
        _ = try await store.apply(Sample.update(of: feed, at: now, .changed(changes)))
    }

    @Test func `what an item said before is kept with the moment at which it gave way, newest first`()
        async throws
    {
        let id = try await store.store([Sample.item("a", title: "One")], in: feed)[0]
        try await revise(id, Sample.item("a", title: "Two"), at: start.plus(hour))
        var third = Sample.item("a", title: "Two", link: "https://example.org/a", text: "<p>Else</p>")
        third.content.authors = [Person(name: "Ann"), Person(name: "Bob")]
        third.content.tags = ["x", "y"]
        third.content.summary = "Short"
        try await revise(id, third, at: start.plus(2 * hour))

        let versions = try #require(try store.versions(of: id))
        #expect(versions.item.id == id)
        #expect(versions.versions.map(\.replacedAt) == [nil, start.plus(2 * hour), start.plus(hour)])
        #expect(versions.versions.map(\.title) == ["Two", "Two", "One"])
        #expect(
            versions.versions[0]
                == ItemVersion(
                    replacedAt: nil, title: "Two", link: Link("https://example.org/a"),
                    authors: ["Ann", "Bob"], tags: ["x", "y"], summary: "Short", html: "<p>Else</p>",
                    text: nil))
        #expect(versions.versions[2].html == "<p>Body of a</p>")
        #expect(versions.revisions.map(\.parts) == [[.link, .authors, .tags, .summary, .text], [.title]])
    }

    @Test func `five former versions are kept`() async throws {
        let id = try await store.store([Sample.item("a", title: "0")], in: feed)[0]
        for number in 1...7 {
            try await revise(id, Sample.item("a", title: "\(number)"), at: start.plus(Double(number)))
        }
        let versions = try #require(try store.versions(of: id))
        #expect(versions.versions.map(\.title) == ["7", "6", "5", "4", "3", "2"])
    }

    @Test func `of an item that is not there nothing is known`() throws {
        #expect(try store.versions(of: ItemID(1)) == nil)
        #expect(try store.account(of: ItemID(1)) == nil)
        #expect(try store.purgedItem(ItemID(1)) == nil)
        #expect(try !store.wasGiven(ItemID(1)))
    }

    @Test func `an account tells the keys of an item, and since when and by what it is known by them`()
        async throws
    {
        let id = try await store.store([Sample.item("a")], in: feed)[0]
        try await learn(ItemKey(guid: "c"), of: id, by: .reissue, at: start.plus(hour))
        try await learn(ItemKey(guid: "b"), of: id, by: .host, at: start.plus(2 * hour))
        let account = try #require(try store.account(of: id))
        #expect(account.key == ItemKey(guid: "a"))
        #expect(
            account.learnedKeys == [
                .init(key: ItemKey(guid: "c"), at: start.plus(hour), evidence: .reissue),
                .init(key: ItemKey(guid: "b"), at: start.plus(2 * hour), evidence: .host),
            ])
        #expect(account.twins.isEmpty && account.moves.isEmpty && account.revisions.isEmpty)
        #expect(account.reading == .unread && account.isSubscribed)
    }

    @Test func `an account tells twins in the order in which lists prefer them`() async throws {
        let link = "https://example.org/article"
        let planet = try store.feed("https://planet.example/feed")
        let first = try await store.store([Sample.item("b", title: "T", link: link)], in: planet)[0]
        _ = try store.mark([first], as: .read, at: start.plus(1))
        let own = try await store.store(
            [Sample.item("a", title: "T", link: link)], in: feed, at: start.plus(hour))[0]
        for id in [first, own] {
            let account = try #require(try store.account(of: id))
            #expect(account.twins.map(\.id) == [own, first])
            #expect(account.twins.map(\.feed.id) == [feed, planet])
            #expect(account.twins.map(\.isOfOwnSite) == [true, false])
            #expect(account.shown?.id == own)
        }
        #expect(try store.account(of: own)?.reading == .unread)
        let listed = try store.items(matching: ItemListing(.everything))
        #expect(listed.map(\.id) == [own])

        _ = try store.unsubscribe(feed, at: start.plus(day))
        let left = try #require(try store.account(of: own))
        #expect(!left.isSubscribed)
        #expect(left.shown?.id == first)
    }

    @Test func `an account tells whether only what came after the first poll was wanted`() async throws {
        let changes = Sample.changes(new: [Sample.item("a")])
        let receipt = try await store.apply(Sample.update(of: feed, changes, marksNewAsRead: true))
        #expect(try store.account(of: receipt.new[0])?.reading == .readOnArrival)
    }

    @Test func `an account tells whether its subscription wishes that revisions turn it unread`()
        async throws
    {
        let subscription = Subscription(
            address: FeedAddress("https://example.org/other"), origin: .reader, revisedTurnsUnread: true)
        let other = try store.subscribe(subscription, at: start).feed
        let id = try await store.store([Sample.item("a")], in: other)[0]
        #expect(try store.account(of: id)?.revisedTurnsUnread == true)
        let plain = try await store.store([Sample.item("a")], in: feed)[0]
        #expect(try store.account(of: plain)?.revisedTurnsUnread == false)
    }

    @Test func `an account tells the moves and mergers of its feed since it came`() async throws {
        let next = "https://next.example/feed"
        let old = try await store.store([Sample.item("a")], in: feed)[0]
        let move = FeedMove(address: FeedAddress(next), cause: .permanent)
        _ = try await store.apply(Sample.update(of: feed, at: start.plus(hour), .notModified, move: move))
        let young = try await store.store([Sample.item("b")], in: feed, at: start.plus(2 * hour))[0]
        #expect(try store.account(of: old)?.moves.map(\.address) == [FeedAddress(next)])
        #expect(try store.account(of: young)?.moves == [])
    }

    @Test func `an account tells since when the feed carries an item no more`() async throws {
        let id = try await store.store([Sample.item("a")], in: feed)[0]
        #expect(try store.account(of: id)?.leftAt == nil)
        try store.writingDurably { db in
            try db.execute(
                sql: "UPDATE item SET leftAt = ? WHERE id = ?", arguments: [start.column, id.rawValue])
        }
        #expect(try store.account(of: id)?.leftAt == start)
    }

    @Test func `of a purged item its keys are known while its feed carries it`() async throws {
        let id = try await store.store([Sample.item("a", published: start)], in: feed)[0]
        try await learn(ItemKey(guid: "b"), of: id, by: .time, at: start.plus(hour))
        _ = try await store.purge([id])
        #expect(try store.account(of: id) == nil)
        let purged = try #require(try store.purgedItem(id))
        #expect(purged.keys == [ItemKey(guid: "a"), ItemKey(guid: "b")])
        #expect(purged.feed.id == feed)
        #expect(purged.published == start)

        var keys = KeyChanges()
        keys.left = [id]
        let changes = FeedChanges(
            facts: FeedFacts(of: Sample.document([])), new: [], revised: [], unchanged: [], keys: keys)
        _ = try await store.apply(Sample.update(of: feed, at: start.plus(day), .changed(changes)))
        #expect(try store.purgedItem(id) == nil)
        #expect(try store.wasGiven(id))
        #expect(try !store.wasGiven(ItemID(id.rawValue + 1)))
    }
}
