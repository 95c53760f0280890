package import FoundationEssentials

/// Decides when a feed is asked again after a poll that went well.
///
/// The pause goes with the inverse square root of the feed's own rate (`polling.md` §4). What server and feed wish may
/// lengthen it, never shorten it below what the reader's settings allow.
package struct UpdateSchedule: Hashable, Sendable {
    package let policy: SchedulePolicy
    private let cost: Double

    /// - Parameter cost: what a poll may cost against the delay of a post, in days: a feed with one post a day is asked
    ///   at intervals of its square root. Other values than the usual one are for simulations.
    package init(policy: SchedulePolicy, cost: Double = UpdateSchedule.usualCost) {
        self.policy = policy
        self.cost = cost
    }

    /// When to poll next, at `now`, after a poll that went well.
    ///
    /// - Parameters:
    ///   - history: what polls taught, this one included.
    ///   - interval: the reader's fixed pause; nil for the adaptive one.
    ///   - freshness: what the server said of this answer.
    ///   - hasValidators: whether the next poll can be conditional.
    ///   - jitter: a number of chance in 0..<1.
    package func nextPoll(
        history: PollHistory, interval: Duration?, freshness: Freshness?, hasValidators: Bool, at now: Date,
        jitter: Double
    ) -> NextPoll {
        var rule = interval == nil ? NextPoll.Rule.adaptive : .fixed
        let pause =
            interval
            ?? adaptivePause(
                history: history, freshness: freshness, hasValidators: hasValidators, at: now)
        var next = now.addingTimeInterval(pause.inSeconds)

        if history.isExpired, pause < .seconds(7 * 86_400) {
            next = now.addingTimeInterval(7 * 86_400)
            rule = .expired
        }
        if let freshness, freshness.until > next {
            next = min(freshness.until, now.addingTimeInterval(policy.longestWish.inSeconds))
            rule = .freshness
        }
        if let wish = hintedPause(history.hints, hasFreshness: freshness.map { $0.lifetime > .zero } ?? false)
        {
            let wished = now.addingTimeInterval(wish.inSeconds)
            if wished > next {
                next = wished
                rule = .hint
            }
        }
        let beforeSkipping = next
        next = SkippedTime(history.hints).leaving(next)
        next = next.addingTimeInterval(jitterSeconds(of: pause, jitter: jitter))
        next = SkippedTime(history.hints).leaving(next)
        if next.timeIntervalSince(beforeSkipping) > 1_800 { rule = .skipped }
        return NextPoll(at: next, pause: pause, rule: rule)
    }

    /// The pause of a feed that is well, by its own rhythm alone: what a failing one starts from.
    package func usualPause(history: PollHistory, at now: Date) -> Duration {
        adaptivePause(history: history, freshness: nil, hasValidators: true, at: now)
    }

    /// √(c / λ) between floor and ceiling.
    func adaptivePause(history: PollHistory, freshness: Freshness?, hasValidators: Bool, at now: Date)
        -> Duration
    {
        let perDay = history.rate?.perDay(at: now) ?? PublicationRate.priorPerDay
        let days = (cost / perDay).squareRoot()
        let pause = Duration.seconds(days * 86_400)
        let floor = floorPause(
            perDay: perDay, history: history, freshness: freshness, hasValidators: hasValidators)
        let isSilent = history.lastNews.map { now.timeIntervalSince($0) > 365 * 86_400 } ?? false
        let ceiling = isSilent ? max(policy.silentPause, policy.longestPause) : policy.longestPause
        return max(floor, min(pause, ceiling))
    }

    /// In days: 1 post a day is asked for every 2 hours, 1 a month every 11.
    package static let usualCost = 0.007

    private func floorPause(
        perDay: Double, history: PollHistory, freshness: Freshness?, hasValidators: Bool
    ) -> Duration {
        if !hasValidators, history.documentSize > 50 << 10 {
            return max(policy.shortestPause, policy.unconditionalPause)
        }
        // A server that says it has news sooner than our floor is believed where the feed bears it out.
        if let lifetime = freshness?.lifetime, lifetime > .zero, lifetime < policy.shortestPause, perDay > 6 {
            return min(policy.shortestPause, max(policy.hintedPause, lifetime))
        }
        return policy.shortestPause
    }

    /// What the feed itself wishes: `ttl` where HTTP says nothing, and its update period up to a day, since common
    /// software writes the same period whatever is true (B37, B38).
    private func hintedPause(_ hints: UpdateHints, hasFreshness: Bool) -> Duration? {
        var wish: Duration?
        if let ttl = hints.ttlMinutes, !hasFreshness {
            wish = min(.seconds(Int64(clamping: min(ttl, 20_000) * 60)), policy.longestWish)
        }
        if let period = hints.updatePeriodMinutes {
            wish = max(wish ?? .zero, min(.seconds(min(period, 1_440) * 60), .seconds(86_400)))
        }
        return wish
    }

    private func jitterSeconds(of pause: Duration, jitter: Double) -> Double {
        guard policy.jitter else { return 0 }
        return min(pause.inSeconds / 10, 1_800) * jitter
    }
}

extension Duration {
    /// The length in seconds, fractions included.
    package var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
