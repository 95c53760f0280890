package import FoundationEssentials

/// How often a feed brings news: a gamma-Poisson estimate in two numbers, in which silence teaches too
/// (`polling.md` §4).
package struct PublicationRate: Hashable, Sendable {
    /// Events seen, each faded by its age at `at`.
    package var events: Double
    /// When `events` was last brought up to date.
    package var at: Date
    /// Since when the feed has been observed.
    package let since: Date

    package init(events: Double, at: Date, since: Date) {
        self.events = events
        self.at = at
        self.since = since
    }

    /// After 21 days an event counts half.
    static let fade = 21.0 * 86_400 / 0.693_147_180_559_945_3
    /// Publications closer together than this are one event.
    static let burst = 600.0

    /// An estimate begun with a feed's first document.
    ///
    /// A document of ten items or more is taken for a window that its feed has filled, so that observation began with
    /// the oldest of them; a shorter one may be all there ever was, and is taken for thirty days at least.
    package static func begun(with times: [Date], at now: Date) -> PublicationRate {
        let past = times.filter { $0 <= now }
        let month = now.addingTimeInterval(-30 * 86_400)
        let oldest = past.min() ?? month
        let since = past.count >= 10 ? min(oldest, now.addingTimeInterval(-3_600)) : min(oldest, month)
        // The oldest item lies within what was observed: taken for found now, it would make two events of one burst.
        return PublicationRate(events: 0, at: since.addingTimeInterval(-1), since: since).adding(
            times, at: now)
    }

    /// The estimate after a poll at `now` that found new items with these times.
    ///
    /// A time outside (last poll, now] says nothing of when the item appeared, and counts as now (B44).
    package func adding(_ times: [Date], at now: Date) -> PublicationRate {
        // Observed since a time to come: by a clock that was wrong (B107).
        var result = PublicationRate(events: events, at: at, since: min(since, now))
        result.events *= PublicationRate.fading(from: at, to: now)
        result.at = now
        var last: Date?
        for time in times.map({ $0 > at && $0 <= now ? $0 : now }).sorted() {
            if let last, time.timeIntervalSince(last) < PublicationRate.burst { continue }
            result.events += PublicationRate.fading(from: time, to: now)
            last = time
        }
        return result
    }

    /// Events a day at `now`; always greater than 0.
    package func perDay(at now: Date) -> Double {
        let observed = PublicationRate.fade * (1 - PublicationRate.fading(from: since, to: now)) / 86_400
        let seen = events * PublicationRate.fading(from: at, to: now)
        return (PublicationRate.priorEvents + seen)
            / (PublicationRate.priorEvents / PublicationRate.priorPerDay + observed)
    }

    /// The rate of a feed of which nothing is known yet, and how many events that belief weighs.
    package static let priorPerDay = 0.3
    static let priorEvents = 0.5

    private static func fading(from then: Date, to now: Date) -> Double {
        exponential(-max(0, now.timeIntervalSince(then)) / fade)
    }
}

/// e to the power of `x`, for x ≤ 0: the only transcendental function the ground floor needs, and no reason to
/// import the C library there. Halves the argument until the series converges in a few terms.
func exponential(_ x: Double) -> Double {
    guard x > -700 else { return 0 }
    var halvings = 0
    var argument = x
    while argument < -0.5 {
        argument /= 2
        halvings += 1
    }
    var term = 1.0
    var sum = 1.0
    for index in 1...14 {
        term *= argument / Double(index)
        sum += term
    }
    for _ in 0..<halvings { sum *= sum }
    return sum
}
