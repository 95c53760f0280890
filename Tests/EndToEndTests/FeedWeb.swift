import Synchronization
import TestSupport

/// A loopback web of feeds that publish, answer conditional requests, and count what they served.
final class FeedWeb: Sendable {
    let server: LoopbackServer
    let count: Int
    private let state: Mutex<State>

    private struct State {
        /// Items published so far, a feed.
        var published: [Int]
        var full = 0
        var notModified = 0
    }

    init(server: LoopbackServer, feeds: Int, items: Int) {
        self.server = server
        count = feeds
        state = Mutex(State(published: Array(repeating: items, count: feeds)))
        for number in 0..<feeds {
            server.serve("/\(number).xml") { [weak self] request in
                self?.answer(request, number) ?? Reply(500, text: "")
            }
        }
    }

    var urls: [String] {
        (0..<count).map { server.url("/\($0).xml") }
    }

    /// Publishes new items in a feed.
    func publish(_ items: Int, in number: Int) {
        state.withLock { $0.published[number] += items }
    }

    /// The guids of all that has been published.
    var guids: Set<String> {
        state.withLock { state in
            Set(
                state.published.enumerated().flatMap { number, items in
                    (0..<items).map { "f\(number)-i\($0)" }
                })
        }
    }

    /// How often a document was sent, and how often nothing had changed; counted anew from here on.
    func takeCounts() -> (full: Int, notModified: Int) {
        state.withLock { state in
            defer { (state.full, state.notModified) = (0, 0) }
            return (state.full, state.notModified)
        }
    }

    private func answer(_ request: ReceivedRequest, _ number: Int) -> Reply {
        let items = state.withLock { $0.published[number] }
        let tag = "\"v\(items)\""
        if request["If-None-Match"] == tag {
            state.withLock { $0.notModified += 1 }
            return Reply(304, headers: ["ETag": tag])
        }
        state.withLock { $0.full += 1 }
        return Reply(
            headers: ["ETag": tag, "Content-Type": "application/rss+xml"],
            text: document(number, items: items))
    }

    private func document(_ number: Int, items: Int) -> String {
        let entries = (0..<items).reversed().map { item in
            """
            <item><guid isPermaLink="false">f\(number)-i\(item)</guid><title>f\(number)-i\(item)</title>
            <link>http://feeds.example/\(number)/\(item)</link>
            <pubDate>Thu, 01 Oct 2026 \(Self.two(item / 60 % 24)):\(Self.two(item % 60)):00 GMT</pubDate>
            <description>&lt;p&gt;Item \(item) of feed \(number).&lt;/p&gt;</description></item>
            """
        }
        return """
            <?xml version="1.0" encoding="utf-8"?>
            <rss version="2.0"><channel><title>Feed \(number)</title><link>http://feeds.example/\(number)/</link>
            <description>A feed of the loopback web.</description>
            \(entries.joined(separator: "\n"))
            </channel></rss>
            """
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
