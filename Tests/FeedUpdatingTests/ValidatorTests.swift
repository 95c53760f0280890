import FeedModel
import FeedStorage
import FeedUpdating
import FoundationEssentials
import HTTPTransport
import TestSupport
import Testing

/// What becomes of validators from one poll to the next.
struct ValidatorTests {
    private let url = "https://feeds.example/a.xml"
    private let desk: PollingDesk

    init() throws {
        desk = try PollingDesk()
    }

    private func document(_ body: String, _ headers: HTTPHeaders = HTTPHeaders()) -> HTTPExchange {
        HTTPExchange(
            url: url, status: 200, headers: headers,
            body: Array("<rss version=\"2.0\"><channel><title>A</title>\(body)</channel></rss>".utf8))
    }

    private let one = "<item><guid>1</guid><title>One</title></item>"
    private let two = "<item><guid>2</guid><title>Two</title></item>"

    private var sent: [String?] {
        desk.transport.requests.map { $0.headers["If-None-Match"] }
    }

    @Test("B06 · under the date of before, another tag is another document")
    func tagAlone() async throws {
        let date = "Mon, 23 Nov 2026 08:00:00 GMT"
        let feed = try desk.subscribe(url)
        desk.transport.answer(
            url, with: document(one, ["ETag": "\"1\"", "Last-Modified": date]),
            document(one + two, ["ETag": "\"2\"", "Last-Modified": date]))
        for _ in 0..<3 { try await desk.poll(feed, movingOn: .seconds(7_200)) }
        #expect(sent == [nil, "\"1\"", "\"2\""])
        #expect(try desk.store.feed(feed)?.total == 2)
    }

    @Test("B15 · both validators are sent, and the server's verdict stands")
    func both() async throws {
        let feed = try desk.subscribe(url)
        desk.transport.answer(
            url, with: document(one, ["ETag": "\"1\"", "Last-Modified": "Mon, 23 Nov 2026 08:00:00 GMT"]),
            HTTPExchange(
                url: url, status: 304, headers: ["Last-Modified": "Mon, 23 Nov 2020 08:00:00 GMT"]))
        try await desk.poll(feed, movingOn: .seconds(7_200))
        let update = try await desk.poll(feed)
        #expect(update.outcome == .notModified)
        let request = try #require(desk.transport.requests.last)
        #expect(request.headers["If-None-Match"] == "\"1\"")
        #expect(request.headers["If-Modified-Since"] == "Mon, 23 Nov 2026 08:00:00 GMT")
    }

    @Test("B17 · a document that differs in its own date alone changes no item and is no event")
    func dateOfDocument() async throws {
        let feed = try desk.subscribe(url)
        desk.transport.answer(
            url, with: document("<lastBuildDate>Mon, 23 Nov 2026 08:00:00 GMT</lastBuildDate>" + one),
            document("<lastBuildDate>Mon, 23 Nov 2026 10:00:00 GMT</lastBuildDate><!-- 7 -->" + one))
        let first = try await desk.poll(feed, movingOn: .seconds(7_200))
        let second = try await desk.poll(feed)
        guard case .changed(let changes) = second.outcome else {
            Issue.record("\(second.outcome) is another outcome")
            return
        }
        #expect(changes.new.isEmpty && changes.revised.isEmpty && changes.unchanged.count == 1)
        #expect(second.next.pause >= first.next.pause)
    }

    @Test("B10 · a tag that the server no longer gives is no longer sent")
    func tagGone() async throws {
        let feed = try desk.subscribe(url)
        desk.transport.answer(url, with: document(one, ["ETag": "\"1\""]), document(one + two))
        for _ in 0..<3 { try await desk.poll(feed, movingOn: .seconds(7_200)) }
        #expect(sent == [nil, "\"1\"", nil])
    }
}
