import CCurl
import Glibc
import Synchronization

/// A few threads that ask the system for addresses, since it knows no way to ask without blocking.
final class ResolverPool: Sendable {
    private let line = Mutex(Line())
    /// A semaphore: one for each host that waits, so that an idle thread sleeps in reading it.
    private let waiting: Int32
    private let lookup: @Sendable (String) -> LookupAnswer
    private let threads = Mutex<[KernelThread]>([])

    private struct Line {
        var hosts: [String] = []
        var isClosed = false
    }

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - lookup: how a host is looked up.
    ///   - deliver: takes an answer, on one of the pool's threads.
    init(
        threads count: Int,
        lookup: @escaping @Sendable (String) -> LookupAnswer,
        deliver: @escaping @Sendable (String, LookupAnswer) -> Void
    ) throws(TransportError) {
        self.lookup = lookup
        waiting = eventfd(0, tidings_eventfd_semaphore)
        guard waiting >= 0 else { throw .startFailure(errno) }
        for number in 1...count {
            do throws(TransportError) {
                // A thread may outlive `stop()`, so it holds the pool, and with it the semaphore.
                let thread = try KernelThread("lookup-\(number)") { [self] in work(deliver) }
                threads.withLock { $0.append(thread) }
            } catch {
                stop()
                throw error
            }
        }
    }

    deinit {
        close(waiting)
    }

    /// Puts a host into the line.
    func ask(for host: String) {
        line.withLock { line in
            line.hosts.append(host)
        }
        eventfd_write(waiting, 1)
    }

    /// Ends the threads. Those that the system keeps waiting for more than a second are left behind; their answers go
    /// nowhere.
    func stop() {
        let threads = threads.withLock { threads in
            defer { threads = [] }
            return threads
        }
        line.withLock { line in
            line.isClosed = true
            line.hosts = []
        }
        eventfd_write(waiting, eventfd_t(threads.count))
        var patience: Duration = .seconds(1)
        for thread in threads where !thread.join(within: patience) {
            patience = .zero
        }
    }

    private func work(_ deliver: (String, LookupAnswer) -> Void) {
        var count: eventfd_t = 0
        while unsafe eventfd_read(waiting, &count) == 0 || errno == EINTR {
            let (host, isClosed) = line.withLock { line in
                (line.hosts.isEmpty ? nil : line.hosts.removeFirst(), line.isClosed)
            }
            if isClosed { return }
            if let host { deliver(host, lookup(host)) }
        }
    }
}
