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
        contents.withLock { contents in
            guard !contents.isClosed else { return false }
            contents.messages.append(message)
            if contents.messages.count == 1 {
                // Written under the lock, so that no wake-up comes after the messages have been taken.
                eventfd_write(descriptor, 1)
            }
            return true
        }
    }

    /// Takes all messages out.
    func take() -> [Message] {
        contents.withLock { contents in
            guard !contents.messages.isEmpty else { return [] }
            var count: eventfd_t = 0
            unsafe eventfd_read(descriptor, &count)
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
