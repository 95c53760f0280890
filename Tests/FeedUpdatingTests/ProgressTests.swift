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

/// What is told of the rounds, by which a service manager knows that they do not hang.
struct ProgressTests {
    private let time = StoppedTime()
    private let start = Date(timeIntervalSince1970: 1_790_000_000)
    private let transport = ScriptedTransport()
    private let store: FeedStore
    private let service: UpdateService
    private let plan: UpdateService.Plan
    private let told = Told()
    private let url = "https://example.org/feed"

    private final class Told: Sendable {
        private let list = Mutex<[RoundProgress]>([])

        var all: [RoundProgress] { list.withLock { $0 } }

        func note(_ progress: RoundProgress) {
            list.withLock { $0.append(progress) }
        }

        func happened(_ isSo: (RoundProgress) -> Bool) async {
            while !all.contains(where: isSo) { await Task.yield() }
        }
    }

    init() throws {
        store = try FeedStore.inMemory()
        var schedule = SchedulePolicy()
        schedule.jitter = false
        let source = TimeSource(time, from: start)
        let fetcher = Fetcher(
            transport: transport, policy: FetchPolicy(), backoff: Backoff(policy: schedule), version: "0",
            resting: [], pace: source.pace)
        plan = UpdateService.Plan(
            extent: .unending, fetch: FetchPolicy(), schedule: schedule, longestRest: .seconds(30))
        service = UpdateService(
            updater: FeedUpdater(
                fetcher: fetcher, store: store, policy: schedule, time: source, chance: Chance { 0 }),
            store: store, plan: plan, calls: nil, time: source,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            onProgress: { [told] in told.note($0) })
        _ = try store.subscribe(Subscription(address: FeedAddress(url), origin: .reader), at: start)
        transport.answer(url, with: PollingDesk.document(["one", "two"]))
    }

    @Test
    func `it is told first when polls have begun, then what came of them, then that the store is there`()
        async throws
    {
        try await running {
            await told.happened { $0.activity == .resting }
            let first = try #require(told.all.first)
            #expect(first.activity == .polling)
            #expect(first.inFlight == 1)
            #expect(first.lastRound == nil)
            let last = try #require(told.all.last)
            #expect(last.lastRound == RoundReport(polled: 1, failed: 0, new: 2))
            #expect(last.total == last.lastRound)
            let next = try #require(last.nextPoll)
            #expect(next > start)

            let before = told.all.count
            await pass(ticks: 4)
            // That of the last tick may still be on its way.
            #expect(told.all.count >= before + 3)
        }
    }

    @Test func `nothing is told of polls that last longer than any can`() async throws {
        transport.hold(url)
        try await running {
            await transport.received(1)
            let ticks = Int(plan.longestPoll.components.seconds) / 30
            await pass(ticks: ticks)
            #expect(told.all.count >= ticks - 1)
            await pass(ticks: 2)
            let before = told.all.count
            await pass(ticks: 5)
            #expect(told.all.count == before)
            #expect(told.all.allSatisfy { $0.inFlight == 1 })

            transport.letGo(url)
            await told.happened { $0.activity == .resting }
        }
    }

    private func running(_ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [service] in try await service.run() }
            try await body()
            group.cancelAll()
        }
    }

    /// Lets the clock ring so often, each time when the round has set it.
    private func pass(ticks: Int) async {
        for _ in 0..<ticks {
            await time.sleeping(1)
            time.advance(by: .seconds(30))
        }
        await time.sleeping(1)
    }
}
