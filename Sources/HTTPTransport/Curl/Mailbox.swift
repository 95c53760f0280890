import CCurl
import Glibc
import Synchronization

/// Hands messages to the transfer thread, from any other, and wakes it.
final class Mailbox: Sendable {
    enum Message: Sendable {
        case errand(Errand, CheckedContinuation<Errand.Outcome, Never>)
        case cancellation(Errand)
        case lookup(host: String, LookupAnswer)
        case stop(CheckedContinuation<Void, Never>)
    }

    /// An eventfd that can be read from while messages wait.
    let descriptor: Int32
    private let contents = Mutex(Contents())

    private struct Contents {
        var messages: [Message] = []
        var isClosed = false
    }

    init() throws(TransportError) {
        descriptor = eventfd(0, tidings_eventfd_nonblocking)
        guard descriptor >= 0 else { throw .startFailure(errno) }
    }

    deinit {
        _ = Glibc.close(descriptor)
    }

    /// Leaves a message, unless the transfer thread has gone: then it says `false`.
    func post(_ message: Message) -> Bool {
        let count = contents.withLock { contents in
            guard !contents.isClosed else { return 0 }
            contents.messages.append(message)
            return contents.messages.count
        }
        // Not under the lock, which who is woken wants to have. The messages may have been taken by then, which does no
        // harm.
        if count == 1 { eventfd_write(descriptor, 1) }
        return count > 0
    }

    /// Takes all messages out, once the descriptor can be read from.
    func take() -> [Message] {
        var count: eventfd_t = 0
        // First, so that whoever comes later wakes anew.
        unsafe eventfd_read(descriptor, &count)
        return contents.withLock { contents in
            defer { contents.messages = [] }
            return contents.messages
        }
    }

    /// Refuses all further messages and returns those that are left.
    func close() -> [Message] {
        contents.withLock { contents in
            contents.isClosed = true
            defer { contents.messages = [] }
            return contents.messages
        }
    }
}

extension TransportError {
    /// A transport could not be started; `errno` says why.
    static func startFailure(_ code: Int32) -> TransportError {
        .failed(code: code, message: unsafe String(cString: strerror(code)))
    }
}
