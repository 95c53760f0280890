import FeedFetching
import FeedModel
import FeedStorage
import FoundationEssentials
import HTTPTransport
import Logging
import TestSupport
import Testing

@testable import FeedUpdating

/// A round on a machine that loses its network.
struct NetworkTests {
    private let time = StoppedTime()
    private let start = Date(timeIntervalSince1970: 1_790_000_000)
    private let transport = ScriptedTransport()
    private let store: FeedStore
    private let service: UpdateService
    private let urls = (0..<6).map { "https://host\($0).example/feed" }

    init() throws {
        store = try FeedStore.inMemory()
        var schedule = SchedulePolicy()
        schedule.jitter = false
        var fetch = FetchPolicy()
        fetch.startRate = 0
        let source = TimeSource(time, from: start)
        let fetcher = Fetcher(
            transport: transport, policy: fetch, backoff: Backoff(policy: schedule), version: "0",
            resting: [],
            pace: source.pace)
        let updater = FeedUpdater(
            fetcher: fetcher, store: store, policy: schedule, time: source, chance: Chance { 0 })
        service = UpdateService(
            updater: updater, store: store,
            plan: UpdateService.Plan(extent: .unending, fetch: fetch, schedule: schedule), calls: nil,
            time: source, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        for url in urls {
            _ = try store.subscribe(Subscription(address: FeedAddress(url), origin: .reader), at: start)
            transport.answer(url, with: .failure(.connectFailed(message: "no way")))
        }
    }

    /// Waits until so many feeds have been found to be without a network, since a moment.
    private func noted(_ feeds: Int, since date: Date) async throws {
        while try store.feeds(includesLetGo: false).filter({
            $0.health.message == "no network" && ($0.lastPoll ?? .distantPast) >= date
        }).count < feeds { await Task.yield() }
    }

    @Test("B59 · without a network polling rests, nothing is counted, and one try a minute finds it back")
    func outage() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [service] in try await service.run() }
            try await noted(6, since: start)
            for minute in 1...3 {
                await time.sleeping(1)
                time.advance(by: .seconds(60))
                try await noted(1, since: start.addingTimeInterval(Double(minute) * 60))
                #expect(transport.requests.count == 6 + minute)
            }
            for feed in try store.feeds(includesLetGo: false) {
                #expect(feed.health.message == "no network")
                #expect(try store.account(of: feed.id, at: start)?.history.failures == 0)
            }
            for url in urls { transport.answer(url, with: PollingDesk.document(["one"])) }
            await time.sleeping(1)
            time.advance(by: .seconds(60))
            await transport.received(15)
            group.cancelAll()
        }
        #expect(Set(transport.requests.suffix(6).map(\.url)) == Set(urls))
    }
}
