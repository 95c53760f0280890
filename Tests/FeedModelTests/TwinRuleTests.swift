import FeedModel
import Testing

struct TwinRuleTests {
    private static func item(_ title: String, _ link: String = "https://a.example/1", _ body: String = "")
        -> ItemContent
    {
        ItemContent(title: title, link: Link(link), html: body)
    }

    @Test(arguments: [
        (item("Title"), item("Title")),
        (item("Title"), item("Gazette: Title")),
        (item("A title"), item("A title - The Gazette", "http://a.example/1/?utm_source=x")),
        (
            item("Ours", "https://a.example/1", "Words alike"),
            item("Theirs", "https://a.example/1", "<p>Words alike</p>")
        ),
        (item("Title", "https://a.example/1#c"), item("Title")),
    ])
    func `the same article in two feeds`(left: ItemContent, right: ItemContent) {
        #expect(TwinRule.areTwins(left, right, homePages: []))
        #expect(TwinRule.areTwins(right, left, homePages: []))
    }

    @Test(arguments: [
        (item("Title"), item("Title", "https://a.example/2")),
        (item("Ours"), item("Theirs")),
        (item(""), item("")),
        (item("Cat"), item("Catalogue")),
        (item("Story"), item("Big story of the day")),
        (item("Title"), item("Title - The Gazette")),
        (item("Title", "https://a.example/1#a"), item("Title again", "https://a.example/1#b")),
        (
            item("Ours", "https://a.example/1", "Words of ours"),
            item("Theirs", "https://a.example/1", "Words of theirs")
        ),
    ])
    func `other articles`(left: ItemContent, right: ItemContent) {
        #expect(!TwinRule.areTwins(left, right, homePages: []))
        #expect(!TwinRule.areTwins(right, left, homePages: []))
    }

    @Test(arguments: [
        ("a.example", "a.example", true), ("www.a.example", "a.example", true),
        ("a.example", "www.a.example", true), ("feeds.a.example", "a.example", true),
        ("feeds.a.example", "www.a.example", true), ("rss.a.example", "rss.a.example", true),
        ("b.example", "a.example", false), ("b.a.example", "a.example", false),
        ("a.example", "feeds.a.example", false), ("", "", false),
    ])
    func `a feed's own site is that which it is fetched from`(source: String, host: String, isOwn: Bool) {
        #expect(TwinRule.isOwnSite(ofFeedAt: source, host: host) == isOwn)
    }

    @Test func `the channel's own link makes no twins`() {
        #expect(!TwinRule.areTwins(Self.item("T"), Self.item("T"), homePages: [Link("http://a.example/1/")]))
    }
}
