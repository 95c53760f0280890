import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// How queries are answered in a library that is large enough for it to matter.
@Suite struct PlanTests {
    private let store: FeedStore

    /// Five thousand items of fifty feeds, as far as lists look at them: `common` is in all of them, `rare` in five.
    init() async throws {
        store = try FeedStore.inMemory()
        for number in 1...50 {
            _ = try store.subscribe(
                Sample.subscription(
                    "https://site\(number).example/feed", title: "Site \(number)",
                    tags: number == 7 ? ["seldom"] : number > 10 ? ["usual"] : []), at: start)
        }
        try await store.writing { db in
            try db.execute(
                sql: """
                    WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 5000)
                    INSERT INTO item (id, feedID, itemKey, digest, title, authors, tags, received, date)
                    SELECT n, 1 + n % 50, n, zeroblob(32), 'T', '', '', n, n FROM number;
                    INSERT INTO itemSearch (rowid, title, author, tag, body)
                    SELECT id, 'common', iif(id % 1000 = 0, 'rare', ''), '', 'some words' FROM item;
                    UPDATE feedCount SET total = 100, unread = 100;
                    INSERT INTO twin (itemID, story, isOfOwnSite) VALUES (1, 1, 0), (2, 1, 1);
                    """)
        }
    }

    private static let fewFound = "few are found, and sorting them is quicker than the walk"
    private static let mostAreRead = "in the end most items are read, and an index of most serves nobody"
    private static let byTitle = "no index has the titles of feeds in their order"
    private static let allWanted = "all that is found is wanted, however long it takes"

    /// A listing, the index that is walked or asked, and why it sorts, where it does.
    struct Example: Sendable, CustomStringConvertible {
        let query: ItemQuery
        let order: ItemListing.Order
        let limit: Int?
        let index: String
        let sorts: String?
        /// Why a count looks at all items, where it does.
        let scans: String?

        init(
            _ query: ItemQuery, _ order: ItemListing.Order = .newestFirst, limit: Int? = 50, by index: String,
            sorts: String? = nil, scans: String? = nil
        ) {
            self.scans = scans
            self.query = query
            self.order = order
            self.limit = limit
            self.index = index
            self.sorts = sorts
        }

        var listing: ItemListing { ItemListing(query, order: order, limit: limit) }
        var description: String { "\(query) \(order)" }
    }

    private static let words = "itemSearch VIRTUAL TABLE INDEX"

    static let examples: [Example] = [
        Example(.everything, by: "itemByDate"),
        Example(.everything, .oldestFirst, by: "itemByDate"),
        Example(.everything, .feed, by: "itemByDate", sorts: byTitle),
        Example(.unread, by: "unreadItemByDate"),
        Example(.unread, .oldestFirst, by: "unreadItemByDate"),
        Example(.read, by: "itemByDate", scans: mostAreRead),
        Example(.starred, by: "starredItemByDate"),
        Example(.revised, by: "revisedItemByDate"),
        Example(ItemQuery.unread.and(.newer(start)), by: "unreadItemByDate (date>?)"),
        Example(.older(start), by: "itemByDate (date<?)"),
        Example(.feed("Site 3"), by: "itemOfFeedByDate"),
        Example(ItemQuery.unread.and(.feed("Site 3")), by: "unreadItemOfFeedByDate"),
        Example(ItemQuery.unread.and(.feed("site")), by: "unreadItemByDate"),
        Example(.tag("usual"), by: "itemByDate"),
        Example(ItemQuery.unread.and(.tag("usual")), by: "unreadItemByDate"),
        Example(ItemQuery.unread.and(.tag("seldom")), by: "unreadItemOfFeedByDate", sorts: fewFound),
        Example(.not(.tag("usual")), by: "itemByDate"),
        Example(.words("common"), by: "itemByDate"),
        Example(ItemQuery.unread.and(.words("common")), by: "unreadItemByDate"),
        Example(.all([.words("common"), .starred]), by: "starredItemByDate"),
        Example(.all([.words("common"), .feed("Site 3")]), by: "itemOfFeedByDate"),
        Example(.words("rare"), by: words, sorts: fewFound),
        Example(.words("nowhere*"), by: words, sorts: fewFound),
        Example(.all([.words("common"), .author("rare"), .unread]), by: words, sorts: fewFound),
        Example(.not(.words("rare")), by: "itemByDate"),
        Example(.any([.words("rare"), .feed("Site 3")]), by: "itemByDate"),
        Example(.words("common"), limit: nil, by: words, sorts: allWanted),
        Example(ItemQuery.unread.and(.words("rare")), limit: nil, by: words, sorts: allWanted),
        Example(ItemQuery.unread.and(.feed("Site 3")), limit: nil, by: "unreadItemOfFeedByDate"),
    ]

    @Test func `lists, counts and marks go by an index`() throws {
        for example in Self.examples { try check(example) }
    }

    private func check(_ example: Example) throws {
        try store.reading { db in
            let list = try steps(of: try QuerySQL(example.listing, selecting: "item.title", in: db), db)
            #expect(list.contains { $0.contains(example.index) }, "\(example): \(list)")
            #expect(
                list.contains { $0.contains("TEMP B-TREE") } == (example.sorts != nil), "\(example): \(list)")
            let all = ItemListing(example.query)
            let others = [
                // What is marked is all of a listing.
                try steps(of: try QuerySQL(all, selecting: "item.id", in: db), db),
                try steps(of: try QuerySQL(counting: example.listing, in: db), db),
            ]
            for plan in [list] + others {
                // What is walked in an index says so.
                let isScan = plan.contains { $0.contains("SCAN item") && !$0.contains("INDEX") }
                #expect(!isScan || example.scans != nil, "\(example): \(plan)")
            }
        }
    }

    @Test func `what arrived last of what is found is not sorted`() throws {
        let queries: [ItemQuery] = [
            .words("common"), .words("rare"), .all([.words("common"), .unread]),
            .all([.words("common"), .tag("usual")]),
        ]
        for query in queries {
            let plan = try store.reading { db in
                try steps(of: try QuerySQL(newest: 100, of: query, selecting: "item.title", in: db), db)
            }
            #expect(plan.contains { $0.contains(Self.words) }, "\(plan)")
            #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
        }
    }

    @Test func `what is common and wanted of a few items only is looked for among these`() throws {
        let plan = try store.reading { db in
            let query = ItemQuery.words("common").and(.starred)
            return try steps(of: try QuerySQL(newest: 100, of: query, selecting: "item.title", in: db), db)
        }
        #expect(plan.contains { $0.contains("starredItemByDate") }, "\(plan)")
    }

    private func steps(of query: QuerySQL, _ db: Database) throws -> [String] {
        try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + query.sql, arguments: query.arguments).map { row in
            row["detail"] as String
        }
    }
}
