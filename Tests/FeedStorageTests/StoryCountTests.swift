import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// Counts that are kept are those that counting comes to, whatever happens.
@Suite struct StoryCountTests {
    private let store: FeedStore

    init() throws {
        store = try FeedStore.inMemory()
    }

    private static let addresses = (1...4).map { "https://site\($0).example/feed" }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `counts stay the number of rows, whatever is done in whatever order`(seed: UInt64) async throws {
        var chance = Chance(state: seed)
        for (number, address) in Self.addresses.enumerated() {
            _ = try store.subscribe(
                Subscription(
                    address: FeedAddress(address), origin: .reader, title: nil,
                    revisedTurnsUnread: number % 2 == 0), at: start)
        }
        var hadTwins = false
        for step in 0..<50 {
            let now = start.plus(Double(step) * hour)
            let did = try await act(&chance, step: step, at: now)
            try check(after: "\(did), step \(step)")
            if try await store.reading({ try QuerySQL.hasTwins(in: $0) }) { hadTwins = true }
        }
        #expect(hadTwins)
    }

    @Test func `marking one of many twins counts no others, and counts right`() async throws {
        let story = "https://example.org/story"
        var ids: [ItemID] = []
        for number in 0..<40 {
            let feed = try store.feed("https://feed\(number).example/feed")
            ids += try await store.store([Sample.item("a", title: "T", link: story)], in: feed)
        }
        for (number, feed) in try store.feeds(includesLetGo: true).enumerated() where number % 3 == 0 {
            _ = try store.unsubscribe(feed.id, at: start)
        }
        let numbers = ids.map { "\($0.rawValue)" }
        for (number, set) in [
            "readAt = 1", "starredAt = 1", "readAt = NULL, starredAt = 2", "readAt = 3, starredAt = NULL",
        ].enumerated() {
            // Each by itself, so that twins differ.
            for id in numbers.dropFirst(number * 7).prefix(20) {
                try await store.writing { db in try db.execute(sql: "UPDATE item SET \(set) WHERE id = \(id)")
                }
            }
            let (kept, counted) = try await store.reading { db in
                (try Self.row("SELECT * FROM storyCount", in: db), try Self.row(Self.counting, in: db))
            }
            #expect(kept == counted)
            #expect(kept[1] == 40)
            try check(after: set)
        }
        let trigger = try await store.reading { db in
            try String.fetchOne(db, sql: "SELECT sql FROM sqlite_schema WHERE name = 'twinMarked'")
        }
        #expect(trigger?.contains("JOIN") == false)
    }

    private static func row(_ sql: String, in db: Database) throws -> [Int64] {
        try #require(try Row.fetchOne(db, sql: sql)).databaseValues.compactMap { Int64.fromDatabaseValue($0) }
    }

    private static let counting = """
        SELECT story, count(*), sum(readAt IS NULL), count(readAt), count(starredAt), sum(isListed),
            sum(isListed AND readAt IS NULL), sum(isListed AND readAt IS NOT NULL),
            sum(isListed AND starredAt IS NOT NULL)
        FROM (
            SELECT story, readAt, starredAt, item.feedID IN (
                SELECT feedID FROM subscription WHERE endedAt IS NULL AND isShadowed = 0) AS isListed
            FROM twin JOIN item ON item.id = twin.itemID)
        GROUP BY story
        """

    /// Does one thing by chance, and says what.
    private func act(_ chance: inout Chance, step: Int, at now: Date) async throws -> String {
        let feeds = try store.feeds(includesLetGo: true)
        let feed = feeds[chance.below(feeds.count)]
        let items = try store.items(matching: ItemListing(.everything, includesLetGo: true)).map(\.id)
        switch chance.below(10) {
        case 0...3:
            let number = chance.below(12)
            let item = Sample.item(
                "item \(number)", title: "Title \(number)", link: "https://example.org/\(number)",
                published: start)
            let known = try await store.reading { db in
                try Int.fetchOne(
                    db, sql: "SELECT 1 FROM item WHERE feedID = ? AND itemKey = ?",
                    arguments: [feed.id.rawValue, item.key.text])
            }
            if known == nil { try await store.store([item], in: feed.id, at: now) }
            return "stored item \(number) in \(feed.address.text)"
        case 4, 5:
            guard !items.isEmpty else { return "nothing" }
            let mark = Mark.allCases[chance.below(Mark.allCases.count)]
            _ = try store.mark([items[chance.below(items.count)]], as: mark, at: now)
            return "marked \(mark)"
        case 6:
            guard !items.isEmpty else { return "nothing" }
            _ = try await store.purge([items[chance.below(items.count)]])
            return "purged"
        case 7:
            do throws(StoreError) {
                _ = try store.unsubscribe(feed.id, at: now)
                return "unsubscribed"
            } catch {
                _ = try store.subscribe(Sample.subscription(feed.address.text), at: now)
                return "subscribed again"
            }
        case 8:
            guard let id = items.first, let item = try store.item(id) else { return "nothing" }
            var revised = Sample.item("revised", title: item.summary.title, text: "<p>Step \(step)</p>")
            revised.content.link = item.summary.link
            _ = try await store.apply(
                Sample.update(
                    of: item.summary.feed.id, at: now,
                    Sample.changes(revised: [FeedChanges.RevisedItem(id: id, item: revised)])))
            return "revised"
        default:
            guard step > 40 else { return "nothing" }
            let target = FeedAddress(Self.addresses[chance.below(Self.addresses.count)])
            guard target != feed.address else { return "nothing" }
            _ = try await store.apply(
                Sample.update(
                    of: feed.id, at: now, .notModified, move: FeedMove(address: target, cause: .permanent)))
            return "moved \(feed.address.text) to \(target.text)"
        }
    }

    private func check(after what: String) throws {
        for query in [ItemQuery.everything, .unread, .read, .starred] {
            for includesLetGo in [false, true] {
                let listing = ItemListing(query, includesLetGo: includesLetGo)
                let kept = try store.count(matching: listing)
                let listed = try store.items(matching: listing).count
                #expect(kept == listed, "\(query), \(includesLetGo), after \(what)")
            }
        }
    }
}

/// A linear congruential generator (Knuth's constants): the same on every machine.
private struct Chance {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}
