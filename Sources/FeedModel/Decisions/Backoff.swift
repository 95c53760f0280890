package import FoundationEssentials

/// Decides when a feed that failed is asked again (`polling.md` §1c). It never gives up; only a confirmed 410 ends
/// polling.
package struct Backoff: Hashable, Sendable {
    package let policy: SchedulePolicy

    package init(policy: SchedulePolicy) {
        self.policy = policy
    }

    /// When to poll next after a failure at `now`.
    ///
    /// - Parameters:
    ///   - history: what polls taught, this failure counted.
    ///   - usual: the pause that the feed would have if it were well.
    ///   - freshness: what the server said of a document that is no feed.
    ///   - jitter: a number of chance in 0..<1; up to a tenth is added, so that a daily maintenance window is not met
    ///     every day.
    package func nextPoll(
        after failure: FeedFailure, history: PollHistory, usual: Duration, freshness: Freshness? = nil,
        at now: Date, jitter: Double
    ) -> NextPoll {
        let pause = pause(after: failure, history: history, usual: usual, at: now)
        let spread = policy.jitter ? 1 + jitter / 10 : 1
        var next = now.addingTimeInterval(pause.inSeconds * spread)
        var rule = NextPoll.Rule.backoff
        if let wish = failure.notBefore ?? freshness?.until, wish > now {
            let longest = now.addingTimeInterval(policy.longestWish.inSeconds)
            // What another address was asked for keeps its distance from that, not from now.
            let isRecent = failure.isRecent
            let floor = isRecent ? now : now.addingTimeInterval(policy.shortestPause.inSeconds)
            let wished = max(min(wish, longest), floor).addingTimeInterval(policy.jitter ? jitter * 60 : 0)
            if failure.isTakenAtItsWord || wished > next {
                next = wished
                rule = isRecent ? .recent : .rest
            }
        }
        return NextPoll(at: next, pause: pause, rule: rule)
    }

    /// After a 410: asked once more a day later, then believed (B55).
    package func nextPoll(afterGoneConfirmed isConfirmed: Bool, at now: Date) -> NextPoll {
        if isConfirmed { return NextPoll(at: nil, pause: .seconds(86_400), rule: .gone) }
        return NextPoll(at: now.addingTimeInterval(86_400), pause: .seconds(86_400), rule: .goneUnconfirmed)
    }

    /// How long a host rests that asked for rest without saying how long (B47).
    ///
    /// - Parameter repeats: times in a row that it asked, this one included; at least 1.
    package func hostRest(repeats: Int) -> Duration {
        doubling(policy.restPause, times: repeats - 1, cap: policy.longestRestPause)
    }

    private func pause(
        after failure: FeedFailure, history: PollHistory, usual: Duration, at now: Date
    ) -> Duration {
        let failing = history.failingSince.map { now.timeIntervalSince($0) } ?? 0
        let day = Duration.seconds(86_400)
        let steps = history.failures - 1
        guard case .fetching(let fetch) = failure else {
            return notFoundPause(steps: steps, failing: failing)
        }
        switch fetch.kind {
        case .noNetwork, .hostResting, .askedLately, .cancelled:
            // Nothing left this machine: the feed's server has no part in it.
            return .seconds(600)
        case .rateLimited:
            return hostRest(repeats: max(1, history.failures))
        case .forbidden:
            return doubling(.seconds(4 * 3_600), times: steps, cap: .seconds(3 * 86_400))
        case .notFound:
            return notFoundPause(steps: steps, failing: failing)
        case .refused(status: 406) where history.failures <= 1:
            // Asked once more soon, for anything that there is (B56).
            return policy.failurePause
        case .credentialsWanted, .refused, .badAddress, .fileNotDeclared, .privateNetwork:
            return day
        case .file:
            return policy.shortestPause
        default:
            let start = max(usual, policy.failurePause)
            let cap = failing > 14 * 86_400 ? policy.lastingFailurePause : policy.longestFailurePause
            return doubling(min(start, cap), times: steps, cap: cap)
        }
    }

    /// 1, 2, 4 … hours up to a day in the first week, then three days (B54): some large sites answer 404 for hours.
    private func notFoundPause(steps: Int, failing: Double) -> Duration {
        if failing > 7 * 86_400 { return .seconds(3 * 86_400) }
        return doubling(policy.failurePause, times: steps, cap: policy.longestFailurePause)
    }

    private func doubling(_ start: Duration, times: Int, cap: Duration) -> Duration {
        var pause = start
        for _ in 0..<max(0, min(times, 40)) where pause < cap { pause = pause * 2 }
        return min(pause, cap)
    }
}

extension FeedFailure {
    fileprivate var notBefore: Date? {
        if case .fetching(let fetch) = self { fetch.notBefore } else { nil }
    }

    fileprivate var isRecent: Bool {
        if case .fetching(let fetch) = self { fetch.kind == .askedLately } else { false }
    }

    /// Whether a time that the server names counts in both directions, but for our own floor: where it tells us to stay
    /// away for a while (B25). With other failures it may only lengthen the pause: servers send `max-age` with every
    /// 404.
    fileprivate var isTakenAtItsWord: Bool {
        guard case .fetching(let fetch) = self else { return false }
        return switch fetch.kind {
        case .rateLimited, .forbidden, .serverError(status: 503), .hostResting, .askedLately: true
        default: false
        }
    }
}
