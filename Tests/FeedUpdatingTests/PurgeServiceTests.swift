import FeedModel
import FoundationEssentials
import Logging
import Synchronization
import TestSupport
import Testing

@testable import FeedStorage
@testable import FeedUpdating

/// When the daemon purges, and by which policy.
struct PurgeServiceTests {
    private let time = StoppedTime()
    private let start = Date(timeIntervalSince1970: 1_790_000_000)
    private let log = PurgeLog()
    private let store: FeedStore
    private let feed: FeedID

    init() throws {
        store = try FeedStore.inMemory()
        feed = try store.subscribe(
            Subscription(address: FeedAddress("https://a.example/feed"), origin: .reader), at: start
        ).feed
    }

    /// Stores read items of which the last alone is carried.
    private func store(_ names: [String]) async throws {
        for names in [names, names.suffix(1)] {
            let known = try await store.knownItems(of: feed, like: document(names))
            let changes = Reconciliation.changes(in: document(names), known: known)
            _ = try await store.apply(
                FeedUpdate(
                    feed: feed, polledAt: start, outcome: .changed(changes), validators: nil, digest: nil,
                    history: PollHistory(), hostRests: [],
                    next: NextPoll(at: start, pause: .zero, rule: .adaptive), exchange: ExchangeRecord()))
        }
        _ = try store.mark(matching: ItemListing(.everything), as: .read, subject: "", at: start)
    }

    private func document(_ names: some Sequence<String>) -> ParsedFeed {
        var feed = ParsedFeed(format: .rss20, encoding: "utf-8")
        feed.items = names.map { ParsedItem(key: ItemKey(guid: $0), id: $0, content: ItemContent(title: $0)) }
        return feed
    }

    private func policy(read: Duration) -> RetentionPolicy {
        var policy = RetentionPolicy()
        policy.read = .atMost(read)
        return policy
    }

    /// Lets time pass by the pauses between writes, until so much was told.
    private func told(_ count: Int) async {
        while log.lines.count < count {
            await time.sleeping(1)
            if log.lines.count < count { time.advance(by: .milliseconds(10)) }
            await Task.yield()
        }
    }

    @Test func `it purges after the start, once a day, and when the policy changes`() async throws {
        try await store(["a", "b", "c"])
        let service = PurgeService(
            store: store, policy: policy(read: .seconds(3_600)), time: TimeSource(time, from: start),
            log: UpdateLog(Logger(label: "test") { [log] _ in log }))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            // Too early for the rule.
            await time.sleeping(1)
            time.advance(by: PurgeService.afterStart)
            await time.sleeping(1)
            #expect(try store.count(matching: ItemListing(.everything)) == 3)
            #expect(log.lines.isEmpty)
            time.advance(by: PurgeService.period)
            await told(1)
            #expect(try store.count(matching: ItemListing(.everything)) == 1)

            try await store(["d", "e", "f"])
            service.take(policy(read: .zero))
            await told(2)
            #expect(try store.count(matching: ItemListing(.everything)) == 1)
            #expect(log.lines.allSatisfy { $0.hasPrefix("purged ") })
            // The second time also the one that was carried before.
            #expect(log.lines[0].contains("items=2") && log.lines[1].contains("items=3"))
            group.cancelAll()
        }
    }
}

/// Keeps what is logged.
private final class PurgeLog: LogHandler {
    private let state = Mutex<[String]>([])

    var lines: [String] { state.withLock { $0 } }

    func log(event: LogEvent) {
        let facts = (event.metadata ?? [:]).map { "\($0)=\($1)" }.sorted().joined(separator: " ")
        state.withLock { $0.append("\(event.message) \(facts)") }
    }

    var logLevel: Logger.Level {
        get { .info }
        set { _ = newValue }
    }

    var metadata: Logger.Metadata {
        get { [:] }
        set { _ = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set { _ = newValue }
    }
}
