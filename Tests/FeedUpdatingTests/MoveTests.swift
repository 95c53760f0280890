import FeedFetching
import FeedModel
import FeedStorage
import FeedUpdating
import FoundationEssentials
import HTTPTransport
import TestSupport
import Testing

/// Feeds that move, polled week after week.
struct MoveTests {
    private let old = "https://old.example/a.xml"
    private let new = "https://new.example/a.xml"
    private let desk: PollingDesk

    init() throws {
        desk = try PollingDesk()
    }

    private func redirect(_ status: Int, to target: String? = nil) -> HTTPExchange {
        HTTPExchange(url: old, status: status, headers: HTTPHeaders(["Location": target ?? new]))
    }

    private func polled(_ from: Int) -> [String] {
        desk.transport.requests.dropFirst(from).map(\.url)
    }

    @Test(
        "B63 · after five polls over seven days a feed is asked at its new address alone, with its validators"
    )
    func moves() async throws {
        let feed = try desk.subscribe(old)
        desk.transport.answer(old, with: redirect(301))
        desk.transport.answer(new, with: PollingDesk.document(["one"], tag: "\"n\""))
        for _ in 0..<5 { try await desk.poll(feed, movingOn: .seconds(2 * 86_400)) }
        let before = desk.transport.requests.count
        let last = try await desk.poll(feed)
        #expect(polled(before) == [new])
        #expect(desk.transport.requests.last?.headers["If-None-Match"] == "\"n\"")
        #expect(last.exchange.requests == 1)
        #expect(try desk.store.account(of: feed, at: desk.time.now)?.moves.map(\.cause) == [.permanent])
    }

    @Test(
        "B62 · however often it is seen, a temporary redirect is followed and never kept",
        arguments: [302, 303, 307])
    func temporary(status: Int) async throws {
        let feed = try desk.subscribe(old)
        desk.transport.answer(old, with: redirect(status))
        desk.transport.answer(new, with: PollingDesk.document(["one"]))
        for _ in 0..<8 { try await desk.poll(feed, movingOn: .seconds(2 * 86_400)) }
        #expect(polled(0).filter { $0 == old }.count == 8)
        #expect(try desk.store.feed(feed)?.address == FeedAddress(old))
    }

    @Test("B21 · when a redirect ends, the own address is asked with its own validators again")
    func wayBack() async throws {
        let feed = try desk.subscribe(old)
        desk.transport.answer(old, with: PollingDesk.document(["one"], tag: "\"o\""))
        try await desk.poll(feed, movingOn: .seconds(86_400))
        desk.transport.answer(old, with: redirect(302))
        desk.transport.answer(new, with: PollingDesk.document(["one"], tag: "\"n\""))
        for _ in 0..<2 { try await desk.poll(feed, movingOn: .seconds(86_400)) }
        desk.transport.answer(old, with: PollingDesk.document(["one", "two"], tag: "\"p\""))
        for _ in 0..<2 { try await desk.poll(feed, movingOn: .seconds(86_400)) }
        let asked = desk.transport.requests.map {
            "\($0.url == old ? "old" : "new") \($0.headers["If-None-Match"] ?? "-")"
        }
        #expect(
            asked == [
                "old -", "old \"o\"", "new -", "old \"o\"", "new \"n\"", "old \"o\"", "old \"p\"",
            ])
    }

    @Test("B65 · of a road that is permanent at first, only the beginning is kept")
    func prefix() async throws {
        let feed = try desk.subscribe(old)
        desk.transport.answer(old, with: redirect(308, to: "https://mid.example/"))
        desk.transport.answer("https://mid.example/", with: redirect(302))
        desk.transport.answer(new, with: PollingDesk.document(["one"]))
        for _ in 0..<5 { try await desk.poll(feed, movingOn: .seconds(2 * 86_400)) }
        #expect(try desk.store.feed(feed)?.address == FeedAddress("https://mid.example/"))
    }

    @Test("B66 · a permanent redirect to a page is never kept")
    func page() async throws {
        let feed = try desk.subscribe(old)
        desk.transport.answer(old, with: redirect(301))
        desk.transport.answer(
            new,
            with: HTTPExchange(url: new, status: 200, body: Array("<html><body>for sale</body></html>".utf8)))
        for _ in 0..<6 { try await desk.poll(feed, movingOn: .seconds(3 * 86_400)) }
        #expect(try desk.store.feed(feed)?.address == FeedAddress(old))
        #expect(try desk.store.account(of: feed, at: desk.time.now)?.history.candidate == nil)
    }

    @Test(
        "B64 · when the old address answers 404 or 410, the new one is asked at once", arguments: [404, 410])
    func dead(status: Int) async throws {
        let feed = try desk.subscribe(old)
        desk.transport.answer(old, with: redirect(301), HTTPExchange(url: old, status: status))
        desk.transport.answer(new, with: PollingDesk.document(["one"]))
        try await desk.poll(feed, movingOn: .seconds(7_200))
        let last = try await desk.poll(feed)
        #expect(last.next.rule == .moved)
        #expect(last.next.at == last.polledAt)
        #expect(last.history.failures == 0)
        #expect(try desk.store.feed(feed)?.address == FeedAddress(new))
        #expect(try await desk.poll(feed).exchange.requests == 1)
    }

    @Test(
        "B67 · a document is asked for once, though two subscriptions lead to it, and in time they become one"
    )
    func shared() async throws {
        let mover = try desk.subscribe(old)
        let owner = try desk.subscribe(new)
        desk.transport.answer(old, with: redirect(301))
        desk.transport.answer(new, with: PollingDesk.document(["one"]))
        for _ in 0..<4 {
            try await desk.poll(owner)
            let update = try await desk.poll(mover, movingOn: .seconds(2 * 86_400))
            #expect(update.outcome == .shared(owner))
        }
        #expect(polled(0).filter { $0 == new }.count == 4)
        #expect(try desk.store.feed(mover)?.health.state == .well)
        try await desk.poll(mover)
        #expect(try desk.store.feed(mover) == nil)
        #expect(try desk.store.feeds(includesLetGo: true).map(\.id) == [owner])
        #expect(try desk.store.count(matching: ItemListing(.everything)) == 1)
    }

    @Test(
        "B67 · a temporary redirect into a document that was asked for lately waits until the floor is over")
    func lately() async throws {
        let mover = try desk.subscribe(old)
        let owner = try desk.subscribe(new)
        desk.transport.answer(old, with: redirect(302))
        desk.transport.answer(new, with: PollingDesk.document(["one"]))
        let first = try await desk.poll(owner, movingOn: .seconds(600))
        let put = try await desk.poll(mover)
        #expect(put.next.rule == .recent)
        #expect(put.next.at == first.polledAt.addingTimeInterval(3_600))
        #expect(put.history.failures == 0)
        #expect(polled(0) == [new, old])
        desk.time.move(by: .seconds(3_000))
        #expect(try await desk.poll(mover, movingOn: .seconds(60)).exchange.requests == 2)
        // And the other way round: what led here lately counts for the feed's own address.
        #expect(try await desk.poll(owner).next.rule == .recent)
        #expect(polled(0).filter { $0 == new }.count == 2)
    }
}
