import CMalloc
import FeedStorage
import FeedUpdating
import Synchronization

/// Gives back what polls used, once the daemon rests: what a thousand documents took for a minute is not to be held all
/// day.
final class IdleMemory: Sendable {
    private let store: FeedStore
    private let state = Mutex(State())

    private struct State {
        /// Polls whose memory was given back.
        var polled = 0
        var doneAt: Duration?
    }

    /// Feeds that come due one by one are no reason to do it after each.
    private static let pause = Duration.seconds(30)

    init(of store: FeedStore) {
        self.store = store
    }

    /// Has all threads share two heaps: else each has one of its own, and what one gave back no other takes.
    ///
    /// To be called before there are threads.
    static func keepsFewHeaps() {
        _ = mallopt(M_ARENA_MAX, 2)
    }

    /// Takes note of where the rounds stand.
    ///
    /// - Parameter elapsed: the time since some moment, by a clock that never jumps.
    func note(_ progress: RoundProgress, at elapsed: Duration) async {
        guard progress.activity == .resting else { return }
        let isDue = state.withLock { state in
            let isEarly = state.doneAt.map { elapsed - $0 < Self.pause } ?? false
            guard progress.total.polled > state.polled, !isEarly else { return false }
            state = State(polled: progress.total.polled, doneAt: elapsed)
            return true
        }
        guard isDue else { return }
        await store.releaseMemory()
        // The C library keeps what was freed, for more of the same, which is an hour away.
        _ = malloc_trim(0)
    }
}
