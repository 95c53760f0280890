import Glibc
import Synchronization

/// A web server on 127.0.0.1 that answers, and misbehaves, as a test's script says, and remembers what it was asked.
///
/// Each connection has a thread, so that a script may hold one back without holding up the others.
package final class LoopbackServer: Sendable {
    /// Answers a request, on the thread of its connection.
    package typealias Handler = @Sendable (ReceivedRequest) -> Reply

    /// Where it listens.
    package let port: Int
    private let listener: Int32
    private let closing = Gate()
    private let gone = Gate()
    private let state = Mutex(State())

    private struct State {
        var routes: [String: Route] = [:]
        var requests: [ReceivedRequest] = []
        var connections = 0
        var departures = 0
        var threads = 0
        var isClosing = false
        var waiting: [Waiting] = []
    }

    private enum Route {
        case replies([Reply])
        case handler(Handler)
    }

    private struct Waiting {
        let requests: Int
        let departures: Int
        let continuation: CheckedContinuation<Void, Never>
    }

    /// Starts a server on a port that the system chooses.
    package init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(listener, address, size) == 0 && listen(listener, 1024) == 0
                    && getsockname(listener, address, &size) == 0
            }
        }
        guard isListening else { throw LoopbackFault(code: errno) }
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        start { [self] in accept() }
    }

    /// Runs a server for the length of `body`.
    package static func running<Value>(_ body: (LoopbackServer) async throws -> Value) async throws -> Value {
        let server = try LoopbackServer()
        defer { server.stop() }
        return try await body(server)
    }

    /// Ends all connections and threads. To be called once, at the end.
    package func stop() {
        let isQuiet = state.withLock { state in
            state.isClosing = true
            // A handler may well hold the server.
            state.routes = [:]
            return state.threads == 0
        }
        closing.open()
        if !isQuiet { _ = TestSupport.wait(closing: gone) }
        close(listener)
    }

    /// The URL of a path, which begins with a slash.
    package func url(_ path: String) -> String {
        "http://127.0.0.1:\(port)\(path)"
    }

    /// Answers requests for a path with these replies, one after another; the last one answers all that follow.
    package func serve(_ path: String, _ replies: Reply...) {
        state.withLock { $0.routes[path] = .replies(replies) }
    }

    /// Has `handler` answer requests for a path.
    package func serve(_ path: String, handler: @escaping Handler) {
        state.withLock { $0.routes[path] = .handler(handler) }
    }

    /// All requests, in the order they came.
    package var requests: [ReceivedRequest] {
        state.withLock { $0.requests }
    }

    /// The requests for a path, in the order they came.
    package func requests(for path: String) -> [ReceivedRequest] {
        requests.filter { $0.path == path }
    }

    /// How many connections have been opened.
    package var connections: Int {
        state.withLock { $0.connections }
    }

    /// Waits until that many requests have come, since the start.
    package func received(_ count: Int) async {
        await wait(requests: count, departures: 0)
    }

    /// Waits until that many connections have ended, since the start.
    package func departed(_ count: Int) async {
        await wait(requests: 0, departures: count)
    }

    private func wait(requests: Int, departures: Int) async {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.waiting.append(
                    Waiting(requests: requests, departures: departures, continuation: continuation))
                Self.resumeThoseServed(&state)
            }
        }
    }

    private static func resumeThoseServed(_ state: inout State) {
        state.waiting.removeAll { waiting in
            guard state.requests.count >= waiting.requests, state.departures >= waiting.departures else {
                return false
            }
            waiting.continuation.resume()
            return true
        }
    }

    private func accept() {
        while TestSupport.wait(socket: listener, closing: closing) == .socket {
            let connection = Glibc.accept(listener, nil, nil)
            guard connection >= 0 else { continue }
            _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
            let number = state.withLock { state in
                state.connections += 1
                return state.connections
            }
            start { [self] in
                LoopbackConnection(socket: connection, number: number, closing: closing).serve(reply(to:))
                state.withLock { state in
                    close(connection)
                    state.departures += 1
                    Self.resumeThoseServed(&state)
                }
            }
        }
    }

    private func reply(to request: ReceivedRequest) -> Reply {
        let handler: Handler? = state.withLock { state in
            state.requests.append(request)
            Self.resumeThoseServed(&state)
            let key = state.routes[request.target] == nil ? request.path : request.target
            switch state.routes[key] {
            case .handler(let handler):
                return handler
            case .replies(var replies):
                guard let reply = replies.first else { return nil }
                if replies.count > 1 { replies.removeFirst() }
                state.routes[key] = .replies(replies)
                return { _ in reply }
            case nil:
                return nil
            }
        }
        return handler?(request) ?? Reply(404, text: "nothing here")
    }

    private func start(_ work: @escaping @Sendable () -> Void) {
        state.withLock { $0.threads += 1 }
        startThread { [self] in
            work()
            let isLast = state.withLock { state in
                state.threads -= 1
                return state.threads == 0 && state.isClosing
            }
            if isLast { gone.open() }
        }
    }
}

/// The loopback server could not be started; `errno` says why.
package struct LoopbackFault: Error {
    package let code: Int32
}

/// Starts a thread with a small stack, that nobody joins.
private func startThread(_ work: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
        let work: @Sendable () -> Void

        init(_ work: @escaping @Sendable () -> Void) {
            self.work = work
        }
    }
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    unsafe pthread_attr_setstacksize(&attributes, 512 << 10)
    unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let box = unsafe Unmanaged.passRetained(Box(work))
    let code = unsafe pthread_create(
        &thread, &attributes,
        { context in
            guard let context = unsafe context else { return nil }
            unsafe Unmanaged<Box>.fromOpaque(context).takeRetainedValue().work()
            return nil
        },
        box.toOpaque())
    precondition(code == 0, "no thread for the loopback server")
    unsafe pthread_attr_destroy(&attributes)
}
