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

    @Test func `only a poll that leaves all as it was is called routine`() async throws {
        let feed = try desk.subscribe(url)
        let same = HTTPExchange(url: url, status: 304)
        desk.transport.answer(
            url, with: document(one, ["ETag": "\"1\""]), same, same,
            HTTPExchange(url: url, status: 304, headers: ["ETag": "\"2\""]), same,
            HTTPExchange(url: url, status: 404), same)
        var routine: [Bool] = []
        for _ in 0..<7 { routine.append(try await desk.poll(feed, movingOn: .seconds(90_000)).isRoutine) }
        #expect(routine == [false, true, true, false, true, false, false])
        #expect(sent == [nil, "\"1\"", "\"1\"", "\"1\"", "\"2\"", "\"2\"", "\"2\""])
    }

    @Test("B12, B60 · a document whose end is missing gives no validators until it comes so a second time")
    func cutShort() async throws {
        let feed = try desk.subscribe(url)
        let whole = document(one + two, ["ETag": "\"1\""])
        let text = String(decoding: whole.body, as: UTF8.self)
        let cut = HTTPExchange(
            url: url, status: 200, headers: whole.headers,
            body: Array(text.prefix(while: { $0 != "w" }).utf8))
        desk.transport.answer(url, with: cut, whole, cut, cut, cut)
        for _ in 0..<5 { try await desk.poll(feed, movingOn: .seconds(7_200)) }
        #expect(sent == [nil, nil, "\"1\"", nil, "\"1\""])
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

    @Test("B17 · validators that bring a document each time and news never count as none")
    func idleValidators() async throws {
        let feed = try desk.subscribe(url)
        let filling = String(repeating: " ", count: 60_000)
        var updates: [FeedUpdate] = []
        for number in 0..<6 {
            let body = "<lastBuildDate>\(number)</lastBuildDate>" + busy + filling
            desk.transport.answer(url, with: document(body, ["ETag": "\"\(number)\""]))
            updates.append(try await desk.poll(feed, movingOn: .seconds(10_800)))
        }
        let pauses = updates.map(\.next.pause)
        #expect(pauses[3] < .seconds(10_800))
        #expect(pauses[5] == .seconds(10_800))
        desk.transport.answer(url, with: notModified)
        try await desk.poll(feed, movingOn: .seconds(10_800))
        let after = try await desk.poll(feed)
        #expect(after.next.pause < .seconds(10_800))
    }

    @Test("B10 · a tag that the server no longer gives is no longer sent")
    func tagGone() async throws {
        let feed = try desk.subscribe(url)
        desk.transport.answer(url, with: document(one, ["ETag": "\"1\""]), document(one + two))
        for _ in 0..<3 { try await desk.poll(feed, movingOn: .seconds(7_200)) }
        #expect(sent == [nil, "\"1\"", nil])
    }

    private let notModified = HTTPExchange(url: "", status: 304)

    /// Polls so often, every so many days, that nothing but 304 comes.
    private func silence(_ feed: FeedID, polls: Int, days: Double) async throws {
        desk.transport.answer(url, with: notModified)
        for _ in 0..<polls { try await desk.poll(feed, movingOn: .seconds(days * 86_400)) }
    }

    /// Twenty days of one post each.
    private let busy = (1...20).map { number in
        let day = number < 10 ? "0\(number)" : "\(number)"
        return
            "<item><guid>d\(day)</guid><title>Day</title><pubDate>\(day) Sep 2026 08:00:00 GMT</pubDate></item>"
    }.joined()

    @Test(
        "B13 · a server that says 304 for ever is asked once without validators, and daily where it was not true"
    )
    func lyingServer() async throws {
        let feed = try desk.subscribe(url)
        desk.transport.answer(url, with: document(busy, ["ETag": "\"1\""]))
        try await desk.poll(feed, movingOn: .seconds(86_400))
        try await silence(feed, polls: 20, days: 1)
        #expect(sent.dropFirst().allSatisfy { $0 == "\"1\"" })
        desk.transport.answer(url, with: document(busy + two, ["ETag": "\"1\""]), notModified)
        let probe = try await desk.poll(feed, movingOn: .seconds(3_600))
        #expect(sent.last == .some(nil))
        #expect(probe.history.trust.isDistrusted)
        #expect(try desk.store.feed(feed)?.total == 21)
        try await desk.poll(feed, movingOn: .seconds(86_400))
        #expect(sent.last == "\"1\"")
        try await desk.poll(feed)
        #expect(sent.last == .some(nil))
    }

    @Test("B13 · where the document is the same, its server is believed for another fortnight")
    func truthfulServer() async throws {
        let feed = try desk.subscribe(url)
        desk.transport.answer(url, with: document(busy, ["ETag": "\"1\""]))
        try await desk.poll(feed, movingOn: .seconds(86_400))
        try await silence(feed, polls: 20, days: 1)
        desk.transport.answer(url, with: document(busy, ["ETag": "\"1\""]), notModified)
        let probe = try await desk.poll(feed, movingOn: .seconds(86_400))
        #expect(sent.last == .some(nil))
        #expect(!probe.history.trust.isDistrusted)
        try await silence(feed, polls: 10, days: 1)
        #expect(sent.suffix(10).allSatisfy { $0 == "\"1\"" })
    }

    @Test("B14 · a server that does not know its own tag is asked by the date alone, where that goes better")
    func forgetfulServer() async throws {
        let date = "Mon, 23 Nov 2026 08:00:00 GMT"
        let feed = try desk.subscribe(url)
        desk.transport.answer(url, with: document(one, ["ETag": "\"1-gzip\"", "Last-Modified": date]))
        for _ in 0..<3 { try await desk.poll(feed, movingOn: .seconds(7_200)) }
        desk.transport.answer(url, with: notModified)
        for _ in 0..<2 { try await desk.poll(feed, movingOn: .seconds(7_200)) }
        #expect(sent == [nil, "\"1-gzip\"", "\"1-gzip\"", nil, nil])
        #expect(desk.transport.requests.dropFirst().allSatisfy { $0.headers["If-Modified-Since"] == date })
    }

    @Test("B14 · where the date alone goes no better, both are sent again")
    func hopelessServer() async throws {
        let feed = try desk.subscribe(url)
        desk.transport.answer(
            url, with: document(one, ["ETag": "\"1\"", "Last-Modified": "Mon, 23 Nov 2026 08:00:00 GMT"]))
        for _ in 0..<9 { try await desk.poll(feed, movingOn: .seconds(7_200)) }
        #expect(sent == [nil, "\"1\"", "\"1\"", nil, nil, "\"1\"", "\"1\"", "\"1\"", "\"1\""])
    }
}
