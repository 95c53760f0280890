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

/// What is due comes from the store in portions, where a round is to end.
struct PortionTests {
    private static let start = Date(timeIntervalSince1970: 1_790_000_000)
    private static let busy = (0..<30).map { "https://busy.example/\($0)" }
    private static let others = (0..<30).map { "https://host\($0).example/" }
    private let time = StoppedTime()
    private let store: FeedStore

    init() throws {
        store = try FeedStore.inMemory()
        for url in Self.busy + Self.others {
            _ = try store.subscribe(Subscription(address: FeedAddress(url), origin: .reader), at: Self.start)
        }
    }

    /// Answers that nothing is there; the busy host does when all others have answered.
    private final class Web: Transport {
        private let state = Mutex(State())
        private let atFirst: @Sendable () -> Void

        private struct State {
            var asked: [String] = []
            var answered = 0
        }

        var asked: [String] { state.withLock { $0.asked } }

        init(atFirst: @escaping @Sendable () -> Void) {
            self.atFirst = atFirst
        }

        func send(
            _ request: HTTPRequest, answering: @escaping @Sendable () -> Bool
        ) async throws(TransportError) -> HTTPExchange {
            let isFirst = state.withLock { state in
                state.asked.append(request.url)
                return state.asked.count == 1
            }
            if isFirst { atFirst() }
            if PortionTests.busy.contains(request.url) {
                while state.withLock({ $0.answered < PortionTests.others.count }) {
                    if Task.isCancelled { throw .cancelled }
                    await Task.yield()
                }
            } else {
                state.withLock { $0.answered += 1 }
            }
            return HTTPExchange(url: request.url, status: 404)
        }
    }

    private func poll(_ web: Web, _ extent: UpdateService.Plan.Extent, portion: Int) async throws {
        var fetch = FetchPolicy()
        fetch.startRate = 0
        fetch.hostSpacing = .zero
        let source = TimeSource(time, from: Self.start)
        let fetcher = Fetcher(
            transport: web, policy: fetch, backoff: Backoff(policy: SchedulePolicy()), version: "0",
            resting: [], pace: source.pace)
        try await UpdateService(
            updater: FeedUpdater(
                fetcher: fetcher, store: store, policy: SchedulePolicy(), time: source, chance: Chance { 0 }),
            store: store,
            plan: UpdateService.Plan(
                extent: extent, fetch: fetch, schedule: SchedulePolicy(), portion: portion),
            calls: nil, time: source, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ).run()
    }

    @Test(
        "each is asked once, and nobody waits for the long line of a host that fills a portion",
        .timeLimit(.minutes(1)), arguments: [1, 7, 30, 60, 1000])
    func lines(portion: Int) async throws {
        let web = Web {}
        try await poll(web, .once(.due), portion: portion)
        #expect(web.asked.sorted() == (Self.busy + Self.others).sorted())
    }

    @Test(
        "a round that is to end is about what was due when it began", .timeLimit(.minutes(1)),
        arguments: [DueSelection.due, .all])
    func beginning(selection: DueSelection) async throws {
        let late = "https://late.example/"
        let web = Web { [time, store] in
            time.advance(by: .seconds(10))
            do {
                _ = try store.subscribe(
                    Subscription(address: FeedAddress(late), origin: .reader),
                    at: Self.start.addingTimeInterval(5))
            } catch {
                Issue.record(error)
            }
        }
        try await poll(web, .once(selection), portion: 7)
        #expect(web.asked.count == 60)
        #expect(!web.asked.contains(late))
        try await poll(web, .once(.due), portion: 7)
        #expect(web.asked.count == 61)
    }
}
