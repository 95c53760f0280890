import Synchronization

/// A line on a person's terminal that says how far a long work is; where nobody watches, it does nothing.
///
/// It is drawn over itself, ten times a second at most, and first when the work has taken a moment: what is done at once
/// does not flicker. It is gone when the work ends, and when Ctrl-C ends it.
final class ProgressLine: Sendable {
    /// Whether somebody watches: else nothing need be counted.
    static var isWatched: Bool { Terminal.redraws }

    private let state: Mutex<State>

    private struct State {
        var beat: CommandClock.Beat
        var isDrawn = false
    }

    /// Begins; `end` must be called.
    init() {
        state = Mutex(State(beat: CommandClock.Beat(each: .milliseconds(100), after: .milliseconds(300))))
    }

    /// Says how far it is; `all` is nil where nobody can say.
    func show(_ work: String, done: Int, of all: Int?) {
        guard Self.isWatched else { return }
        let isFirst: Bool? = state.withLock { state in
            guard state.beat.isDue() else { return nil }
            defer { state.isDrawn = true }
            return !state.isDrawn
        }
        guard let isFirst else { return }
        if isFirst { Terminal.clearsLineWhenEnded() }
        Terminal.redraw(ProgressText(work: work, done: done, all: all).line(width: Terminal.tellingWidth))
    }

    /// Leaves nothing of it behind.
    func end() {
        let wasDrawn = state.withLock { state in
            defer { state.isDrawn = false }
            return state.isDrawn
        }
        if wasDrawn { Terminal.redraw("") }
    }
}
