import CMalloc
import FeedStorage
import FeedUpdating
import Synchronization

/// Gives back what polls used, once the daemon rests: what a thousand documents took for a minute is not to be held all
/// day.
///
/// It is done twice: when the rounds come to rest, and at the next look into the store, when the threads that had nothing to
/// do any more have ended and what each kept for itself is free.
final class IdleMemory: Sendable {
    private let store: FeedStore
    private let state = Mutex(State())

    private struct State {
        /// Polls that there were when it was last done.
        var polled = -1
        /// Whether it is to be done once more.
        var isHalfDone = false
        var doneAt: Duration?

        /// Whether something else used memory since.
        var hasWorked = false

        /// Whether it is to be done now.
        mutating func mayBegin(polled: Int, at elapsed: Duration) -> Bool {
            let isNews = polled > self.polled || hasWorked
            let isEarly = doneAt.map { elapsed - $0 < IdleMemory.pause } ?? false
            guard isNews || isHalfDone, !isEarly else { return false }
            self = State(polled: polled, isHalfDone: isNews, doneAt: elapsed)
            return true
        }
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

    /// Takes note that something was done that is no poll, such as reading the configuration.
    func noteWork() {
        state.withLock { $0.hasWorked = true }
    }

    /// Takes note of where the rounds stand.
    ///
    /// - Parameter elapsed: the time since some moment, by a clock that never jumps.
    func note(_ progress: RoundProgress, at elapsed: Duration) async {
        guard progress.activity == .resting else { return }
        guard state.withLock({ $0.mayBegin(polled: progress.total.polled, at: elapsed) }) else { return }
        await store.releaseMemory()
        MappedFiles.release()
        // The C library keeps what was freed, for more of the same, which is an hour away.
        _ = malloc_trim(0)
    }
}
