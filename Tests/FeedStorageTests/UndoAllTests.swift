import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// Whatever was done: undone in reverse, it gives what was before; done again, what was after.
@Suite struct UndoAllTests {
    @Test func `500 operations are undone after a restart, to the former state exactly`() async throws {
        let folder = try TemporaryFolder()
        let (before, after) = try await Self.life(in: folder.database)
        #expect(before.states != after.states)
        let store = try FeedStore.open(at: folder.database)
        let done = try store.operations(limit: nil)
        #expect(done.count >= 500)
        #expect(
            Set(done.map(\.kind.code)).isSuperset(of: ["read", "unstarred", "removal", "revision", "twin"]))
        var undone: [OperationID] = []
        var now = start.plus(100_000)
        for operation in done {
            now = now.plus(1)
            undone.append(try store.undo(operation.id, at: now).undo)
        }
        #expect(try Snapshot(of: store, upTo: before.newest) == before)
        #expect(try store.flaws().isEmpty)

        for undo in undone.reversed() {
            now = now.plus(1)
            _ = try store.undo(undo, at: now)
        }
        #expect(try Snapshot(of: store, upTo: after.newest) == after)
        #expect(try store.flaws().isEmpty)
    }

    private static func life(in database: String) async throws -> (before: Snapshot, after: Snapshot) {
        let lock = try PollerLock(guarding: database)
        let store = try FeedStore.open(at: database, holding: lock)
        var reader = try await ChancyReader(store: store)
        for _ in 0..<20 { try await reader.act() }
        try await store.writing { db in try db.execute(sql: "DELETE FROM operation") }
        for feed in reader.feeds { try reader.subscribe(to: feed) }
        let before = try Snapshot(of: store)
        while try await reader.done() < 500 { try await reader.act() }
        return (before, try Snapshot(of: store))
    }
}

/// All that the reader has said, and what is kept of it for speed.
private struct Snapshot: Equatable {
    let newest: Int64
    let states: [String]
    let items: [String]
    let subscriptions: [String]

    /// - Parameter newest: of items that came later, nothing is said.
    init(of store: FeedStore, upTo newest: Int64? = nil) throws {
        (self.newest, states, items, subscriptions) = try store.reading { db in
            let last = try newest ?? Int64.fetchOne(db, sql: "SELECT max(id) FROM item") ?? 0
            func lines(_ sql: String) throws -> [String] {
                try Row.fetchAll(db, sql: sql).map { "\($0.databaseValues)" }
            }
            return (
                last,
                try lines(
                    """
                    SELECT feedID, itemKey, readAt, starredAt FROM itemState
                    WHERE readAt IS NOT NULL OR starredAt IS NOT NULL ORDER BY 1, 2
                    """),
                try lines("SELECT id, readAt, starredAt FROM item WHERE id <= \(last) ORDER BY id"),
                try lines("SELECT * FROM subscription ORDER BY id")
            )
        }
    }
}

/// Marks, removes and returns as chance has it, while the feeds publish.
private struct ChancyReader {
    let store: FeedStore
    private(set) var feeds: [FeedID] = []
    private var items: [[ItemID]] = [[], [], []]
    private var chance = Chance(state: 20_261_123)
    private var now = start
    private var published = 0

    private static let addresses = (0..<3).map { "https://f\($0).example/feed" }

    init(store: FeedStore) async throws {
        self.store = store
        for address in Self.addresses {
            let subscription = Subscription(
                address: FeedAddress(address), origin: .reader, revisedTurnsUnread: address.contains("f1"))
            feeds.append(try store.subscribe(subscription, at: now).feed)
        }
        for feed in [0, 1, 2, 0, 1, 2] { try await publish(6, in: feed) }
    }

    func done() async throws -> Int {
        try await store.reading { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM operation") ?? 0 }
    }

    mutating func act() async throws {
        now = now.plus(1)
        let feed = Int.random(in: 0..<3, using: &chance)
        let mark = Mark.allCases.randomElement(using: &chance) ?? .read
        switch Int.random(in: 0..<20, using: &chance) {
        case 0..<10:
            let some = items.flatMap(\.self).shuffled(using: &chance).prefix(
                Int.random(in: 1...4, using: &chance))
            try store.mark(Array(some), as: mark, at: now)
        case 10..<13: try store.mark(matching: listing(feed), as: mark, at: now)
        case 13..<15: try await publish(Int.random(in: 1...3, using: &chance), in: feed)
        case 15..<17: try await revise()
        case 17:
            if try store.feed(feeds[feed])?.origin != nil { _ = try store.unsubscribe(feeds[feed], at: now) }
        default: try subscribe(to: feeds[feed])
        }
    }

    private mutating func listing(_ feed: Int) -> ItemListing {
        let queries: [ItemQuery] = [
            .feed("\(feeds[feed].rawValue)"), .unread, .starred,
            .all([.not(.unread), .older(now.plus(-20 * hour))]),
        ]
        let limit = Int.random(in: 1...40, using: &chance)
        return ItemListing(
            queries.randomElement(using: &chance) ?? .unread, includesLetGo: true, limit: limit)
    }

    func subscribe(to feed: FeedID) throws {
        let address = try #require(try store.feed(feed)).address
        let subscription = Subscription(
            address: address, origin: .reader, revisedTurnsUnread: address.text.contains("f1"))
        _ = try store.subscribe(subscription, at: now)
    }

    /// Every third article is in two feeds.
    private mutating func publish(_ count: Int, in feed: Int) async throws {
        var new: [ParsedItem] = []
        for _ in 0..<count {
            published += 1
            let article = published / 3
            new.append(
                Sample.item(
                    "\(published)", title: "Article \(article)", link: "https://site.example/\(article)",
                    published: now.plus(-Double(published) * hour)))
        }
        items[feed] += try await store.store(new, in: feeds[feed], at: now)
    }

    private mutating func revise() async throws {
        guard let id = items[1].randomElement(using: &chance) else { return }
        let item = Sample.item("revised-\(id.rawValue)", text: "\(now.column)")
        let revised = [FeedChanges.RevisedItem(id: id, item: item)]
        _ = try await store.apply(Sample.update(of: feeds[1], at: now, Sample.changes(revised: revised)))
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
private struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
