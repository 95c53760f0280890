import FoundationEssentials
import Synchronization

/// Whether the clock may have gone back since deadlines were last looked through for those that a wrong clock set.
final class ClockWatch: Sendable {
    private let state = Mutex(State())

    private struct State {
        /// The latest time that anybody told.
        var latest = Date.distantPast
        /// When all was looked through; nil before it was.
        var lookedAt: Date?
    }

    /// By so much, in seconds, a time may be ahead of another that was asked for beside it, or a clock be set right, and
    /// nobody need care: deadlines are minutes and hours away.
    static let slack: TimeInterval = 60

    /// What other programs set is looked for from time to time: theirs is the same clock, at other moments.
    private static let longest: TimeInterval = 3_600

    func mayHaveGoneBack(at now: Date) -> Bool {
        state.withLock { state in
            guard let lookedAt = state.lookedAt, now.addingTimeInterval(Self.slack) >= state.latest else {
                return true
            }
            return now.timeIntervalSince(lookedAt) >= Self.longest
        }
    }

    /// Takes note of the time.
    func note(_ now: Date) {
        state.withLock { $0.latest = max($0.latest, now) }
    }

    /// Takes note that all was just looked through: then what was noted before is of no account.
    func noteLook(at now: Date) {
        state.withLock { $0 = State(latest: now, lookedAt: now) }
    }
}
