import FeedModel
import FeedParsing
import Testing

@Suite struct ItemLimitsTests {
    private func polled(_ item: String) -> ParsedFeed {
        feed(
            "<rss version='2.0'><channel><item><guid>a</guid>\(item)</item></channel></rss>", within: .polled)
    }

    @Test func `surplus categories are dropped and said`() {
        let feed = polled((0..<150).map { "<category>c\($0)</category>" }.joined())
        #expect(feed.items[0].categories.count == 100)
        #expect(feed.items[0].content.tags.count == 100)
        #expect(feed.problems.contains { $0.code == .limitExceeded })
    }

    @Test func `surplus enclosures are dropped and said`() {
        let feed = polled((0..<60).map { "<enclosure url='https://a.example/\($0)'/>" }.joined())
        #expect(feed.items[0].content.attachments.count == 50)
        #expect(feed.problems.contains { $0.code == .limitExceeded })
    }

    @Test func `a title is cut at the end of a character`() {
        let feed = polled("<title>x\(String(repeating: "é", count: 4000))</title>")
        #expect(feed.items[0].content.title.utf8.count == 4095)
        #expect(feed.problems.contains { $0.code == .limitExceeded })
    }

    @Test func `an address without end is none`() {
        let feed = polled("<link>https://a.example/\(String(repeating: "x", count: 9000))</link>")
        #expect(feed.items[0].content.link == nil)
        #expect(feed.problems.contains { $0.code == .limitExceeded })
    }

    @Test func `a look at a document cuts nothing`() {
        let title = String(repeating: "x", count: 100_000)
        let whole = feed("<rss version='2.0'><channel><title>\(title)</title></channel></rss>")
        #expect(whole.title == title)
        #expect(whole.problems.isEmpty)
    }
}
