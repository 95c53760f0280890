import FeedModel
import FoundationEssentials
import Synchronization

/// What all polls of a round know together of the network.
final class NetworkWatch: Sendable {
    private let state = Mutex(State())

    private struct State {
        var health = NetworkHealth()
        /// What was counted since the network was last known to be there: feeds whose hosts were not reached.
        var failed: [FeedID: Counted] = [:]
        /// When a host last answered.
        var reachedAt: Date?
        var probedAt: Date?

        /// Forgets what was counted while other hosts answered: that is the feeds' own.
        mutating func forgetOwnFailures(at now: Date) {
            guard let reachedAt, !failed.isEmpty else { return }
            failed = failed.filter { _, counted in
                counted.at >= reachedAt || now.timeIntervalSince(counted.at) <= NetworkWatch.overlap
            }
        }
    }

    /// A feed as it was before a failure was counted against it.
    private struct Counted {
        let feed: DueFeed
        let at: Date
    }

    /// Answers of polls that had begun before the network went may come for so long after the first failure, in
    /// seconds.
    private static let overlap = 120.0

    /// While the network is down, one poll a minute tries whether it is back.
    static let probing = 60.0

    var isDown: Bool {
        state.withLock { $0.health.isDown }
    }

    /// Whether a poll may begin while the network is down, which then is the probe of this minute.
    func mayProbe(at now: Date) -> Bool {
        state.withLock { state in
            if let last = state.probedAt, last <= now, now.timeIntervalSince(last) < Self.probing {
                return false
            }
            state.probedAt = now
            return true
        }
    }

    /// Takes note of a poll.
    ///
    /// - Parameter isCounted: whether it was remembered as the feed's own failure, if it is one.
    /// - Returns: the turn that it brought, and the feeds whose failures were counted though they were not theirs.
    func note(
        _ outcome: PollOutcome, of due: DueFeed, isCounted: Bool, at now: Date
    ) -> (turn: NetworkHealth.Turn?, taken: [DueFeed]) {
        guard let isReached = outcome.reachesHost else { return (nil, []) }
        return state.withLock { state in
            // A file is read without a network, and says nothing of it.
            if isReached, !due.host.isEmpty { state.reachedAt = now }
            state.forgetOwnFailures(at: now)
            if isReached {
                state.failed[due.id] = nil
            } else if isCounted, state.failed[due.id].map({ $0.at < state.reachedAt ?? $0.at }) ?? true {
                state.failed[due.id] = Counted(feed: due, at: now)
            }
            let turn = state.health.note(due.host, isReached: isReached)
            if turn != nil { state.probedAt = now }
            guard state.health.isDown || turn != nil else { return (nil, []) }
            let taken = state.health.isDown ? state.failed.values.map(\.feed) : []
            state.failed = [:]
            return (turn, taken)
        }
    }
}
