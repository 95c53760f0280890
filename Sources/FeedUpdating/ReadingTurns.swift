import Synchronization

/// Lets few documents be read at once, in the order of coming.
///
/// To read documents and to get their texts ready for the store takes less time than to store them, which one thread does:
/// where as many are read at once as there are cores, it waits for one of them a fifth of the time, and everybody for it.
/// Besides, the round goes on while a document is read that takes long.
package final class ReadingTurns: Sendable {
    private let state: Mutex<State>

    private struct State {
        var free: Int
        var waiting: ArraySlice<CheckedContinuation<Void, Never>> = []
    }

    /// - Parameter atOnce: documents read at once; at least 1, whatever it says.
    package init(atOnce: Int) {
        state = Mutex(State(free: max(1, atOnce)))
    }

    /// How many wait for their turn.
    var waiting: Int {
        state.withLock { $0.waiting.count }
    }

    /// Runs `body` when its turn has come. The wait is not cut short by cancellation: what was downloaded is read.
    ///
    /// - Parameter isAhead: whether it goes before all others, since what it is about is half done.
    func withTurn<Value>(
        isAhead: Bool = false, _ body: () async throws -> Value
    ) async rethrows -> Value {
        if !takeFree() { await wait(isAhead: isAhead) }
        defer { passOn() }
        return try await body()
    }

    private func takeFree() -> Bool {
        state.withLock { state in
            guard state.free > 0 else { return false }
            state.free -= 1
            return true
        }
    }

    private func wait(isAhead: Bool) async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free == 0 else {
                    state.free -= 1
                    return true
                }
                if isAhead {
                    state.waiting.insert(continuation, at: state.waiting.startIndex)
                } else {
                    state.waiting.append(continuation)
                }
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    private func passOn() {
        let next = state.withLock { state in
            let next = state.waiting.popFirst()
            if next == nil { state.free += 1 }
            return next
        }
        next?.resume()
    }
}
