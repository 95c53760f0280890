import FeedModel
import FoundationEssentials
import GRDB
import Synchronization
import Testing

@testable import FeedStorage

/// What goes by which rule, told beforehand.
@Suite struct PurgingTests {
    let store: FeedStore
    let now = start.plus(1_000 * day)

    init() throws {
        store = try FeedStore.inMemory()
    }

    /// Three feeds: one as the rest, one with rules of its own, one whose subscription ended after 500 days. Each has
    /// items that are carried or left after 100, 300 or 700 days; unread or read a day after that; some starred.
    private func filled() async throws -> [FeedID] {
        var feeds: [FeedID] = []
        for (number, retention) in [
            FeedRetention(), FeedRetention(read: .atMost(.seconds(day * 350)), newest: 10), FeedRetention(),
        ].enumerated() {
            let address = FeedAddress("https://example.org/\(number)")
            let feed = try store.subscribe(
                Subscription(address: address, origin: .reader, retention: retention), at: start
            ).feed
            let items = (0..<60).map {
                Sample.item("\(number)/\($0)", published: start.plus(-Double(($0 * 17) % 60) * hour))
            }
            let ids = try await store.poll(feed, items).new
            for (round, after) in [100.0, 300, 700].enumerated() {
                let rest = items.enumerated().filter { $0.offset % 4 > round }.map(\.element)
                try await store.poll(feed, rest, at: start.plus(after * day))
            }
            for (place, id) in ids.enumerated() where place % 3 != 0 {
                _ = try store.mark([id], as: .read, at: start.plus(Double(place) * 10 * day))
            }
            for (place, id) in ids.enumerated() where place % 5 == 0 {
                _ = try store.mark([id], as: .starred, at: start)
            }
            feeds.append(feed)
        }
        _ = try store.unsubscribe(feeds[2], at: start.plus(500 * day))
        return feeds
    }

    private func stored() throws -> [ItemID: ItemState] {
        let items = try store.items(matching: ItemListing(.everything, includesLetGo: true))
        return Dictionary(uniqueKeysWithValues: items.map { ($0.id, $0.state) })
    }

    private static let policies = policies(
        [nil, 0, 365, 900], [nil, 0, 650], [0, 1, 25, 1_000])

    private static func policies(_ read: [Double?], _ unread: [Double?], _ newest: [Int]) -> [RetentionPolicy]
    {
        read.flatMap { read in
            unread.flatMap { unread in
                newest.map { newest in
                    var policy = RetentionPolicy()
                    policy.read = read.map { .atMost(.seconds($0 * day)) } ?? .forever
                    policy.unread = unread.map { .atMost(.seconds($0 * day)) } ?? .forever
                    policy.perFeed = newest
                    return policy
                }
            }
        }
    }

    @Test func `what is told beforehand goes, and nothing else`() async throws {
        for policy in Self.policies([nil, 0, 365], [nil, 200], [0, 7]) + Self.policies([0], [0], [0]) {
            let desk = try PurgingTests()
            _ = try await desk.filled()
            let before = try desk.stored()
            let told = try desk.store.purgeable(by: policy, at: now)
            let receipt = try await desk.store.purge(by: policy, at: now) {}
            let gone = Set(before.keys).subtracting(try desk.stored().keys)
            #expect(gone == Set(told.map(\.item.id)), "\(policy)")
            #expect(receipt.items == told.count)
            for id in gone {
                #expect(before[id]?.isStarred == false)
                #expect(before[id]?.isRead == true || policy.unread != .forever)
            }
            #expect(try desk.store.purgeable(by: policy, at: now).isEmpty)
            #expect(try desk.store.flaws().isEmpty)
            if policy.read == .atMost(.zero), policy.unread == .atMost(.zero) {
                // Of what left, only what bears a star or a feed's own rule is left.
                #expect(gone.count > 80)
            }
        }
    }

    @Test func `the plan is what deciding of each item alone would give`() async throws {
        let feeds = try await filled()
        for policy in Self.policies {
            var expected: Set<ItemID> = []
            for (number, feed) in feeds.enumerated() {
                let own =
                    number == 1
                    ? FeedRetention(read: .atMost(.seconds(day * 350)), newest: 10) : FeedRetention()
                let retention = Retention(policy, of: own)
                let rows = try store.reading { db in
                    try Row.fetchAll(
                        db,
                        sql: """
                            SELECT id, readAt, starredAt, leftAt FROM item WHERE feedID = ? ORDER BY date DESC, id DESC
                            """, arguments: [feed.rawValue])
                }
                for (rank, row) in rows.enumerated() {
                    let facts = Retention.Facts(
                        state: ItemState(readAt: row.date(1), starredAt: row.date(2)),
                        parting: row.date(3).map { .left($0) }
                            ?? (number == 2 ? .unsubscribed(start.plus(500 * day)) : nil),
                        isBeyondNewest: rank >= retention.newest)
                    if retention.reason(toPurge: facts, at: now) != nil { expected.insert(ItemID(row[0])) }
                }
            }
            #expect(Set(try store.purgeable(by: policy, at: now).map(\.item.id)) == expected, "\(policy)")
        }
    }

    @Test func `by itself nothing goes, but old records of polls`() async throws {
        let policy = RetentionPolicy()
        let feed = try store.feed()
        for poll in 0..<10 {
            _ = try await store.apply(
                Sample.update(of: feed, at: start.plus(Double(poll) * 10 * day), .notModified))
        }
        #expect(try store.purgeable(by: policy, at: now).isEmpty)
        #expect(try store.purgeableRecords(by: policy, at: start.plus(130 * day)).polls == 4)
        let receipt = try await store.purge(by: policy, at: start.plus(130 * day)) {}
        #expect((receipt.items, receipt.records.polls) == (0, 4))
        #expect(try await store.rows("poll") == 6)
        #expect(try await store.purge(by: policy, at: start.plus(130 * day)) {}.isEmpty)
    }

    @Test func `an item that the reader wants back while the purge goes on stays`() async throws {
        let feed = try store.feed()
        let ids = try await store.poll(feed, (0..<100).map { Sample.item("\($0)") }).new
        _ = try store.mark(ids, as: .read, at: start)
        try await store.poll(feed, [Sample.item("new")], at: start.plus(day))
        var policy = RetentionPolicy()
        policy.read = .atMost(.zero)
        let told = try store.purgeable(by: policy, at: now).map(\.item.id)
        #expect(told == ids)
        let isFirst = Mutex(true)
        let receipt = try await store.purge(by: policy, at: now) { [store] in
            guard
                isFirst.withLock({ was in
                    defer { was = false }; return was
                })
            else { return }
            _ = try? store.mark([told[70]], as: .starred, at: start)
            _ = try? store.mark([told[71]], as: .unread, at: start)
        }
        #expect(receipt.items == 98)
        #expect(try store.titles(.everything).sorted() == ["Title of 70", "Title of 71", "Title of new"])
    }

    @Test func `whoever is told to stop stops after the write at hand`() async throws {
        let feed = try store.feed()
        let ids = try await store.poll(feed, (0..<100).map { Sample.item("\($0)") }).new
        _ = try store.mark(ids, as: .read, at: start)
        var policy = RetentionPolicy()
        policy.perFeed = 1
        let receipt = try await withThrowingTaskGroup(of: PurgeReceipt.self) { group in
            group.addTask { [store, now, policy] in
                try await store.purge(by: policy, at: now) {
                    unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                }
            }
            return try await group.next()
        }
        #expect((1..<99).contains(try #require(receipt).items))
        #expect(try store.flaws().isEmpty)
    }
}
