import FeedModel
import FoundationEssentials
import Testing

@testable import FeedStorage

@Suite struct DueTests {
    let store: FeedStore
    let policy = SchedulePolicy()

    /// `start` is where five minutes begin.
    init() throws {
        store = try FeedStore.inMemory()
    }

    private func due(_ at: Date, _ selection: DueSelection = .due, limit: Int = 100) async throws -> [FeedID]
    {
        try await store.dueFeeds(at: at, limit: limit, selection: selection, policy: policy).map(\.id)
    }

    private func poll(_ feed: FeedID, at now: Date, next: NextPoll, rests: [HostRest] = []) async throws {
        try await store.noteAttempts(on: [feed], at: now, until: now.plus(hour))
        _ = try await store.apply(Sample.update(of: feed, at: now, .notModified, next: next, rests: rests))
    }

    private func later(_ seconds: Double, _ rule: NextPoll.Rule = .adaptive) -> NextPoll {
        NextPoll(at: start.plus(seconds), pause: .seconds(3_600), rule: rule)
    }

    @Test func `a new feed is due at once, an answered one when its time has come`() async throws {
        let feed = try store.feed()
        #expect(try await due(start) == [feed])
        try await poll(feed, at: start, next: later(2 * hour))
        #expect(try await due(start.plus(2 * hour - 1)).isEmpty)
        #expect(try await due(start.plus(2 * hour)) == [feed])
        #expect(try await store.nextWakeUp(after: start, policy: policy) == start.plus(2 * hour))
    }

    @Test func `the longest overdue come first, those of five minutes by their number, up to the limit`()
        async throws
    {
        let feeds = try (0..<5).map { try store.feed("https://example.org/\($0)") }
        for (feed, minutes) in zip(feeds, [32, 31, 21, 16, 11.0]) {
            try await poll(feed, at: start, next: later(minutes * 60))
        }
        #expect(try await due(start.plus(hour), limit: 4) == [feeds[4], feeds[3], feeds[2], feeds[0]])
        #expect(try await due(start.plus(hour), limit: 0).isEmpty)
    }

    @Test func `who is due later in the same five minutes is not due yet, and tells when the next will be`()
        async throws
    {
        let feeds = try (0..<3).map { try store.feed("https://example.org/\($0)") }
        for (feed, seconds) in zip(feeds, [240, 120, 180.0]) {
            try await poll(feed, at: start, next: later(seconds))
        }
        #expect(try await store.nextWakeUp(after: start, policy: policy) == start.plus(120))
        #expect(try await due(start.plus(119)).isEmpty)
        #expect(try await due(start.plus(120)) == [feeds[1]])
        #expect(try await due(start.plus(180)) == [feeds[1], feeds[2]])
    }

    @Test(arguments: 1...6)
    func `what was due at a moment is met once from place to place, though it stays due or becomes so anew`(
        limit: Int
    ) async throws {
        let feeds = try (0..<6).map { try store.feed("https://example.org/\($0)") }
        // Two by two in the same five minutes; the last is due later than the round begins.
        for (index, feed) in feeds.enumerated() {
            try await poll(
                feed, at: start, next: later(index == 5 ? 999 : Double((2 - index / 2) * 300 + 200 - index)))
        }
        let order = [feeds[4], feeds[2], feeds[3], feeds[0], feeds[1]]
        var place: DuePlace? = DuePlace(beginningAt: start.plus(900))
        var met: [FeedID] = []
        while let from = place {
            let portion = try await store.dueFeeds(
                from: from, at: start.plus(2_000), limit: limit, policy: policy)
            #expect(portion.feeds.count <= limit)
            #expect(portion.next == nil || portion.feeds.count == limit)
            // The first stays due; the second comes due anew before the round is over.
            if portion.feeds.contains(where: { $0.id == order[1] }) {
                try await poll(order[1], at: start.plus(950), next: later(950))
            }
            met += portion.feeds.map(\.id)
            place = portion.next
        }
        #expect(met == order)
    }

    @Test func `of what was due, that is left out whose host rests by now, or that is paused or attempted`()
        async throws
    {
        let resting = try store.feed("https://resting.example/")
        let others = try (0..<3).map { try store.feed("https://example.org/\($0)") }
        let place = DuePlace(beginningAt: start)
        func due() async throws -> [FeedID] {
            try await store.dueFeeds(from: place, at: start.plus(60), limit: 9, policy: policy).feeds.map(
                \.id)
        }
        #expect(try await due() == [resting] + others)
        try await poll(
            resting, at: start, next: later(-1),
            rests: [HostRest(host: "resting.example", until: start.plus(hour))])
        try await store.noteAttempts(on: [others[1]], at: start.plus(30), until: start.plus(hour))
        #expect(try await due() == [others[0], others[2]])
    }

    @Test func `B105 · an attempt without an outcome is not repeated before the shortest pause`() async throws
    {
        let feed = try store.feed()
        try await store.noteAttempts(on: [feed], at: start, until: start.plus(hour))
        #expect(try await due(start.plus(hour - 1)).isEmpty)
        #expect(try await due(start.plus(hour)) == [feed])
    }

    @Test func `B105 · an attempt never brings a poll forward that the server put off`() async throws {
        let feed = try store.feed()
        try await poll(feed, at: start, next: later(2 * day, .freshness))
        try await store.noteAttempts(on: [feed], at: start.plus(hour), until: start.plus(2 * hour))
        #expect(try await due(start.plus(day)).isEmpty)
        #expect(try await due(start.plus(2 * day)) == [feed])
    }

    @Test func `a feed that is gone is due no more, yet its attempt may be wished for`() async throws {
        let feed = try store.feed()
        try await poll(feed, at: start, next: NextPoll(at: nil, pause: .seconds(86_400), rule: .gone))
        #expect(try await due(start.plus(999 * day)).isEmpty)
        #expect(try await store.nextWakeUp(after: start, policy: policy) == nil)
        try store.wish(for: [feed], at: start.plus(day))
        #expect(try await due(start.plus(day)) == [feed])
        try await store.noteAttempts(on: [feed], at: start.plus(day), until: start.plus(day + hour))
        #expect(try await due(start.plus(9 * day), .due) == [feed])
        _ = try await store.apply(
            Sample.update(
                of: feed, at: start.plus(day), .gone,
                next: NextPoll(at: nil, pause: .seconds(86_400), rule: .gone)))
        #expect(try await due(start.plus(9 * day)).isEmpty)
    }

    @Test func `B55 · a feed that is gone is left out of a refresh of all, unless it is wished for`()
        async throws
    {
        let feed = try store.feed()
        let other = try store.feed("https://example.org/other")
        try await poll(feed, at: start, next: NextPoll(at: nil, pause: .seconds(86_400), rule: .gone))
        #expect(try await due(start.plus(9 * day), .all) == [other])
        try store.wish(for: [feed], at: start.plus(9 * day))
        #expect(Set(try await due(start.plus(9 * day), .all)) == [feed, other])
    }

    @Test func `B19 · a wish is granted once the refresh pause is over, and then gone`() async throws {
        let feed = try store.feed()
        try await poll(feed, at: start, next: later(day))
        try store.wish(for: [feed], at: start.plus(60))
        #expect(try await due(start.plus(60), .wished).isEmpty)
        #expect(try await store.nextWakeUp(after: start.plus(60), policy: policy) == start.plus(300))
        #expect(try await due(start.plus(300), .wished) == [feed])
        #expect(try await due(start.plus(300), .due) == [feed])
        let granted = try await store.dueFeeds(
            at: start.plus(300), limit: 9, selection: .due, policy: policy)
        #expect(granted.map(\.isWished) == [true])
        try await poll(feed, at: start.plus(300), next: later(day))
        #expect(try store.pendingWishes().isEmpty)
        #expect(try await due(start.plus(900), .wished).isEmpty)
    }

    @Test func `a wish made while a poll is under way is still to be granted`() async throws {
        let feed = try store.feed()
        try await store.noteAttempts(on: [feed], at: start, until: start.plus(hour))
        try store.wish(for: nil, at: start.plus(1))
        _ = try await store.apply(Sample.update(of: feed, at: start.plus(2), .notModified))
        #expect(try store.pendingWishes() == [feed])
    }

    @Test func `B19, B45 · no wish is granted while the feed or its host has asked for rest`() async throws {
        let resting = try store.feed("https://a.example/1")
        let neighbour = try store.feed("https://a.example/2")
        let asked = try store.feed("https://b.example/")
        let rest = HostRest(host: "a.example", until: start.plus(day), repeats: 0)
        try await poll(resting, at: start, next: later(hour), rests: [rest])
        try await poll(asked, at: start, next: later(2 * day, .rest))
        try store.wish(for: nil, at: start.plus(hour))
        #expect(try await due(start.plus(2 * hour), .due).isEmpty)
        #expect(try await due(start.plus(2 * hour), .all).isEmpty)
        #expect(try await store.restingHosts(at: start.plus(hour)) == [rest])
        #expect(try await store.restingHosts(at: start.plus(day)).isEmpty)
        #expect(try await store.nextWakeUp(after: start.plus(hour), policy: policy) == start.plus(day))
        #expect(Set(try await due(start.plus(day), .due)) == [resting, neighbour])
        #expect(Set(try await due(start.plus(2 * day), .due)) == [resting, neighbour, asked])
    }

    @Test func `all means every feed that is subscribed to and may be asked`() async throws {
        let fresh = try store.feed("https://a.example/")
        let put = try store.feed("https://b.example/")
        let removed = try store.feed("https://c.example/")
        try await poll(put, at: start, next: later(day))
        _ = try store.unsubscribe(removed, at: start)
        #expect(try await due(start.plus(1), .all) == [fresh])
        #expect(Set(try await due(start.plus(400), .all)) == [fresh, put])
        #expect(try await due(start.plus(400), .wished).isEmpty)
    }

    @Test func `B107 · deadlines that a wrong clock set are decided anew, without a burst`() async throws {
        let ahead = try store.feed("https://a.example/")
        let far = try store.feed("https://b.example/")
        // The clock was ten days ahead when this one was polled.
        try await poll(ahead, at: start.plus(10 * day), next: later(10 * day + 3 * hour))
        try await poll(far, at: start, next: later(30 * day))
        #expect(try await due(start).isEmpty)
        let feeds = try store.feeds(includesLetGo: false)
        #expect(feeds.map(\.nextPoll) == [start.plus(3 * hour), start.plus(7 * day)])
        #expect(try await due(start.plus(3 * hour)) == [ahead])
    }

    @Test func `what a poll needs to know comes along`() async throws {
        let declared = DeclaredSubscription(
            Subscription(
                address: FeedAddress("https://a.example/"), origin: .declared(file: "x.toml"),
                interval: .seconds(7_200),
                onlyNew: true,
                fetching: FeedFetchSettings(
                    userAgent: "agent",
                    headers: [.init(name: "X-Key", value: "a: b"), .init(name: "B", value: "c")],
                    credentialsFile: "/etc/secret", proxy: "http://proxy:1", sizeLimit: .megabytes(3))),
            line: 1)
        _ = try await store.adopt([declared], at: start)
        let due = try #require(
            try await store.dueFeeds(at: start, limit: 1, selection: .due, policy: policy).first)
        #expect(due.isDeclared)
        #expect(!due.isWished)
        #expect(due.onlyNew)
        #expect(due.interval == .seconds(7_200))
        #expect(due.fetching == declared.subscription.fetching)
        #expect(due.history == PollHistory())
        #expect(due.validators == nil)
        #expect(due.digest == nil)
    }
}
