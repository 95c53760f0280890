import Synchronization

/// One request on its way through the transfer thread, and the task that waits for it.
final class Errand: Sendable {
    let request: HTTPRequest
    let target: HTTPTarget
    /// To be called when the first line of an answer has arrived; says whether the connection is to be kept.
    let answering: @Sendable () -> Bool
    private let stage = Mutex(Stage.new)

    private enum Stage {
        case new, handedOver, cancelled
    }

    typealias Outcome = Result<HTTPExchange, TransportError>

    init(
        _ request: HTTPRequest, to target: HTTPTarget, answering: @escaping @Sendable () -> Bool
    ) {
        self.request = request
        self.target = target
        self.answering = answering
    }

    /// Puts the errand into the mailbox, unless its task was cancelled before: then there is nothing to do but to
    /// say so.
    func hand(to mailbox: Mailbox, _ continuation: CheckedContinuation<Outcome, Never>) {
        // The mailbox's lock is taken inside this one, so that a cancellation is posted after its errand or not at all.
        let isAccepted = stage.withLock { stage in
            guard stage == .new, mailbox.post(.errand(self, continuation)) else { return false }
            stage = .handedOver
            return true
        }
        if !isAccepted {
            continuation.resume(returning: .failure(.cancelled))
        }
    }

    /// Takes the errand back. This may come before it was handed over, and is remembered then.
    func cancel(in mailbox: Mailbox) {
        stage.withLock { stage in
            if stage == .handedOver {
                _ = mailbox.post(.cancellation(self))
            } else {
                stage = .cancelled
            }
        }
    }
}
