import FeedFetching
import FeedModel
import FeedStorage
import FoundationEssentials
import Logging
import Synchronization
import TestSupport
import Testing

@testable import FeedUpdating

/// A day without a network, with a thousand feeds and the usual settings.
struct OfflineDayTests {
    private let time = StoppedTime()
    private let web: SimulatedWeb
    private let store: FeedStore
    private let polls = PollCounter()
    private let service: UpdateService
    private static let feeds = 1_000

    init() throws {
        let start = Date(timeIntervalSince1970: 1_790_000_000)
        store = try FeedStore.inMemory()
        web = SimulatedWeb(feeds: Self.feeds, hosts: 250, time: time)
        let fetch = FetchPolicy()
        let schedule = SchedulePolicy()
        let source = TimeSource(time, from: start)
        let fetcher = Fetcher(
            transport: web, policy: fetch, backoff: Backoff(policy: schedule), version: "0", resting: [],
            pace: source.pace)
        service = UpdateService(
            updater: FeedUpdater(
                fetcher: fetcher, store: store, policy: schedule, time: source, chance: Chance { 0.5 }),
            store: store, plan: UpdateService.Plan(extent: .unending, fetch: fetch, schedule: schedule),
            calls: nil, time: source, logger: Logger(label: "test") { [polls] _ in polls })
        for url in web.urls {
            _ = try store.subscribe(Subscription(address: FeedAddress(url), origin: .reader), at: start)
        }
    }

    @Test("B59, B104 · a day without a network marks no feed, ends without a burst, and loses no item")
    func outage() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [service] in try await service.run() }
            try await pass { polls.ended >= Self.feeds }
            #expect(try store.count(matching: ItemListing(.everything)) == Self.feeds)

            web.isConnected = false
            let before = web.requests.count
            let began = time.elapsed
            for hour in 1...24 {
                try await pass { time.elapsed >= began + .seconds(hour * 3_600) }
                if hour % 8 == 4 { web.publish() }
            }
            // What was under way when the network went, and from then on one a minute.
            #expect(web.requests.count - before <= 64 + 24 * 60)
            try expectNobodyBlamed()

            web.isConnected = true
            let back = time.elapsed
            try await pass { try store.count(matching: ItemListing(.everything)) == 4 * Self.feeds }
            // A minute for the try that finds it, and five feeds a second.
            #expect(time.elapsed - back <= .seconds(2 * (60 + Self.feeds / 5)))
            group.cancelAll()
        }
        expectManners()
        #expect(try store.feeds(includesLetGo: false).allSatisfy { $0.health.state == .well })
    }

    /// Lets time pass, from one moment at which something happens to the next, until something is so.
    private func pass(until isReached: () throws -> Bool) async throws {
        while try !isReached() {
            // Time stands still while a poll is at work on its answer.
            await polls.ended(web.answered)
            await time.sleeping(1)
            time.advanceToFirstSleeper()
        }
    }

    private func expectNobodyBlamed() throws {
        for feed in try store.feeds(includesLetGo: false) {
            #expect(!feed.health.isTrouble)
            #expect([.well, .offline].contains(feed.health.state))
            #expect(try store.account(of: feed.id, at: .distantFuture)?.history.failures == 0)
        }
    }

    /// No burst at any time, and each host is asked for one thing at a time, a second apart.
    private func expectManners() {
        let requests = web.requests
        for (first, sixtieth) in zip(requests, requests.dropFirst(60)) {
            #expect(sixtieth.at - first.at >= .seconds(10))
        }
        for (_, asked) in Dictionary(grouping: requests, by: \.host) {
            for (one, next) in zip(asked, asked.dropFirst()) { #expect(next.at - one.at >= .seconds(1)) }
        }
        #expect(web.mostAtOneHost == 1)
    }
}

/// Counts the polls that have ended, by what is logged of them.
private final class PollCounter: LogHandler {
    private let state = Mutex(State())

    private struct State {
        var ended = 0
        var waiting: (count: Int, continuation: CheckedContinuation<Void, Never>)?
    }

    var ended: Int {
        state.withLock { $0.ended }
    }

    /// Waits until so many have ended; one may wait at a time.
    func ended(_ count: Int) async {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                if state.ended >= count { return continuation.resume() }
                state.waiting = (count, continuation)
            }
        }
    }

    func log(event: LogEvent) {
        guard "\(event.message)" == "polled" else { return }
        state.withLock { state in
            state.ended += 1
            guard let waiting = state.waiting, state.ended >= waiting.count else { return }
            state.waiting = nil
            waiting.continuation.resume()
        }
    }

    var logLevel: Logger.Level {
        get { .debug }
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
