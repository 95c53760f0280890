import FeedFetching
import FeedModel
import FeedStorage
import FeedUpdating
import FoundationEssentials
import HTTPTransport
import TestSupport
import Testing

/// A new subscription whose address is that of a web page.
struct DiscoveryTests {
    private let site = "https://site.example/"
    private let feedURL = "https://site.example/feed.xml"
    private let desk: PollingDesk

    init() throws {
        desk = try PollingDesk()
    }

    private func page(_ links: String...) -> HTTPExchange {
        HTTPExchange(
            url: "", status: 200, headers: HTTPHeaders(["ETag": "\"page\"", "Content-Type": "text/html"]),
            body: Array("<!DOCTYPE html><html><head>\(links.joined())</head><body>Hello</body></html>".utf8))
    }

    private func link(_ address: String, _ title: String) -> String {
        "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"\(address)\" title=\"\(title)\">"
    }

    @Test("B79 · a feed's address is asked once, and its first document is the first poll")
    func feedItself() async throws {
        let feed = try desk.subscribe(feedURL)
        desk.transport.answer(feedURL, with: PollingDesk.document(["one"]))
        try await desk.poll(feed)
        #expect(desk.transport.requests.map(\.url) == [feedURL])
        #expect(try desk.store.feed(feed)?.total == 1)
    }

    @Test("B80 · a page's only feed is subscribed to by one more request, and is asked alone from then on")
    func one() async throws {
        let feed = try desk.subscribe(site)
        desk.transport.answer(site, with: page(link("/feed.xml", "All")))
        desk.transport.answer(feedURL, with: PollingDesk.document(["one"], tag: "\"f\""))
        let first = try await desk.poll(feed, movingOn: .seconds(7_200))
        #expect(desk.transport.requests.map(\.url) == [site, feedURL])
        #expect(first.exchange.requests == 2)
        #expect(first.validators?.entityTag == "\"f\"")
        let shown = try #require(try desk.store.feed(feed))
        #expect(shown.address == FeedAddress(feedURL))
        #expect(shown.subscribedAs == FeedAddress(site))
        #expect(shown.total == 1)
        try await desk.poll(feed)
        #expect(desk.transport.requests.map(\.url) == [site, feedURL, feedURL])
    }

    @Test("B80 · several feeds are kept for the reader to choose from, and none of them is asked")
    func several() async throws {
        let feed = try desk.subscribe(site)
        desk.transport.answer(site, with: page(link("/feed.xml", "All"), link("/comments.xml", "Comments")))
        try await desk.poll(feed)
        #expect(desk.transport.requests.count == 1)
        #expect(
            try desk.store.foundLinks(of: feed) == [
                FoundLink(link: Link(feedURL), title: "All"),
                FoundLink(link: Link("https://site.example/comments.xml"), title: "Comments"),
            ])
        #expect(try desk.store.feed(feed)?.health.message == "not a feed but a web page that names 2")
    }

    @Test("B80 · where a page declares no feed, a link that looks like one is taken; nothing else is guessed")
    func anchors() async throws {
        let feed = try desk.subscribe(site)
        desk.transport.answer(site, with: page("<a href=\"/feed.xml\">RSS</a>"))
        desk.transport.answer(feedURL, with: PollingDesk.document(["one"]))
        try await desk.poll(feed)
        #expect(try desk.store.feed(feed)?.total == 1)
        let bare = try desk.subscribe("https://bare.example/")
        desk.transport.answer("https://bare.example/", with: page())
        try await desk.poll(bare)
        #expect(desk.transport.requests.count == 3)
        #expect(try desk.store.foundLinks(of: bare).isEmpty)
    }

    @Test("B80 · a page whose feed is subscribed to already costs one request, and adds no feed")
    func known() async throws {
        let owner = try desk.subscribe(feedURL)
        let feed = try desk.subscribe(site)
        desk.transport.answer(site, with: page(link("/feed.xml", "All")))
        try await desk.poll(feed)
        #expect(desk.transport.requests.map(\.url) == [site])
        #expect(try desk.store.feed(feed) == nil)
        #expect(try desk.store.feeds(named: site).map(\.id) == [owner])
    }

    @Test("B58 · a feed that turns into a page is not looked through, and what it named of old is forgotten")
    func formerFeed() async throws {
        let feed = try desk.subscribe(site)
        desk.transport.answer(
            site, with: PollingDesk.document(["one"]), page(link("/feed.xml", "All")))
        try await desk.poll(feed, movingOn: .seconds(7_200))
        let update = try await desk.poll(feed)
        #expect(desk.transport.requests.count == 2)
        #expect(update.next.rule == .backoff)
        let shown = try #require(try desk.store.feed(feed))
        #expect(shown.address == FeedAddress(site))
        #expect(shown.title == "A")
        #expect(shown.health.state == .failing)
    }

    @Test("B70 · a page's feed gets no headers that were meant for the page's host")
    func secrets() async throws {
        let feed = try desk.subscribe(
            site, fetching: FeedFetchSettings(headers: [.init(name: "X-Api-Key", value: "secret")]))
        desk.transport.answer(site, with: page(link("https://other.example/feed", "All")))
        try await desk.poll(feed)
        #expect(desk.transport.requests.map(\.url) == [site])
    }
}
