import FeedModel
import FeedParsing
import Testing

/// An element that was never closed may hold all that follows it; items are found there all the same.
@Suite struct SwallowedItemsTests {
    private static let items = """
        <item><guid>1</guid><title>one</title></item>
        <item><guid>2</guid><title>two</title></item>
        """
    private static let entries = """
        <entry><id>1</id><title>one</title></entry>
        <entry><id>2</id><title>two</title></entry>
        """

    @Test(arguments: [
        "<rss version='2.0'><channel><title>My feed\n\(items)</channel></rss>",
        "<rss version='2.0'><channel><image><url>u\n\(items)</channel></rss>",
        "<rss version='2.0'><channel><channel>\(items)</channel></channel></rss>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
            + "<channel><items>\(items)</rdf:RDF>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>x\(entries)</feed>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><author><name>q\(entries)</feed>",
    ])
    func `no item is lost in an element that is not closed`(_ text: String) throws {
        let document = FeedDocument(bytes: Array(text.utf8), url: nil, contentType: nil)
        let feed = try FeedParser.parse(document)
        #expect(feed.items.map(\.id) == ["1", "2"])
        #expect(feed.items.map(\.content.title) == ["one", "two"])
    }

    @Test func `what a well-formed document calls an item within something else is none of its items`() throws
    {
        let text = """
            <rss version='2.0'><channel><item><guid>1</guid><title>one</title></item>
            <x:list xmlns:x='urn:x'><item><guid>2</guid><title>two</title></item></x:list></channel></rss>
            """
        let feed = try FeedParser.parse(FeedDocument(bytes: Array(text.utf8), url: nil, contentType: nil))
        #expect(feed.items.map(\.id) == ["1"])
    }
}
