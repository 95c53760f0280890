import FeedModel
import FoundationEssentials
import Testing

struct UpdateScheduleTests {
    private let now = Date(timeIntervalSince1970: 1_790_000_000)  // 2026-09-21, a Monday, 14:13:20 UTC
    private let schedule = UpdateSchedule(policy: SchedulePolicy())

    private func next(
        _ history: PollHistory, interval: Duration? = nil, freshness: Freshness? = nil,
        hasValidators: Bool = true,
        jitter: Double = 0
    ) -> NextPoll {
        schedule.nextPoll(
            history: history, interval: interval, freshness: freshness, hasValidators: hasValidators, at: now,
            jitter: jitter)
    }

    private func hours(_ poll: NextPoll) -> Double {
        (poll.at?.timeIntervalSince(now) ?? -1) / 3_600
    }

    /// A feed with one event every `days`, long observed; the last was half that time ago.
    private func steady(every days: Double) -> PollHistory {
        let begin = now.addingTimeInterval(-2_000 * 86_400)
        let times = stride(from: 400.0, through: 0, by: -days).map {
            now.addingTimeInterval(-($0 + days / 2) * 86_400)
        }
        .filter { $0 <= now }
        let rate = PublicationRate(events: 0, at: begin, since: begin).adding(times, at: now)
        return PollHistory(rate: rate, lastNews: times.last)
    }

    /// One post a day is asked for every two hours, one a week every five; the prior hurries a rarer one a little.
    @Test(arguments: [(1.0, 2.0), (7.0, 5.2), (30.0, 10.0)])
    func `the pause goes with the square root of the rate`(days: Double, expected: Double) {
        #expect(abs(hours(next(steady(every: days))) - expected) < expected * 0.12)
    }

    @Test func `no feed is asked more often than the floor`() {
        #expect(hours(next(steady(every: 0.02))) == 1)
    }

    @Test func `B41 · a feed that fell silent is asked ever less, down to once in longest-pause`() {
        let long = steady(every: 1_000)
        #expect(hours(next(long)) > 15)
        var policy = SchedulePolicy()
        policy.longestPause = .seconds(6 * 3_600)
        policy.silentPause = .seconds(6 * 3_600)
        let strict = UpdateSchedule(policy: policy)
        #expect(strict.usualPause(history: long, at: now) == .seconds(6 * 3_600))
    }

    @Test func `a publisher's max-age is waited for`() {
        let freshness = Freshness(lifetime: .seconds(172_800), until: now.addingTimeInterval(172_800))
        let poll = next(steady(every: 1), freshness: freshness)
        #expect(hours(poll) == 48)
        #expect(poll.rule == .freshness)
    }

    /// Max-age is a permission, not a demand.
    @Test func `B36 · a short max-age does not hurry a slow feed`() {
        let freshness = Freshness(lifetime: .seconds(60), until: now.addingTimeInterval(60))
        #expect(hours(next(steady(every: 7), freshness: freshness)) > 4)
    }

    @Test func `a busy feed whose server allows it is asked every quarter of an hour`() {
        let freshness = Freshness(lifetime: .seconds(300), until: now.addingTimeInterval(300))
        let poll = next(steady(every: 0.005), freshness: freshness)
        #expect(poll.pause == .seconds(900))
    }

    @Test func `B37 · a ttl counts too where HTTP says that the answer is stale at once`() {
        let history = PollHistory(hints: UpdateHints(ttlMinutes: 2_880))
        let stale = Freshness(lifetime: .zero, until: now)
        let next = schedule.nextPoll(
            history: history, interval: nil, freshness: stale, hasValidators: true, at: now, jitter: 0)
        #expect(next.at == now.addingTimeInterval(2 * 86_400))
        #expect(next.rule == .hint)
    }

    @Test func `B37 · a ttl counts where HTTP says nothing`() {
        var history = steady(every: 1)
        history.hints.ttlMinutes = 180
        #expect(hours(next(history)) == 3)
        let freshness = Freshness(lifetime: .seconds(60), until: now.addingTimeInterval(60))
        #expect(hours(next(history, freshness: freshness)) < 2.5)
    }

    /// Widely used software writes the same period whatever is true.
    @Test func `B38 · an update period is a weak hint, of a day at most`() {
        var history = steady(every: 1)
        history.hints.updatePeriodMinutes = 43_200
        #expect(hours(next(history)) == 24)
    }

    /// 14:13 plus two hours lies in the skipped hours, which end at 18.
    @Test func `B39 · a skipped hour is waited out`() {
        var history = steady(every: 1)
        history.hints.skipHours = [15, 16, 17]
        #expect(abs(hours(next(history)) - 3.778) < 0.01)
        #expect(next(history).rule == .skipped)
    }

    @Test func `a skipped day is waited out`() {
        var history = steady(every: 1)
        history.hints.skipDays = ["Monday"]
        #expect(abs(hours(next(history)) - 9.778) < 0.01)
    }

    @Test func `a feed that skips every hour is not taken at its word`() {
        var history = steady(every: 1)
        history.hints.skipHours = Array(0..<24)
        #expect(hours(next(history)) < 3)
    }

    @Test func `B16 · a large feed without validators is asked every three hours at most`() {
        var history = steady(every: 0.1)
        history.documentSize = 60_000
        #expect(hours(next(history, hasValidators: false)) == 3)
        #expect(hours(next(history, hasValidators: true)) == 1)
    }

    @Test func `B43 · a finished feed is asked once a week`() {
        var history = steady(every: 1)
        history.isExpired = true
        #expect(hours(next(history)) == 168)
    }

    @Test func `the reader's own interval is kept, but never before the server's freshness`() {
        #expect(hours(next(steady(every: 30), interval: .seconds(7_200))) == 2)
        let freshness = Freshness(lifetime: .seconds(36_000), until: now.addingTimeInterval(36_000))
        #expect(hours(next(steady(every: 30), interval: .seconds(7_200), freshness: freshness)) == 10)
    }

    @Test func `B106 · jitter only ever adds, a tenth of the pause and half an hour at most`() {
        let plain = hours(next(steady(every: 1)))
        let late = hours(next(steady(every: 1), jitter: 0.999))
        #expect(late > plain)
        #expect(late <= plain * 1.1)
        #expect(hours(next(steady(every: 1_000), jitter: 0.999)) <= hours(next(steady(every: 1_000))) + 0.5)
    }

    /// Ten posts within two minutes, once a week, are ten posts and one event.
    @Test func `B42 · a burst is one event`() {
        let begin = now.addingTimeInterval(-28 * 86_400)
        var rate = PublicationRate(events: 0, at: begin, since: begin)
        for week in 1...4 {
            let end = begin.addingTimeInterval(Double(week) * 7 * 86_400)
            rate = rate.adding((0..<10).map { end.addingTimeInterval(Double($0) * -12) }, at: end)
        }
        #expect(rate.perDay(at: now) < 0.25)
    }

    /// A first document that holds nothing but the burst.
    @Test func `B42 · a burst before the first poll is one event`() {
        let times = (0..<10).map { now.addingTimeInterval(-7_200 + Double($0) * 12) }
        #expect(PublicationRate.begun(with: times, at: now).events <= 1)
    }

    @Test func `B44 · dates that cannot be true count as found now`() {
        let begin = now.addingTimeInterval(-10 * 86_400)
        let odd = [Date(timeIntervalSince1970: 0), now.addingTimeInterval(86_400 * 365)]
        let rate = PublicationRate(events: 0, at: begin, since: begin).adding(odd, at: now)
        #expect(abs(rate.events - 1) < 0.001)
    }

    @Test func `silence lowers the estimate by itself`() {
        let rate = PublicationRate(events: 10, at: now, since: now.addingTimeInterval(-30 * 86_400))
        #expect(rate.perDay(at: now.addingTimeInterval(60 * 86_400)) < rate.perDay(at: now) / 4)
    }
}
