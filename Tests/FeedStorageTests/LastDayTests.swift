import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// What the polls of the last day came to.
@Suite struct LastDayTests {
    private let store: FeedStore
    private let feed: FeedID
    private let now = start.plus(10 * day)

    init() throws {
        store = try FeedStore.inMemory()
        feed = try store.feed()
    }

    private func poll(_ age: Double, _ outcome: PollOutcome) async throws {
        _ = try await store.apply(Sample.update(of: feed, at: now.plus(-age), outcome))
    }

    private let failed = PollOutcome.failed(.fetching(FetchFailure(.notFound)))

    @Test func `polls are summed by hour, counted back from now, and hours without one are left out`()
        async throws
    {
        try await poll(25 * hour, .notModified)
        try await poll(day, .notModified)
        try await poll(1.5 * hour, failed)
        try await poll(1.2 * hour, Sample.changes(new: [Sample.item("a"), Sample.item("b")]))
        try await poll(0.5 * hour, .unchanged)
        try await poll(0, .notModified)
        #expect(
            try store.lastDay(before: now) == [
                PollTally(from: now.plus(-day), polls: 1, unchanged: 1),
                PollTally(from: now.plus(-2 * hour), polls: 2, failed: 1, new: 2),
                PollTally(from: now.plus(-hour), polls: 2, unchanged: 2),
            ])
        #expect(try store.lastDay(before: now.plus(2 * day)).isEmpty)
    }

    @Test func `the last day is kept of a feed that is polled often, and twenty polls of what is older`()
        async throws
    {
        for number in 0..<100 { try await poll(Double(200 - number) * 900, .notModified) }
        #expect(try count() == 97)
        // Two days later the newest twenty are left, and the one that came.
        _ = try await store.apply(Sample.update(of: feed, at: now.plus(2 * day), .notModified))
        #expect(try count() == 20)
    }

    @Test func `no more than three hundred are kept, however often a feed is polled`() async throws {
        for number in 0..<310 { try await poll(Double(310 - number), .notModified) }
        #expect(try count() == 300)
        #expect(try store.account(of: feed, at: now)?.polls.count == 20)
    }

    private func count() throws -> Int {
        try store.reading { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM poll") ?? 0 }
    }

    @Test func `a feed's figures tell its last success and its failures in a row`() async throws {
        var history = PollHistory(failures: 3)
        history.lastSuccess = now.plus(-day)
        try await store.store([Sample.item("a"), Sample.item("b")], in: feed, at: now.plus(-day))
        _ = try await store.apply(Sample.update(of: feed, at: now, failed, history: history))
        let figures = try #require(try store.figures().first)
        #expect(figures.lastSuccess == now.plus(-day))
        #expect(figures.lastPoll == now)
        #expect(figures.failures == 3)
        #expect(figures.state == .failing)
        #expect(figures.items == 2)
        #expect(figures.unread == 2)
    }
}
