import HTTPTransport
import Synchronization
import TestSupport

/// Feeds on hosts that answer after 200 ms of stopped time, unless there is no network. It remembers when it was asked.
final class SimulatedWeb: Transport {
    let urls: [String]
    private let time: StoppedTime
    private let state: Mutex<State>
    private static let delay = Duration.milliseconds(200)

    struct Request: Sendable {
        let host: String
        let at: Duration
    }

    private struct State {
        var isConnected = true
        var items = 1
        var requests: [Request] = []
        var answered = 0
        var inFlight: [String: Int] = [:]
        /// When those are answered that are under way.
        var answers: [Int: Duration] = [:]
        var mostAtOneHost = 0
    }

    init(feeds: Int, hosts: Int, time: StoppedTime) {
        urls = (0..<feeds).map { "https://host\($0 % hosts).example/\($0)" }
        self.time = time
        state = Mutex(State())
    }

    /// Whether hosts can be reached.
    var isConnected: Bool {
        get { state.withLock { $0.isConnected } }
        set { state.withLock { $0.isConnected = newValue } }
    }

    /// Publishes one more item in each feed.
    func publish() {
        state.withLock { $0.items += 1 }
    }

    /// All requests, in the order they came.
    var requests: [Request] {
        state.withLock { $0.requests }
    }

    /// How many requests have had their answer, or their failure.
    var answered: Int {
        state.withLock { $0.answered }
    }

    /// How many requests wait for an answer that is still to come.
    var waiting: Int {
        let now = time.elapsed
        return state.withLock { state in state.answers.values.count { $0 > now } }
    }

    /// The most requests that any host met at once.
    var mostAtOneHost: Int {
        state.withLock { $0.mostAtOneHost }
    }

    func send(
        _ request: HTTPRequest, answering: @escaping @Sendable () -> Bool
    ) async throws(TransportError) -> HTTPExchange {
        let host = String(request.url.split(separator: "/")[1])
        let end = time.elapsed + Self.delay
        let number = state.withLock { state in
            state.requests.append(Request(host: host, at: time.elapsed))
            state.answers[state.requests.count] = end
            state.inFlight[host, default: 0] += 1
            state.mostAtOneHost = max(state.mostAtOneHost, state.inFlight[host] ?? 0)
            return state.requests.count
        }
        defer {
            state.withLock { state in
                state.answered += 1
                state.answers[number] = nil
                state.inFlight[host, default: 0] -= 1
            }
        }
        do {
            try await time.sleep(until: end)
        } catch {
            throw .cancelled
        }
        let (isConnected, items) = state.withLock { ($0.isConnected, $0.items) }
        guard isConnected else { throw .lookupFailed(host, message: "no name server answers") }
        _ = answering()
        return PollingDesk.document((0..<items).map { "\(request.url) \($0)" })
    }
}
