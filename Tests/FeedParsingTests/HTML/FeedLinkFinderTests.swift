import FeedModel
import FeedParsing
import Testing

@Suite struct FeedLinkFinderTests {
    private func found(_ html: String, base: String = "https://site.example/blog/post") -> [FoundFeed] {
        FeedLinkFinder.feeds(inHTML: Array(html.utf8), charset: nil, base: Link(base))
    }

    @Test func `declared feeds come first, in the order of the page`() {
        let feeds = found(
            """
            <!DOCTYPE html><html><head><title>x</title>
            <link rel="stylesheet" href="/s.css"><link rel="alternate" hreflang="de" href="/de">
            <body><a href="/comments/feed/">RSS</a>
            <link REL="Alternate" type="application/rss+xml; charset=utf-8" title=" All
             posts" href="/feed.xml">
            <link rel=feed href=atom>
            """)
        #expect(
            feeds.map(\.link.text) == [
                "https://site.example/feed.xml", "https://site.example/blog/atom",
                "https://site.example/comments/feed/",
            ])
        #expect(feeds.map(\.title) == ["All posts", nil, "RSS"])
        #expect(feeds.map(\.evidence) == [.declared, .declared, .guessed])
    }

    @Test func `each feed is found once, and surely if it is declared`() {
        let feeds = found(
            "<a href=/rss.xml>Feed</a><a href=/rss.xml#x>RSS</a><link rel=alternate type=text/xml href=/rss.xml>"
        )
        #expect(feeds.map(\.evidence) == [.declared])
    }

    @Test func `a base element counts`() {
        let feeds = found(
            "<base href='//other.example/x/'><link rel=alternate type=application/atom+xml href=a>")
        #expect(feeds.map(\.link.text) == ["https://other.example/x/a"])
    }

    @Test(arguments: [
        ("/feed", true), ("/a/index.xml", true), ("/news.rss", true), ("/feed.json", true),
        ("/sitemap.xml", false),
        ("/feedback", false), ("javascript:feed", false), ("mailto:a@feed.example", false), ("#feed", false),
        ("/", false),
    ])
    func `links are guessed by their paths`(href: String, isFeed: Bool) {
        #expect(found("<a href='\(href)'>x</a>").isEmpty != isFeed)
    }
    @Test func `a hundred feeds are given, of a page that declares any number`() {
        let links = (0..<40_000).map { "<link rel=feed href=/\($0)>" }.joined()
        let feeds = found(links + "<a href=/rss.xml>RSS</a>")
        #expect(feeds.map(\.link.text) == (0..<100).map { "https://site.example/\($0)" })
    }

    @Test func `a link around much is known by its beginning`() {
        let long = String(repeating: "é", count: 1_000)
        #expect(found("<a href=/rss.xml>x\(long)</a>").first?.title == "x" + long.prefix(127))
        #expect(found("<a href=/x>\(long)</a>").isEmpty)
    }

    @Test func `an address of more than 8 KiB is none`() {
        let long = String(repeating: "a", count: 9_000)
        let feeds = found("<base href='/\(long)/'><link rel=feed href=\(long)><link rel=feed href=x>")
        #expect(feeds.map(\.link.text) == ["https://site.example/blog/x"])
    }
}
