import FeedModel
import FeedParsing
import Testing

@Suite struct OPMLTests {
    private func declared(_ text: String) throws -> [Subscription] {
        try OPMLReader.declarations(in: Array(text.utf8), file: "/f.opml").map(\.subscription)
    }

    @Test func `folders around a feed are its tags`() throws {
        let text = """
            <?xml version="1.0"?>
            <opml version="1.0"><head><title>Mine</title></head><body>
            <outline text="One" xmlUrl="https://one.example/feed"/>
            <outline text="News"><outline title="Tech">
              <outline text="Two &amp; more" type="rss" XMLURL=" https://two.example/feed " category="/a/b, c"/>
            </outline></outline>
            <outline text="Pages"><outline type="link" url="https://page.example/"/></outline>
            <outline type="atom" url="https://three.example/"/>
            </body></opml>
            """
        let subscriptions = try declared(text)
        #expect(
            subscriptions.map(\.address.text) == [
                "https://one.example/feed", "https://two.example/feed", "https://three.example/",
            ])
        #expect(subscriptions.map(\.title) == ["One", "Two & more", nil])
        #expect(subscriptions.map(\.tags) == [[], ["News", "Tech", "a/b", "c"], []])
        #expect(subscriptions.allSatisfy { $0.origin == .declared(file: "/f.opml") })
        let document = try OPMLReader.document(in: Array(text.utf8))
        #expect(document.title == "Mine")
        #expect(!document.isMended)
        #expect(document.subscriptions(from: .reader).map(\.line) == [3, 5, 8])
    }

    @Test func `a feed in two folders is one subscription with both tags`() throws {
        let subscriptions = try declared(
            "<opml><body><outline text='a'><outline text='F' xmlUrl='u'/></outline>"
                + "<outline text='b'><outline text='G' xmlUrl='u'/><outline text='b'><outline xmlUrl='u'/></outline></outline></body></opml>"
        )
        #expect(subscriptions.map(\.tags) == [["a", "b"]])
        #expect(subscriptions.map(\.title) == ["F"])
    }

    @Test func `broken outlines are mended`() throws {
        let text =
            "\n<opml><body><outline text='A & B' xmlUrl='https://a.example/?x=1&y=2'>"
            + "<outline text=C&nbsp;D xmlUrl='https://c.example/'><outline isComment='true' xmlUrl='no'/>"
        let subscriptions = try declared(text)
        #expect(subscriptions.map(\.address.text) == ["https://a.example/?x=1&y=2", "https://c.example/"])
        #expect(subscriptions.map(\.tags) == [[], []])
        #expect(subscriptions.first?.title == "A & B")
        #expect(try OPMLReader.document(in: Array(text.utf8)).isMended)
    }

    @Test func `something else is refused`() {
        #expect(throws: ParseFailure.notAFeed(looksLike: "an empty file")) { try declared("") }
        #expect(throws: ParseFailure.self) { try declared("<rss/>") }
        #expect(throws: ParseFailure.self) { try declared("words") }
    }

    @Test func `what is written is read again`() throws {
        let entries = [
            OPMLEntry(
                title: "A <\"&'>\n\u{1}", address: FeedAddress("https://a.example/?a&b"),
                tags: ["x & y", "z"]),
            OPMLEntry(
                title: "B", address: FeedAddress("https://b.example/"),
                homePage: Link("https://b.example/?p&q")),
            OPMLEntry(title: "C", address: FeedAddress("https://c.example/"), tags: ["z"]),
        ]
        let text = OPMLWriter.document(titled: "Feeds & more", of: entries)
        let document = try OPMLReader.document(in: Array(text.utf8))
        #expect(document.title == "Feeds & more")
        #expect(!document.isMended)
        // Each stands once, in folders within folders.
        #expect(text.split(separator: "xmlUrl=").count == 1 + entries.count)
        #expect(
            text.contains("    <outline text=\"x &amp; y\" title=\"x &amp; y\">\n      <outline text=\"z\""))
        let subscriptions = document.subscriptions(from: .reader).map(\.subscription)
        #expect(subscriptions.map(\.title) == ["B", "A <\"&'>", "C"])
        #expect(subscriptions.map(\.tags) == [[], ["x & y", "z"], ["z"]])
        #expect(
            subscriptions.map(\.address.text) == [
                "https://b.example/", "https://a.example/?a&b", "https://c.example/",
            ])
        #expect(text.hasSuffix("</opml>\n"))
        #expect(text.contains("htmlUrl=\"https://b.example/?p&amp;q\""))
    }

    @Test func `what could command a terminal is written as its number`() throws {
        let title = "A31m\u{202E}\u{200B}Z"
        let text = OPMLWriter.document(
            titled: "Feeds",
            of: [OPMLEntry(title: "\u{9B}\(title)\u{1B}", address: FeedAddress("https://a.example/"))])
        #expect(text.contains("A31m&#8238;&#8203;Z\""))
        let document = try OPMLReader.document(in: Array(text.utf8))
        #expect(document.subscriptions(from: .reader).map(\.subscription.title) == [title])
    }
}
