import FeedModel
import ScheduleSimulation
import Testing

/// What the schedule does to whole feeds over months: a small play of what `Tests/Benchmarks/ScheduleSimulator` plays at
/// length. Chance is seeded, so that each run is the same; populations are small, lest other tests have to wait.
struct SchedulePlayTests {
    private static let span = Population.Span(warmUpDays: 20, measuredDays: 20)

    private func play(_ population: Population, cost: Double = UpdateSchedule.usualCost) -> Play {
        let schedule = UpdateSchedule(policy: SchedulePolicy(), cost: cost)
        return Play(of: population, seed: 1) { OurRule(schedule: schedule) }
    }

    @Test func `eight requests a day and less than an hour's delay, half that of a fixed interval`() {
        let population = Population.reference(seed: 1, feeds: 80, span: Self.span)
        let own = play(population)
        let fixed = Play(of: population, seed: 1) { FixedRule(pause: day / own.requestsPerDay) }
        #expect(own.requestsPerDay <= 8)
        #expect(own.meanDelay <= 0.8)
        #expect(own.meanDelay <= fixed.meanDelay / 2)
        #expect(own.mostInADay <= 24, "the floor is an hour")
    }

    @Test func `who pays more waits less, and the other way round`() {
        let population = Population.reference(seed: 4, feeds: 16, span: Self.span)
        let plays = [0.002, 0.007, 0.02, 0.06].map { play(population, cost: $0) }
        for (more, less) in zip(plays, plays.dropFirst()) {
            #expect(more.requestsPerDay > less.requestsPerDay)
            #expect(more.meanDelay < less.meanDelay)
        }
    }

    @Test(arguments: PublishedFeed.Rhythm.allCases)
    func `a feed that publishes more is asked more`(rhythm: PublishedFeed.Rhythm) {
        let plays = [0.1, 1, 10].map { perDay in
            play(.uniform(rhythm, perDay: perDay, seed: 5, feeds: 4, span: Self.span))
        }
        for (slow, fast) in zip(plays, plays.dropFirst()) {
            #expect(slow.requestsPerDay < fast.requestsPerDay)
            #expect(slow.meanDelay > fast.meanDelay)
        }
    }

    @Test(arguments: [10, 15, 40])
    func `B42 · ten posts within two minutes once a week never cost more than twelve polls a day`(
        documentLength: Int
    ) {
        for hours in [0.05, 0.5, 2, 12, 72, 160] {
            let play = play(
                .weeklyBurst(offset: hours * 3_600, documentLength: documentLength, span: Self.span))
            #expect(play.mostInADay <= 12, "first polled within a day of \(hours) h after a burst")
        }
    }

    @Test func `B41 · silence stretches the pause up to a day, and news shortens it at once`() {
        var rule = OurRule(schedule: UpdateSchedule(policy: SchedulePolicy()))
        let past = (0..<15).map { Double($0 - 15) * day }
        var polls = [0.0, rule.nextPoll(after: Sighting(now: 0, news: past, isFirst: true, jitter: 0))]
        while let now = polls.last, now < 90 * day {
            polls.append(rule.nextPoll(after: Sighting(now: now, news: [], isFirst: false, jitter: 0)))
        }
        let pauses = zip(polls.dropFirst(), polls).map { $0 - $1 }
        #expect(zip(pauses, pauses.dropFirst()).allSatisfy { $0 <= $1 }, "silence never hurries")
        #expect(pauses.allSatisfy { $0 <= day })
        let last = polls.last ?? 0
        let longest = pauses.last ?? 0
        #expect(longest > 2 * (pauses.first ?? 0))
        let again = rule.nextPoll(after: Sighting(now: last, news: [last - 60], isFirst: false, jitter: 0))
        #expect(again - last < longest * 0.75)
        let second = rule.nextPoll(after: Sighting(now: again, news: [again - 60], isFirst: false, jitter: 0))
        let third = rule.nextPoll(
            after: Sighting(now: second, news: [second - 60], isFirst: false, jitter: 0))
        #expect(third - second < longest * 0.55)
    }

    /// Dates that mean nothing cost no server more than honest ones do, and the reader a little, since what they hide
    /// of the time before the first poll has to be learned.
    @Test(arguments: OurRule.Dates.allCases)
    func `B44 · a feed may say of its dates what it likes`(dates: OurRule.Dates) {
        let population = Population.reference(seed: 6, feeds: 16, span: Self.span)
        let honest = play(population)
        let schedule = UpdateSchedule(policy: SchedulePolicy())
        let odd = Play(of: population, seed: 1) { OurRule(schedule: schedule, dates: dates) }
        #expect(odd.requestsPerDay <= honest.requestsPerDay * 1.15)
        #expect(odd.meanDelay <= honest.meanDelay * 1.4)
        #expect(odd.mostInADay <= 24)
    }
}
