package import HTTPTransport
import Synchronization

/// Answers from lists that a test wrote, one list a URL, and records what it was asked.
///
/// The last answer of a list answers all later requests too. A URL without a list is an unknown host.
package final class ScriptedTransport: Transport {
    /// What one request meets.
    package typealias Answer = Result<HTTPExchange, TransportError>

    private let script: Mutex<Script>

    private struct Script {
        var answers: [String: [Answer]] = [:]
        var requests: [HTTPRequest] = []
        var gates: [String: [CheckedContinuation<Void, Never>]] = [:]
        var held: Set<String> = []
        var begun: Set<String> = []
        var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    package init() {
        script = Mutex(Script())
    }

    /// Answers requests for a URL.
    package func answer(_ url: String, with answers: Answer...) {
        script.withLock { $0.answers[url] = answers }
    }

    /// Answers requests for a URL with exchanges.
    package func answer(_ url: String, with exchanges: HTTPExchange...) {
        script.withLock { $0.answers[url] = exchanges.map { .success($0) } }
    }

    /// Holds requests for a URL back until they are let go.
    package func hold(_ url: String) {
        script.withLock { _ = $0.held.insert(url) }
    }

    /// Holds requests for a URL back whose answers have begun.
    package func holdBegun(_ url: String) {
        script.withLock { script in
            script.held.insert(url)
            script.begun.insert(url)
        }
    }

    /// Lets the requests for a URL go on, those that wait and those that come.
    package func letGo(_ url: String) {
        let waiting = script.withLock { script in
            script.held.remove(url)
            return script.gates.removeValue(forKey: url) ?? []
        }
        for continuation in waiting { continuation.resume() }
    }

    /// What it was asked, in order.
    package var requests: [HTTPRequest] {
        script.withLock { $0.requests }
    }

    /// Waits until it has been asked that many times.
    package func received(_ count: Int) async {
        await withCheckedContinuation { continuation in
            script.withLock { script in
                script.waiting.append((count, continuation))
                Self.resumeThoseServed(&script)
            }
        }
    }

    package func send(
        _ request: HTTPRequest, answering: @escaping @Sendable () -> Bool
    ) async throws(TransportError) -> HTTPExchange {
        if script.withLock({ $0.begun.contains(request.url) }) { _ = answering() }
        let answer = script.withLock { script in
            script.requests.append(request)
            Self.resumeThoseServed(&script)
            let answers = script.answers[request.url] ?? []
            if answers.count > 1 { script.answers[request.url]?.removeFirst() }
            return answers.first ?? .failure(.unknownHost(request.url, message: "not in the script"))
        }
        await withCheckedContinuation { continuation in
            let isHeld = script.withLock { script in
                guard script.held.contains(request.url) else { return false }
                script.gates[request.url, default: []].append(continuation)
                return true
            }
            if !isHeld { continuation.resume() }
        }
        if Task.isCancelled { throw .cancelled }
        _ = answering()
        return try answer.get()
    }

    private static func resumeThoseServed(_ script: inout Script) {
        script.waiting.removeAll { waiting in
            guard script.requests.count >= waiting.count else { return false }
            waiting.continuation.resume()
            return true
        }
    }
}
