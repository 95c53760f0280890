import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// What is known of feeds while they are asked.
@Suite struct AttemptTests {
    let store: FeedStore
    let policy = SchedulePolicy()

    init() throws {
        store = try FeedStore.inMemory()
    }

    private func due(_ at: Date, _ selection: DueSelection = .due) async throws -> [FeedID] {
        try await store.dueFeeds(at: at, limit: 9, selection: selection, policy: policy).map(\.id)
    }

    private func attempts() throws -> Int? {
        try store.reading { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM attempt") }
    }

    private func later(_ seconds: Double) -> NextPoll {
        NextPoll(at: start.plus(seconds), pause: .seconds(3_600), rule: .adaptive)
    }

    @Test func `an outcome ends its attempt, and none that began later`() async throws {
        let feed = try store.feed()
        try await store.noteAttempts(on: [feed], at: start, until: start.plus(hour))
        #expect(try attempts() == 1)
        _ = try await store.apply(Sample.update(of: feed, at: start.plus(1), .notModified, next: later(60)))
        #expect(try attempts() == 0)
        try await store.noteAttempts(on: [feed], at: start.plus(60), until: start.plus(hour))
        _ = try await store.apply(Sample.update(of: feed, at: start.plus(2), .notModified, next: later(60)))
        #expect(try attempts() == 1)
        #expect(try await due(start.plus(61)).isEmpty)
    }

    @Test func `who rests wakes when an attempt is given up, and not all the time before`() async throws {
        let feed = try store.feed()
        try await store.noteAttempts(on: [feed], at: start, until: start.plus(hour))
        #expect(try await store.nextWakeUp(after: start, policy: policy) == start.plus(hour))
        #expect(try store.feed(feed)?.nextPoll == start.plus(hour))
        #expect(try store.feed(feed)?.lastAttempt == start)
        #expect(
            try await store.hostsAsked(within: .seconds(60), before: start.plus(5)) == [
                "example.org": .seconds(5)
            ])
    }

    @Test func `B107 · an attempt of a clock that was wrong counts as of now`() async throws {
        let feed = try store.feed()
        try await store.noteAttempts(on: [feed], at: start.plus(99 * day), until: start.plus(99 * day + hour))
        // Its poll may be under way: it is not due at once, and in an hour at the latest.
        #expect(try await due(start).isEmpty)
        #expect(try await store.nextWakeUp(after: start, policy: policy) == start.plus(hour))
        #expect(try await due(start.plus(hour)) == [feed])
    }

    @Test(arguments: [0.000_01, 30])
    func `an attempt that was noted a little later than what is due was asked for stays`(ahead: Double)
        async throws
    {
        let feed = try store.feed()
        #expect(try await due(start) == [feed])
        try await store.noteAttempts(on: [feed], at: start.plus(ahead), until: start.plus(ahead + hour))
        #expect(try await due(start).isEmpty)
        #expect(try store.feed(feed)?.lastAttempt == start.plus(ahead))
    }

    @Test func `a feed that was forgotten while it waited is passed over`() async throws {
        let feeds = try (0..<3).map { try store.feed("https://example.org/\($0)") }
        try await store.writing { db in
            try db.execute(sql: "DELETE FROM subscription WHERE feedID = ?", arguments: [feeds[1].rawValue])
            try db.execute(sql: "DELETE FROM feed WHERE id = ?", arguments: [feeds[1].rawValue])
        }
        try await store.noteAttempts(on: feeds, at: start, until: start.plus(hour))
        #expect(try attempts() == 2)
    }

    @Test func `what is taken back of a poll grants no wish that was made after it`() async throws {
        let feed = try store.feed()
        try await store.noteAttempts(on: [feed], at: start, until: start.plus(hour))
        _ = try await store.apply(Sample.update(of: feed, at: start.plus(1), .notModified))
        try store.wish(for: [feed], at: start.plus(2))
        let nobody = ExchangeRecord(status: nil, requests: 0, wireBytes: 0)
        _ = try await store.apply(
            Sample.update(of: feed, at: start.plus(3), .notModified, exchange: nobody))
        #expect(try store.pendingWishes() == [feed])
    }

    @Test func `B107 · a clock that went back is noticed whenever it did`() async throws {
        let feed = try store.feed()
        #expect(try await due(start) == [feed])
        // By another program, so that nobody here was told of the time; and no further ahead than a feed may rest.
        let far = start.plus(2 * day)
        try await store.writing { db in
            try db.execute(
                sql: "UPDATE feed SET nextPoll = ?, nextPollSetAt = ?",
                arguments: [far.plus(hour).column, far.column])
        }
        #expect(try await due(start.plus(60)).isEmpty)
        _ = try await due(start.plus(hour))
        let next = try await store.nextWakeUp(after: start.plus(hour), policy: policy)
        #expect(try #require(next) < far)
    }

    @Test func `the watch looks at first, after an hour, and where the time went back`() {
        let watch = ClockWatch()
        #expect(watch.mayHaveGoneBack(at: start))
        watch.noteLook(at: start)
        #expect(!watch.mayHaveGoneBack(at: start))
        #expect(!watch.mayHaveGoneBack(at: start.plus(hour - 1)))
        #expect(watch.mayHaveGoneBack(at: start.plus(hour)))
        watch.note(start.plus(60))
        #expect(watch.mayHaveGoneBack(at: start.plus(-1)))
        #expect(!watch.mayHaveGoneBack(at: start.plus(0)))
        watch.noteLook(at: start.plus(-1))
        #expect(!watch.mayHaveGoneBack(at: start.plus(-1)))
    }

    @Test func `a poll without news of a feed that was wished for meanwhile grants the wish`() async throws {
        let feed = try store.feed()
        var update = Sample.update(of: feed, at: start, .notModified, next: later(60))
        _ = try await store.apply(update)
        try store.wish(for: [feed], at: start.plus(1))
        try await store.noteAttempts(on: [feed], at: start.plus(60), until: start.plus(hour))
        update = Sample.update(of: feed, at: start.plus(61), .notModified, next: later(120))
        update.isRoutine = true
        _ = try await store.apply(update)
        #expect(try store.pendingWishes().isEmpty)
        #expect(try attempts() == 0)
        #expect(try await store.nextWakeUp(after: start, policy: policy) == start.plus(120))
    }
}
