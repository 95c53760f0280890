import Synchronization

/// A turn at a host, from its request on. When it began is the gate's own to know.
final class HostTurn: Sendable {
    private let answer = Atomic(false)

    /// Whether the answer has begun.
    var hasAnswer: Bool {
        answer.load(ordering: .relaxed)
    }

    func noteAnswer() {
        answer.store(true, ordering: .relaxed)
    }
}

/// A place in the line at a host: it is granted the turn or cancelled, whichever comes first, and once.
final class HostPlace: Sendable {
    private let state = Mutex(State.new)

    private enum State {
        case new
        case waiting(CheckedContinuation<Bool, Never>)
        case settled(isGranted: Bool)
    }

    /// Waits until the place is settled; says whether the turn was granted.
    func isGranted() async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let early: Bool? = state.withLock { state in
                    if case .settled(let isGranted) = state { return isGranted }
                    state = .waiting(continuation)
                    return nil
                }
                if let early { continuation.resume(returning: early) }
            }
        } onCancel: {
            _ = settle(isGranted: false)
        }
    }

    /// Settles the place; says whether it was open until then.
    @discardableResult
    func settle(isGranted: Bool = true) -> Bool {
        let (isFirst, continuation) = state.withLock { state in
            defer {
                if case .settled = state {} else { state = .settled(isGranted: isGranted) }
            }
            return switch state {
            case .new: (true, CheckedContinuation<Bool, Never>?.none)
            case .waiting(let continuation): (true, continuation)
            case .settled: (false, nil)
            }
        }
        continuation?.resume(returning: isGranted)
        return isFirst
    }
}
