import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// What is remembered of polls, for whoever asks why.
@Suite struct AccountTests {
    private let store: FeedStore
    private let feed: FeedID

    init() throws {
        store = try FeedStore.inMemory()
        feed = try store.feed()
    }

    @Test func `each poll is told with its outcome, its cost and the rule that set the next`() async throws {
        let next = NextPoll(at: start.plus(2 * hour), pause: .seconds(3_600), rule: .freshness)
        _ = try await store.apply(
            Sample.update(of: feed, Sample.changes(new: [Sample.item("a"), Sample.item("b")]), next: next))
        let failure = PollOutcome.failed(.fetching(FetchFailure(.notFound)))
        _ = try await store.apply(
            Sample.update(
                of: feed, at: start.plus(2 * hour), failure,
                history: PollHistory(failures: 3),
                next: NextPoll(at: nil, pause: .seconds(60), rule: .backoff)))
        let account = try #require(try store.account(of: feed, at: start.plus(day)))
        #expect(account.polls.map(\.at) == [start.plus(2 * hour), start])
        #expect(account.polls.map(\.outcome) == [.failed, .changed])
        #expect(account.polls.map(\.new) == [0, 2])
        #expect(account.polls[0].failureCode == "not-found")
        #expect(account.polls[0].failures == 3)
        #expect(account.polls[1].next == next)
        #expect(account.polls[1].wireBytes == 1_000)
        #expect(account.polls[1].status == 200)
        #expect(account.feed.health.state == .failing)
    }

    @Test func `the last twenty polls of each feed are kept, and no feed's cost another its own`()
        async throws
    {
        let other = try store.feed("https://example.net/other")
        _ = try await store.apply(Sample.update(of: other, .notModified))
        for number in 0..<25 {
            _ = try await store.apply(Sample.update(of: feed, at: start.plus(Double(number)), .notModified))
        }
        let polls = try #require(try store.account(of: feed, at: start)).polls
        #expect(polls.map(\.at) == (5..<25).reversed().map { start.plus(Double($0)) })
        #expect(try store.account(of: other, at: start)?.polls.count == 1)
    }

    @Test(arguments: [
        ("example.org", true), (".example.org", true), ("news.example.org", false), (".example.com", false),
        (".ample.org", false),
    ])
    func `a rest is that of the feed's own host, or of the domain around it`(host: String, counts: Bool)
        async throws
    {
        let rest = HostRest(host: host, until: start.plus(hour))
        _ = try await store.apply(Sample.update(of: feed, .notModified, rests: [rest]))
        #expect(try store.account(of: feed, at: start)?.hostRest == (counts ? rest : nil))
        #expect(try store.account(of: feed, at: start.plus(hour))?.hostRest == nil)
    }

    @Test func `a wish is told while it waits`() throws {
        try store.wish(for: [feed], at: start.plus(5))
        #expect(try store.account(of: feed, at: start)?.wishedAt == start.plus(5))
        #expect(try store.account(of: FeedID(99), at: start) == nil)
    }
}
