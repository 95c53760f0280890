import Synchronization

/// Time that stands still until a test moves it.
package final class StoppedTime: Sendable {
    private let state = Mutex(State())

    private struct State {
        var elapsed: Duration = .zero
        var sleepers: [Int: (until: Duration, continuation: CheckedContinuation<Bool, Never>)] = [:]
        var cancelled: Set<Int> = []
        var lastNumber = 0
        var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

        mutating func resumeThoseServed() {
            waiting.removeAll { [count = sleepers.count] waiting in
                guard count >= waiting.count else { return false }
                waiting.continuation.resume()
                return true
            }
        }
    }

    package init() {}

    /// How far it has been moved since the beginning.
    package var elapsed: Duration {
        state.withLock { $0.elapsed }
    }

    /// Moves time on, and wakes those whose time has come, the earliest first.
    package func advance(by duration: Duration) {
        let woken = state.withLock { state in
            state.elapsed += duration
            let due = state.sleepers.filter { $0.value.until <= state.elapsed }.sorted {
                $0.value.until < $1.value.until
            }
            for (number, _) in due { state.sleepers[number] = nil }
            return due.map(\.value.continuation)
        }
        for continuation in woken { continuation.resume(returning: true) }
    }

    /// Moves time on to when the first of those who sleep wakes, if anybody sleeps.
    package func advanceToFirstSleeper() {
        let next = state.withLock { state in
            state.sleepers.values.map(\.until).min().map { $0 - state.elapsed }
        }
        if let next { advance(by: max(.zero, next)) }
    }

    /// Waits until so many sleep.
    package func sleeping(_ count: Int) async {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.waiting.append((count, continuation))
                state.resumeThoseServed()
            }
        }
    }

    /// Sleeps until time has been moved on by that much.
    package func sleep(_ duration: Duration) async throws {
        try await sleep(until: elapsed + duration)
    }

    /// Sleeps until time has been moved on to there, as `elapsed` counts it.
    package func sleep(until end: Duration) async throws {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        let isOver = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver: Bool? = state.withLock { state in
                    if state.cancelled.remove(number) != nil { return false }
                    if end <= state.elapsed { return true }
                    state.sleepers[number] = (end, continuation)
                    state.resumeThoseServed()
                    return nil
                }
                if let isOver { continuation.resume(returning: isOver) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: number)
                if sleeper == nil { state.cancelled.insert(number) }
                return sleeper
            }
            sleeper?.continuation.resume(returning: false)
        }
        guard isOver else { throw CancellationError() }
    }
}
