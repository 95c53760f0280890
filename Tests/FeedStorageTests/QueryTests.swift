import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

@Suite struct QueryTests {
    let store: FeedStore
    let gazette: FeedID
    let journal: FeedID

    init() async throws {
        store = try FeedStore.inMemory()
        gazette = try store.subscribe(
            Sample.subscription("https://gazette.example/feed", title: "Gazette", tags: ["news"]), at: start
        ).feed
        journal = try store.subscribe(
            Sample.subscription("https://journal.example/feed", title: "Journal"), at: start
        ).feed
        var poem = Sample.item("poem", title: "Ode an die Äpfel", text: "<p>Rot und 100% süß_sauer</p>")
        poem.content.authors = [Person(name: "Émile"), Person(name: "Ada", email: "ada@example.org")]
        poem.content.tags = ["Poetry", "long reads"]
        poem.published = start.plus(-3 * day)
        var report = Sample.item(
            "report", title: "Apples and pears", link: "HTTP://Gazette.example/a?utm_source=x")
        report.published = start.plus(-day)
        let future = Sample.item("future", title: "Tomorrow's weather", published: start.plus(day))
        let note = Sample.item("note", title: "A note", text: "no apple")
        try await store.store([poem, report], in: gazette)
        _ = try await store.apply(
            Sample.update(
                of: journal, at: start.plus(-2 * day), Sample.changes(new: [future, note], title: "Journal")))
    }

    private static let all = ["Apples and pears", "Tomorrow's weather", "A note", "Ode an die Äpfel"]

    @Test func `lists sort by the date published, or received where that is absent or lay in the future`()
        throws
    {
        #expect(try store.titles(.everything) == Self.all)
        let oldest = try store.items(matching: ItemListing(.everything, order: .oldestFirst))
        #expect(oldest.map(\.title) == Self.all.reversed())
        let byFeed = try store.items(matching: ItemListing(.everything, order: .feed))
        let byFeedOldest = try store.items(matching: ItemListing(.everything, order: .feedOldestFirst))
        #expect(byFeedOldest.map(\.feed.id) == byFeed.map(\.feed.id))
        for feed in Set(byFeed.map(\.feed.id)) {
            #expect(
                byFeedOldest.filter { $0.feed.id == feed }.map(\.id)
                    == byFeed.filter { $0.feed.id == feed }.map(\.id).reversed())
        }
        #expect(byFeed.map(\.feed.title) == ["Gazette", "Gazette", "Journal", "Journal"])
        #expect(byFeed.map(\.title) == [Self.all[0], Self.all[3], Self.all[1], Self.all[2]])
    }

    @Test(arguments: [
        (ItemQuery.words("apple"), ["A note"]),
        (.words("apple*"), ["Apples and pears", "A note"]),
        (.words("ÄPFEL"), ["Ode an die Äpfel"]),
        (.words("apfel"), ["Ode an die Äpfel"]),
        (.words("100% suess*"), []),
        (.words("100% sus*"), ["Ode an die Äpfel"]),
        (.words("t_s"), []),
        (.words("émile"), ["Ode an die Äpfel"]),
        (.words("'; DROP TABLE item; --"), []),
        (.words("!"), []),
        (.not(.words("apple*")), ["Tomorrow's weather", "Ode an die Äpfel"]),
        (.all([.words("apple*"), .not(.words("pears"))]), ["A note"]),
        (.all([.words("apple*"), .not(.words("pears")), .unread, .feed("journal")]), ["A note"]),
        (.any([.words("pears"), .feed("journal"), .words("100")]), all),
        (
            .any([.not(.words("apple*")), .words("note")]),
            ["Tomorrow's weather", "A note", "Ode an die Äpfel"]
        ),
        (.all([.tag("news"), .not(.tag("poetry"))]), ["Apples and pears"]),
        (.all([.tag("news"), .words("ode")]), ["Ode an die Äpfel"]),
        (.not(.any([.words("apple*"), .tag("poetry")])), ["Tomorrow's weather"]),
        (.tag("Long_READS"), ["Ode an die Äpfel"]),
        (.title("NOTE"), ["A note"]),
        (.author("ada"), ["Ode an die Äpfel"]),
        (.author("apple"), []),
        (.feed("gazette"), ["Apples and pears", "Ode an die Äpfel"]),
        (.feed("1"), ["Apples and pears", "Ode an die Äpfel"]),
        (.feed("example"), all),
        (.feed("nowhere"), []),
        (.tag("NEWS"), ["Apples and pears", "Ode an die Äpfel"]),
        (.tag("poetry"), ["Ode an die Äpfel"]),
        (.tag("long reads"), ["Ode an die Äpfel"]),
        (.tag("long"), []),
        (.older(start.plus(-2 * day)), ["Ode an die Äpfel"]),
        (.newer(start.plus(-2 * day)), ["Apples and pears", "Tomorrow's weather", "A note"]),
        (.receivedOlder(start), ["Tomorrow's weather", "A note"]),
        (.revised, []),
        (.not(.feed("journal")), ["Apples and pears", "Ode an die Äpfel"]),
        (.any([.title("note"), .title("ode")]), ["A note", "Ode an die Äpfel"]),
        (.all([.unread, .not(.title("note")), .feed("journal")]), ["Tomorrow's weather"]),
        (.all([]), all),
        (.any([]), []),
        (.not(.any([])), all),
    ])
    func `a query finds what it says`(query: ItemQuery, titles: [String]) throws {
        #expect(try store.titles(query) == titles)
        #expect(try store.count(query) == titles.count)
    }

    @Test func `a count is the number of rows, limit and all`() throws {
        for limit in [0, 3, 99] {
            let listing = ItemListing(.unread, limit: limit)
            #expect(try store.count(matching: listing) == store.items(matching: listing).count)
        }
    }

    @Test func `a query of thousands of terms is answered`() throws {
        let many = (0..<3_000).map { ItemQuery.title("word \($0)") }
        #expect(try store.titles(.any(many + [.title("note")])) == ["A note"])
        #expect(try store.titles(.all(many.map { .not($0) })) == Self.all)
    }

    @Test func `a link names its items however it is written`() throws {
        let id = try #require(try store.items(matching: ItemListing(.title("pears"))).first).id
        #expect(try store.itemIDs(for: Link("https://gazette.example/a/#top")) == [id])
        #expect(try store.itemIDs(for: Link("https://gazette.example/b")).isEmpty)
    }

    @Test func `no item bears a number that was never given`() throws {
        #expect(try store.item(ItemID(4_711)) == nil)
    }

    @Test func `items of a feed and their keys are found by their index`() throws {
        let plan = try store.reading { db in
            try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN SELECT id FROM item WHERE feedID = 1 AND itemKey IN ('a', 'b')"
            ).map { $0["detail"] as String }
        }
        #expect(plan == ["SEARCH item USING COVERING INDEX sqlite_autoindex_item_1 (feedID=? AND itemKey=?)"])
    }

    @Test(arguments: [
        (FeedModel.Trait.title(1), ["itemOfFeedByTitle (feedID=? AND titleHash=?)"]),
        (.link(LinkNumber(rawValue: 1)), ["itemByLink (linkHash=? AND feedID=?)"]),
        (
            .time(start),
            ["itemOfFeedByDate (feedID=? AND date=?)", "itemOfFeedByFutureTime (feedID=? AND published=?)"]
        ),
    ])
    func `who bears a trait is found by an index`(trait: FeedModel.Trait, indexes: [String]) throws {
        let plans = try store.reading { db in
            try TraitSQL.lookups(of: trait).flatMap { sql, value in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: [1, value])
                    .map { $0["detail"] as String }
            }
        }
        for index in indexes { #expect(plans.contains { $0.contains("INDEX \(index)") }, "\(plans)") }
        #expect(plans.allSatisfy { $0.hasPrefix("SEARCH") }, "\(plans)")
    }

    @Test func `a feed is found by its address without looking at the others`() throws {
        let plan = try store.reading { db in
            try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN " + SubscriptionWriting.searching, arguments: ["x"]
            ).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.contains("USING INDEX subscriptionOfFile (address=?)") }, "\(plan)")
        #expect(plan.contains { $0.contains("USING INDEX subscriptionOfReader (address=?)") }, "\(plan)")
        #expect(!plan.contains { $0.contains("SCAN subscription") || $0.contains("SCAN feed") }, "\(plan)")
    }
}
