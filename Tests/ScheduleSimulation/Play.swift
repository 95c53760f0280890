/// What came of polling a population by one rule.
package struct Play: Sendable {
    /// Requests within the measured time.
    package private(set) var requests = 0
    /// Those of them that found something new.
    package private(set) var hits = 0
    /// For each post of the measured time, the seconds from publication to discovery; in no order.
    package private(set) var delays: [Double] = []
    /// The most requests to one feed within any 24 hours, warm-up included.
    package private(set) var mostInADay = 0
    /// Feeds polled times days measured.
    package private(set) var feedDays = 0.0

    /// Polls each feed by a rule of its own.
    ///
    /// - Parameters:
    ///   - seed: decides when each feed is first polled, within the first day, and the jitter.
    ///   - rule: makes the rule for one feed.
    package init(of population: Population, seed: UInt64, by rule: () -> any PollingRule) {
        var chance = SeededChance(seed: seed)
        for feed in population.feeds {
            var rule = rule()
            poll(feed, for: population.span, by: &rule, &chance)
        }
        feedDays = Double(population.feeds.count) * (population.span.end - population.span.warmUp) / day
    }

    private mutating func poll(
        _ feed: PublishedFeed, for span: Population.Span, by rule: inout any PollingRule,
        _ chance: inout SeededChance
    ) {
        var now = chance.fraction() * day
        var seen = 0
        var isFirst = true
        var recent: ArraySlice<Double> = []
        // A post of the last hours counts when it is found, be it after the end.
        while now < span.end || seen < feed.posts.count {
            let published = feed.posts[seen...].prefix { $0 <= now }
            if now >= span.warmUp, now < span.end {
                requests += 1
                if !published.isEmpty { hits += 1 }
            }
            if !isFirst {
                for post in published where post >= span.warmUp { delays.append(now - post) }
            }
            recent = recent.drop { $0 <= now - day } + [now]
            if now < span.end { mostInADay = max(mostInADay, recent.count) }
            let next = rule.nextPoll(
                after: Sighting(
                    now: now, news: Array(published.suffix(feed.documentLength)), isFirst: isFirst,
                    jitter: chance.fraction()))
            precondition(next > now, "a poll follows the one before")
            seen = published.endIndex
            isFirst = false
            now = next
        }
    }
}

extension Play {
    /// Requests a feed and day.
    package var requestsPerDay: Double {
        Double(requests) / feedDays
    }

    /// Share of the requests that found something new, from 0 to 1.
    package var hitRate: Double {
        requests == 0 ? 0 : Double(hits) / Double(requests)
    }

    /// Mean delay of a post, in hours.
    package var meanDelay: Double {
        delays.isEmpty ? 0 : delays.reduce(0, +) / Double(delays.count) / 3_600
    }

    /// The delay, in hours, that this share of the posts does not exceed.
    ///
    /// - Parameter share: from 0 to 1.
    package func delay(at share: Double) -> Double {
        guard !delays.isEmpty else { return 0 }
        let sorted = delays.sorted()
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] / 3_600
    }
}
