import FeedModel
import ScheduleSimulation

/// Plays populations of feeds against our schedule and others, and prints what each rule costs and what it brings.
///
/// Ends with status 1 where a bar is missed.
@main
struct ScheduleSimulator {
    private static let seeds = 1...10

    static func main() {
        let ours = UpdateSchedule(policy: SchedulePolicy())
        print(
            "Reference population, seeds \(seeds.lowerBound) to \(seeds.upperBound); delays in hours a post\n"
        )
        Table.printHead()
        let own = played(.reference) { OurRule(schedule: ours) }
        Table.printRow("ours", own)
        for cost in [0.002, 0.005, 0.01, 0.02, 0.06] {
            let schedule = UpdateSchedule(policy: SchedulePolicy(), cost: cost)
            Table.printRow("ours, c = \(cost)", played(.reference) { OurRule(schedule: schedule) })
        }
        let equal = played(.reference) { FixedRule(pause: day / own.mean(of: \.requestsPerDay)) }
        Table.printRow("fixed, as many requests", equal)
        for hours in [0.25, 1, 2, 4, 6, 24] {
            Table.printRow("fixed, \(hours) h", played(.reference) { FixedRule(pause: hours * 3_600) })
        }
        for factor in [1.0, 4.0] {
            Table.printRow(
                "posts of a week, × \(factor)", played(.reference) { WeeklyCountRule(factor: factor) })
        }
        Table.printRow("half the mean gap", played(.reference) { MeanGapRule() })
        Table.printRow("halving and growing", played(.reference) { HalvingRule() })

        print("\nA third dying, a third reviving\n")
        Table.printHead()
        let restless = played(.restless) { OurRule(schedule: ours) }
        Table.printRow("ours", restless)
        Table.printRow(
            "fixed, as many requests",
            played(.restless) { FixedRule(pause: day / restless.mean(of: \.requestsPerDay)) })
        print("\nOurs, by rhythm and course\n")
        Table.printHead()
        for rhythm in PublishedFeed.Rhythm.allCases {
            Table.printRow(
                rhythm.rawValue, played(.reference, only: { $0.rhythm == rhythm }) { OurRule(schedule: ours) }
            )
        }
        for course in PublishedFeed.Course.allCases {
            let kind: Kind = course == .dying || course == .reviving ? .restless : .reference
            Table.printRow(
                course.rawValue, played(kind, only: { $0.course == course }) { OurRule(schedule: ours) })
        }
        exitUnless(Bars(own: own, equal: equal, burst: mostAfterBurst(ours)).tell())
    }

    private enum Kind {
        case reference, restless
    }

    /// A play for each seed.
    private static func played(
        _ kind: Kind, only isMeant: (PublishedFeed) -> Bool = { _ in true }, by rule: () -> any PollingRule
    ) -> [Play] {
        seeds.map { seed in
            let seed = UInt64(seed)
            let population =
                switch kind {
                case .reference: Population.reference(seed: seed)
                case .restless: Population.restless(seed: seed)
                }
            return Play(of: population.filtered(by: isMeant), seed: seed, by: rule)
        }
    }

    /// The most polls of a day of a feed that publishes ten posts within two minutes once a week, whenever it is
    /// subscribed to.
    private static func mostAfterBurst(_ schedule: UpdateSchedule) -> Int {
        var most = 0
        for documentLength in [10, 15, 40] {
            for hours in stride(from: 0.05, to: 168, by: 1.5) {
                let population = Population.weeklyBurst(
                    offset: hours * 3_600, documentLength: documentLength)
                let play = Play(of: population, seed: UInt64(documentLength)) { OurRule(schedule: schedule) }
                most = max(most, play.mostInADay)
            }
        }
        return most
    }
}
