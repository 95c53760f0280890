import FeedFetching
import FeedModel
import FeedStorage
import FoundationEssentials
import HTTPTransport
import Logging
import Synchronization
import TestSupport
import Testing

@testable import FeedUpdating

/// Polls that begin together.
struct WaveTests {
    private let time = StoppedTime()
    private let start = Date(timeIntervalSince1970: 1_790_000_000)
    private let store: FeedStore

    init() throws {
        store = try FeedStore.inMemory()
        for number in 0..<40 {
            _ = try store.subscribe(
                Subscription(address: FeedAddress("https://host\(number).example/"), origin: .reader),
                at: start)
        }
    }

    /// Answers that nothing is there, and remembers of which hosts an attempt was stored by then.
    private final class Witness: Transport {
        private let store: FeedStore
        private let now: Date
        private let asked = Mutex<[Bool]>([])

        var wereNoted: [Bool] { asked.withLock { $0 } }

        init(store: FeedStore, now: Date) {
            self.store = store
            self.now = now
        }

        func send(
            _ request: HTTPRequest, answering: @escaping @Sendable () -> Bool
        ) async throws(TransportError) -> HTTPExchange {
            let hosts = try? await store.hostsAsked(within: .seconds(60), before: now)
            let isNoted = hosts?[Link(request.url).comparableAuthority] != nil
            asked.withLock { $0.append(isNoted) }
            return HTTPExchange(url: request.url, status: 404)
        }
    }

    @Test("B105 · no request of a wave goes out before its attempt is stored", arguments: [1, 7, 64])
    func attempts(width: Int) async throws {
        let witness = Witness(store: store, now: start)
        let source = TimeSource(time, from: start)
        var fetch = FetchPolicy()
        fetch.width = width
        fetch.startRate = 0
        let fetcher = Fetcher(
            transport: witness, policy: fetch, backoff: Backoff(policy: SchedulePolicy()), version: "0",
            resting: [], pace: source.pace)
        let polled = Mutex(0)
        try await UpdateService(
            updater: FeedUpdater(
                fetcher: fetcher, store: store, policy: SchedulePolicy(), time: source, chance: Chance { 0 }),
            store: store,
            plan: UpdateService.Plan(extent: .once(.all), fetch: fetch, schedule: SchedulePolicy()),
            calls: nil,
            time: source, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            onProgress: { progress in polled.withLock { $0 = progress.total.polled } }
        ).run()
        #expect(witness.wereNoted.count == 40)
        #expect(witness.wereNoted.allSatisfy { $0 })
        #expect(polled.withLock { $0 } == 40)
    }
}
