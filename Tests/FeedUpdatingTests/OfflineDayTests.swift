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
    private let standing = Standing()
    /// Time as the round sees it, which always has an alarm set when it rests.
    private let roundsTime: CountedTime
    /// Time as those see it who wait for their host's turn.
    private let gatesTime: CountedTime
    private let service: UpdateService
    private static let feeds = 1_000

    init() throws {
        let start = Date(timeIntervalSince1970: 1_790_000_000)
        store = try FeedStore.inMemory()
        web = SimulatedWeb(feeds: Self.feeds, hosts: 250, time: time)
        let fetch = FetchPolicy()
        let schedule = SchedulePolicy()
        let source = TimeSource(time, from: start)
        roundsTime = CountedTime(time, from: start)
        gatesTime = CountedTime(time, from: start)
        let fetcher = Fetcher(
            transport: web, policy: fetch, backoff: Backoff(policy: schedule), version: "0", resting: [],
            pace: gatesTime.source.pace)
        service = UpdateService(
            updater: FeedUpdater(
                fetcher: fetcher, store: store, policy: schedule, time: source, chance: Chance { 0.5 }),
            store: store, plan: UpdateService.Plan(extent: .unending, fetch: fetch, schedule: schedule),
            calls: nil, time: roundsTime.source,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            onProgress: { [standing] in standing.note($0) })
        for url in web.urls {
            _ = try store.subscribe(Subscription(address: FeedAddress(url), origin: .reader), at: start)
        }
    }

    @Test(
        "B59, B104 · a day without a network marks no feed, ends without a burst, and loses no item",
        .timeLimit(.minutes(10)))
    func outage() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [service] in try await service.run() }
            try await pass { standing.last.map { $0.total.polled >= Self.feeds } ?? false }
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
            while !isAtRest {
                try Task.checkCancellation()
                await Task.yield()
            }
            time.advanceToFirstSleeper()
        }
    }

    /// Time stands still while anybody is at work: the round has set its alarm, it knows of all answers, and each poll that
    /// it began waits for its answer or for its host's turn.
    private var isAtRest: Bool {
        guard roundsTime.sleepers > 0, let last = standing.last else { return false }
        let answered = web.answered
        return last.total.polled == answered
            && last.inFlight == web.waiting + gatesTime.sleepers
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

/// Time, with until when somebody waits for it.
private final class CountedTime: Sendable {
    private let time: StoppedTime
    private let start: Date
    private let state = Mutex((last: 0, ends: [Int: Duration]()))

    init(_ time: StoppedTime, from start: Date) {
        self.time = time
        self.start = start
    }

    /// How many wait for what is still to come: those whose time has come are at work, even if they do not know it yet.
    var sleepers: Int {
        let now = time.elapsed
        return state.withLock { state in state.ends.values.count { $0 > now } }
    }

    var source: TimeSource {
        TimeSource(
            now: { self.start.addingTimeInterval(self.time.elapsed.inSeconds) },
            elapsed: { self.time.elapsed }
        ) { duration throws(CancellationError) in
            let end = self.time.elapsed + duration
            let number = self.state.withLock { state in
                state.last += 1
                state.ends[state.last] = end
                return state.last
            }
            defer { self.state.withLock { $0.ends[number] = nil } }
            do {
                try await self.time.sleep(until: end)
            } catch {
                throw CancellationError()
            }
        }
    }
}

/// Where the rounds stand.
private final class Standing: Sendable {
    private let progress = Mutex<RoundProgress?>(nil)

    var last: RoundProgress? {
        progress.withLock { $0 }
    }

    func note(_ progress: RoundProgress) {
        self.progress.withLock { $0 = progress }
    }
}
