import Glibc

/// A population of feeds, made from a seed.
package struct Population: Sendable {
    package let feeds: [PublishedFeed]
    package let span: Span

    /// The stretch of time that a play covers.
    package struct Span: Sendable {
        /// Seconds in which readers learn the feeds and nothing is counted.
        package let warmUp: Double
        /// When the play ends, in seconds.
        package let end: Double

        package init(warmUpDays: Double, measuredDays: Double) {
            warmUp = warmUpDays * day
            end = (warmUpDays + measuredDays) * day
        }
    }

    /// Feeds whose rates are log-normal, with a median of 0.35 posts a day and a deviation of 1.9; a quarter of each
    /// rhythm. 15 % are dead, and 15 % of the others change their rate fivefold, either way.
    package static func reference(seed: UInt64, feeds: Int = 500, span: Span = .reference) -> Population {
        made(seed: seed, feeds: feeds, span: span) { draw in
            if draw < 0.15 { return .dead }
            if draw < 0.15 + 0.85 * 0.075 { return .faster }
            return draw < 0.15 + 0.85 * 0.15 ? .slower : .steady
        }
    }

    /// Feeds with the same rates and rhythms of which a third falls silent and a third comes back.
    package static func restless(seed: UInt64, feeds: Int = 500, span: Span = .reference) -> Population {
        made(seed: seed, feeds: feeds, span: span) { draw in
            draw < 1.0 / 3 ? .dying : draw < 2.0 / 3 ? .reviving : .steady
        }
    }

    /// Feeds of one rhythm that all publish steadily at one rate.
    package static func uniform(
        _ rhythm: PublishedFeed.Rhythm, perDay: Double, seed: UInt64, feeds: Int, span: Span
    ) -> Population {
        var chance = SeededChance(seed: seed)
        let made = (0..<feeds).map { _ in
            feed(rhythm, .steady, perDay: perDay, span: span, &chance)
        }
        return Population(feeds: made, span: span)
    }

    /// One feed that publishes ten posts within two minutes, once a week.
    ///
    /// - Parameters:
    ///   - offset: how long before the beginning of the play it last did, in seconds.
    ///   - documentLength: how many posts its document holds.
    package static func weeklyBurst(
        offset: Double, documentLength: Int, span: Span = .reference
    ) -> Population {
        let bursts = stride(from: -20 * 7 * day - offset, to: span.end, by: 7 * day)
        let posts = bursts.flatMap { burst in (0..<10).map { burst + Double($0) * 12 } }
        let feed = PublishedFeed(
            rhythm: .bursts, course: .steady, posts: posts.filter { $0 < span.end },
            documentLength: documentLength)
        return Population(feeds: [feed], span: span)
    }

    /// The same without the feeds that are not meant.
    package func filtered(by isMeant: (PublishedFeed) -> Bool) -> Population {
        Population(feeds: feeds.filter(isMeant), span: span)
    }

    private static func made(
        seed: UInt64, feeds: Int, span: Span, course: (Double) -> PublishedFeed.Course
    ) -> Population {
        var chance = SeededChance(seed: seed)
        let rhythms = PublishedFeed.Rhythm.allCases
        let made = (0..<feeds).map { index in
            let course = course(chance.fraction())
            let perDay = 0.35 * exp(1.9 * chance.normal())
            return feed(rhythms[index % rhythms.count], course, perDay: perDay, span: span, &chance)
        }
        return Population(feeds: made, span: span)
    }

    private static func feed(
        _ rhythm: PublishedFeed.Rhythm, _ course: PublishedFeed.Course, perDay: Double, span: Span,
        _ chance: inout SeededChance
    ) -> PublishedFeed {
        let rates = rates(of: course, perDay: perDay, span: span, &chance)
        let counts = counts(of: rhythm, until: rates.expected(until: span.end), &chance)
        var posts = rates.moments(of: counts)
        if rhythm == .bursts {
            posts = posts.flatMap { first in
                let second = first + 180 * chance.wait()
                return [first, second, second + 180 * chance.wait()]
            }
        }
        if rhythm == .officeHours {
            let zone = chance.number(in: -12..<12) * 3_600
            posts = posts.map { officeTime($0, zone: zone) }
        }
        return PublishedFeed(
            rhythm: rhythm, course: course, posts: posts.filter { $0 < span.end }.sorted())
    }

    /// Twenty posts or thirty days before the play, whichever is longer, a feed begins.
    private static func rates(
        of course: PublishedFeed.Course, perDay: Double, span: Span, _ chance: inout SeededChance
    ) -> RateCourse {
        let begin = -max(30, min(20 / perDay, 3_000)) * day
        let turn = chance.number(in: 0..<span.end)
        let silence = chance.number(in: 60..<360) * day
        switch course {
        case .steady:
            return RateCourse(steps: [(begin, perDay)])
        case .faster:
            return RateCourse(steps: [(begin, perDay), (turn, perDay * 5)])
        case .slower:
            return RateCourse(steps: [(begin, perDay), (turn, perDay / 5)])
        case .dead:
            return RateCourse(steps: [(begin - silence, perDay), (-silence, 0)])
        case .dying:
            return RateCourse(steps: [(begin, perDay), (turn, 0)])
        case .reviving:
            return RateCourse(steps: [(begin - silence, perDay), (turn - silence, 0), (turn, perDay)])
        }
    }

    /// Where the posts of a rhythm lie if one is to be expected in each unit.
    private static func counts(
        of rhythm: PublishedFeed.Rhythm, until end: Double, _ chance: inout SeededChance
    ) -> [Double] {
        var counts: [Double] = []
        switch rhythm {
        case .periodic:
            var place = chance.fraction()
            while place < end {
                counts.append(max(0, place + chance.number(in: -0.05..<0.05)))
                place += 1
            }
        case .poisson, .officeHours, .bursts:
            let gap = rhythm == .bursts ? 3.0 : 1.0
            var place = gap * chance.wait()
            while place < end {
                counts.append(place)
                place += gap * chance.wait()
            }
        }
        return counts
    }

    /// Squeezes a week into its forty office hours.
    private static func officeTime(_ moment: Double, zone: Double) -> Double {
        let week = (moment / (7 * day)).rounded(.down)
        let worked = (moment - week * 7 * day) * 40 / 168
        let workday = (worked / 28_800).rounded(.down)
        return week * 7 * day + workday * day + 9 * 3_600 + (worked - workday * 28_800) + zone
    }
}

extension Population.Span {
    /// Thirty days to learn in, ninety that count.
    package static let reference = Population.Span(warmUpDays: 30, measuredDays: 90)
}
