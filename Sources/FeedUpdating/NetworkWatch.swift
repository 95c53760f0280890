import FeedModel
import FoundationEssentials
import Synchronization

/// What all polls of a round know together of the network.
final class NetworkWatch: Sendable {
    private let state = Mutex(State())

    private struct State {
        var health = NetworkHealth()
        /// Feeds whose hosts were not reached lately, as they were before that poll.
        var failed: [FeedID: DueFeed] = [:]
        var probedAt: Date?
    }

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
            if isReached {
                state.failed[due.id] = nil
            } else if isCounted, state.failed[due.id] == nil {
                state.failed[due.id] = due
            }
            let turn = state.health.note(due.address.host, isReached: isReached)
            if turn != nil { state.probedAt = now }
            guard state.health.isDown || turn != nil else { return (nil, []) }
            let taken = state.health.isDown ? Array(state.failed.values) : []
            state.failed = [:]
            return (turn, taken)
        }
    }
}
