import FeedFetching
import FeedModel
import FeedStorage
import FeedUpdating
import FoundationEssentials
import HTTPTransport
import TestSupport
import Testing

/// A store in memory, a scripted network and stopped time: everything that a poll needs.
struct PollingDesk {
    let time = SkippingTime()
    let transport = ScriptedTransport()
    let store: FeedStore
    let policy: SchedulePolicy
    let updater: FeedUpdater

    init() throws {
        store = try FeedStore.inMemory()
        var policy = SchedulePolicy()
        policy.jitter = false
        self.policy = policy
        let fetcher = Fetcher(
            transport: transport, policy: FetchPolicy(), backoff: Backoff(policy: policy), version: "0",
            resting: [], pace: time.source.pace)
        updater = FeedUpdater(
            fetcher: fetcher, store: store, policy: policy, time: time.source, chance: Chance { 0 })
    }

    func subscribe(_ address: String, fetching: FeedFetchSettings = FeedFetchSettings()) throws -> FeedID {
        try store.subscribe(
            Subscription(address: FeedAddress(address), origin: .reader, fetching: fetching), at: time.now
        ).feed
    }

    /// Polls a feed as though its time had come, remembers what came, and moves time on.
    @discardableResult
    func poll(_ feed: FeedID, movingOn: Duration = .zero) async throws -> FeedUpdate {
        let due = try await store.dueFeeds(
            at: time.now.addingTimeInterval(7 * 86_400), limit: 10, selection: .due, policy: policy)
        let update = try await updater.update(try #require(due.first { $0.id == feed }))
        _ = try await store.apply(update)
        time.move(by: movingOn)
        return update
    }

    static func document(_ items: [String], tag: String? = nil) -> HTTPExchange {
        let entries = items.map { "<item><guid>\($0)</guid><title>\($0)</title></item>" }.joined()
        var headers = HTTPHeaders()
        if let tag { headers.add("ETag", tag) }
        return HTTPExchange(
            url: "", status: 200, headers: headers,
            body: Array("<rss version=\"2.0\"><channel><title>A</title>\(entries)</channel></rss>".utf8))
    }
}
