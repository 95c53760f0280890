import FeedModel
import FoundationEssentials

/// Feeds that go, and feeds that go elsewhere.
extension FeedUpdater {
    @inline(never)
    func gone(_ due: DueFeed, fetched: Fetched, at now: Date) -> FeedUpdate {
        var history = due.history.after(failureAt: now)
        let verdict = due.moveRule.verdictOfGone(
            exchange: fetched.exchange, candidate: due.history.candidate)
        if let move = history.take(verdict) {
            return moved(due, move, .gone, exchange: fetched.exchange, hostRests: fetched.hostRests, at: now)
        }
        let since = due.history.goneSince ?? now
        history.goneSince = since
        // The second 410 counts when it comes a day after the first; jitter may have made it a little less.
        let isConfirmed = now.timeIntervalSince(since) >= 86_400 - 60
        return FeedUpdate(
            feed: due.id, polledAt: now, outcome: .gone, validators: due.validators, digest: due.digest,
            history: history, hostRests: fetched.hostRests,
            next: backoff.nextPoll(afterGoneConfirmed: isConfirmed, at: now), exchange: fetched.exchange)
    }

    /// The old address has gone, and where it used to lead is known: that is asked as soon as the floor allows, and what
    /// went wrong at the old one is no failure of the new one's.
    @inline(never)
    func moved(
        _ due: DueFeed, _ move: FeedMove, _ outcome: PollOutcome, exchange: ExchangeRecord,
        hostRests: [HostRest], at now: Date
    ) -> FeedUpdate {
        let history = due.history
        let floor = schedule.policy.shortestPause
        let asked = history.lastSuccess.map { $0.addingTimeInterval(floor.inSeconds) } ?? now
        return FeedUpdate(
            feed: due.id, polledAt: now, outcome: outcome, validators: due.validators, digest: due.digest,
            history: history, hostRests: hostRests,
            next: NextPoll(at: max(now, asked), pause: floor, rule: .moved), exchange: exchange, move: move)
    }
}

extension DueFeed {
    /// What is believed of its redirects.
    var moveRule: MoveRule {
        MoveRule(address: address, hasSecrets: hasSecrets)
    }
}

extension PollHistory {
    /// Remembers where the feed may be moving to; gives the move, if it is one.
    mutating func take(_ verdict: MoveRule.Verdict) -> FeedMove? {
        switch verdict {
        case .stays(let candidate):
            self.candidate = candidate
            return nil
        case .moves(let move):
            // Forgotten when the move is done: it may have to wait for another feed's poll.
            return move
        }
    }
}
