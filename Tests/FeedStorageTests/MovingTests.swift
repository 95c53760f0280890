import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// Feeds that move, and feeds that become one.
@Suite struct MovingTests {
    private let store: FeedStore
    private let old = "https://old.example/feed"
    private let new = "https://new.example/feed"

    init() throws {
        store = try FeedStore.inMemory()
    }

    private func update(_ feed: FeedID, at now: Date, _ outcome: PollOutcome = .notModified) -> FeedUpdate {
        Sample.update(
            of: feed, at: now, outcome,
            move: FeedMove(address: FeedAddress(new), cause: .permanent))
    }

    @Test("B63 · a feed that moved is asked at its new address, and its old one is kept")
    func moves() async throws {
        let feed = try store.feed(old)
        try await store.store([Sample.item("a")], in: feed)
        let receipt = try await store.apply(update(feed, at: start.plus(hour)))
        #expect(receipt.move == UpdateReceipt.Move(address: FeedAddress(new), merged: nil))
        let account = try #require(try store.account(of: feed, at: start.plus(hour)))
        #expect(account.feed.address == FeedAddress(new))
        #expect(account.subscribedAs == [FeedAddress(old)])
        #expect(account.history.candidate == nil)
        #expect(
            account.moves == [
                FeedAccount.Move(
                    at: start.plus(hour), former: FeedAddress(old), address: FeedAddress(new),
                    cause: .permanent,
                    isMerger: false)
            ])
        let due = try await store.dueFeeds(
            at: start.plus(day), limit: 9, selection: .due, policy: SchedulePolicy())
        #expect(due.map(\.address) == [FeedAddress(new)])
    }

    @Test("B63 · declarations still name the old address, and keep the moved feed")
    func declared() async throws {
        _ = try await store.adopt([Sample.declared(old)], at: start)
        let feed = try #require(try store.feeds(includesLetGo: false).first).id
        _ = try await store.apply(update(feed, at: start.plus(hour)))
        let receipt = try await store.adopt([Sample.declared(old)], at: start.plus(2 * hour))
        #expect(receipt.adopted.isEmpty && receipt.letGo.isEmpty)
        #expect(try store.feeds(includesLetGo: true).map(\.id) == [feed])
    }

    @Test("B67 · two feeds become one, with the items, marks and tags of both")
    func merges() async throws {
        let first = try store.subscribe(Sample.subscription(old, title: "Mine", tags: ["x", "y"]), at: start)
            .feed
        let second = try store.subscribe(Sample.subscription(new, tags: ["y", "z"]), at: start).feed
        let ids = try await store.store(
            [
                Sample.item("same", text: "1"),
                Sample.item("k1", title: "Linked", link: "http://s.example/1/"),
                Sample.item("alone"), Sample.item("unmarked"),
            ], in: first, at: start.plus(60))
        let others = try await store.store(
            [
                Sample.item("same", text: "1"),
                Sample.item("k2", title: "Linked", link: "https://s.example/1"),
                Sample.item("own"), Sample.item("unmarked"),
            ], in: second, at: start.plus(120))
        _ = try store.mark([ids[0]], as: .read, at: start.plus(200))
        _ = try store.mark([ids[1]], as: .starred, at: start.plus(201))
        _ = try store.mark([ids[2]], as: .read, at: start.plus(202))
        _ = try store.mark([others[2]], as: .starred, at: start.plus(203))

        let receipt = try await store.apply(update(first, at: start.plus(hour)))
        #expect(receipt.feed == second)
        #expect(receipt.move?.merged == second)
        #expect(try store.feed(first) == nil)
        let feed = try #require(try store.feed(second))
        #expect(feed.tags == ["x", "y", "z"])
        #expect(feed.title == "Mine")
        #expect((feed.total, feed.unread) == (5, 3))
        #expect(try store.count(.starred) == 2)
        let items = try store.items(matching: ItemListing(.everything))
        let states = Dictionary(uniqueKeysWithValues: items.map { ($0.title, $0.state) })
        #expect(states["Title of same"]?.readAt == start.plus(200))
        #expect(states["Linked"]?.starredAt == start.plus(201))
        #expect(states["Title of alone"]?.readAt == start.plus(202))
        #expect(states["Title of own"]?.starredAt == start.plus(203))
        #expect(states["Title of unmarked"] == ItemState(readAt: nil, starredAt: nil))
        #expect(items.first { $0.title == "Linked" }?.received == start.plus(60))
        let due = try await store.dueFeeds(
            at: start.plus(day), limit: 9, selection: .due, policy: SchedulePolicy())
        #expect(due.map(\.id) == [second])
        #expect(try store.account(of: second, at: start)?.moves.map(\.isMerger) == [true])
    }

    @Test("B67 · items that look alike in either feed are all kept")
    func keepsTheUncertain() async throws {
        let first = try store.feed(old)
        let second = try store.feed(new)
        let link = "https://status.example/"
        try await store.store(
            [Sample.item("1", title: "Up", link: link), Sample.item("2", title: "Up", link: link)], in: first)
        try await store.store([Sample.item("3", title: "Up", link: link)], in: second)
        _ = try await store.apply(update(first, at: start.plus(hour)))
        #expect(try store.feed(second)?.total == 3)
    }

    @Test("B67 · a mark waits for its item on the new feed too")
    func waitingMarks() async throws {
        let first = try store.feed(old)
        let second = try store.feed(new)
        let ids = try await store.store([Sample.item("a")], in: first)
        _ = try store.mark(ids, as: .read, at: start)
        try await store.writing { db in try db.execute(sql: "DELETE FROM item") }
        _ = try await store.apply(update(first, at: start.plus(hour)))
        try await store.store([Sample.item("a")], in: second, at: start.plus(2 * hour))
        #expect(try store.count(.unread) == 0)
    }

    @Test("B67 · a feed that nobody subscribes to any more gives its items to the one that comes")
    func revives() async throws {
        let gone = try store.feed(new)
        let ids = try await store.store([Sample.item("a"), Sample.item("b")], in: gone)
        _ = try store.mark([ids[0]], as: .read, at: start)
        _ = try store.unsubscribe(gone, at: start)
        let feed = try store.feed(old)
        let receipt = try await store.apply(
            update(feed, at: start.plus(hour), Sample.changes(new: [Sample.item("a"), Sample.item("c")])))
        #expect(receipt.feed == feed)
        #expect(receipt.new.count == 2)
        #expect(try store.feed(gone) == nil)
        let shown = try #require(try store.feed(feed))
        #expect(shown.address == FeedAddress(new))
        #expect((shown.total, shown.unread) == (3, 2))
        #expect(shown.nextPoll != nil)
    }

    @Test("B67 · while the other feed is being polled the two stay apart")
    func waits() async throws {
        let first = try store.feed(old)
        let second = try store.feed(new)
        try await store.noteAttempts(on: [second], at: start, until: start.plus(hour))
        let candidate = MoveCandidate(target: Link(new), seen: 5, since: start)
        let early = Sample.update(
            of: first, at: start.plus(1), .notModified, history: PollHistory(candidate: candidate),
            move: FeedMove(address: FeedAddress(new), cause: .permanent))
        #expect(try await store.apply(early).move == nil)
        #expect(try store.account(of: first, at: start)?.history.candidate == candidate)
        _ = try await store.apply(Sample.update(of: second, at: start.plus(2), .notModified))
        #expect(try await store.apply(update(first, at: start.plus(hour))).move?.merged == second)
    }

    @Test("B67 · nobody waits for a poll that was never heard of again")
    func givenUp() async throws {
        let first = try store.feed(old)
        let second = try store.feed(new)
        try await store.noteAttempts(on: [second], at: start, until: start.plus(60))
        #expect(try await store.apply(update(first, at: start.plus(2 * hour - 1))).move == nil)
        #expect(try await store.apply(update(first, at: start.plus(2 * hour))).move?.merged == second)
    }

    @Test("B67 · a move that had to wait is done as soon as the other feed's poll is over")
    func waited() async throws {
        let first = try store.feed(old)
        let second = try store.feed(new)
        try await store.store([Sample.item("a")], in: first)
        try await store.noteAttempts(on: [first, second], at: start, until: start.plus(hour))
        let move = FeedMove(address: FeedAddress(new), cause: .permanent)
        #expect(try await store.apply(update(first, at: start.plus(1))).move == nil)
        #expect(try await store.move(first, by: move, at: start.plus(2)) == nil)
        _ = try await store.apply(Sample.update(of: second, at: start.plus(3), .notModified))
        #expect(try await store.move(first, by: move, at: start.plus(4))?.merged == second)
        #expect(try store.feeds(includesLetGo: true).map(\.id) == [second])
        #expect(try #require(try store.feed(second)).total == 1)
        await #expect(throws: StoreError.unknownFeed(first)) {
            try await store.move(first, by: move, at: start.plus(5))
        }
    }

    @Test("B67 · a neighbour is the feed whose own the address is, or that was led there last")
    func neighbours() async throws {
        let first = try store.feed(old)
        let second = try store.feed(new)
        #expect(
            try await store.neighbour(of: first, at: Link(new))
                == Neighbour(feed: second, isOwner: true, isWell: false, askedAt: nil))
        #expect(try await store.neighbour(of: second, at: Link(new)) == nil)
        let road = ExchangeRecord(status: 200, finalURL: Link("https://cdn.example/f"), requests: 2)
        _ = try await store.apply(
            Sample.update(
                of: second, at: start, .notModified, history: PollHistory(lastSuccess: start), exchange: road)
        )
        #expect(
            try await store.neighbour(of: first, at: Link("https://cdn.example/f"))
                == Neighbour(feed: second, isOwner: false, isWell: true, askedAt: start))
        _ = try store.unsubscribe(second, at: start)
        #expect(try await store.neighbour(of: first, at: Link(new)) == nil)
    }
}
