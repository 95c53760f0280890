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
        (item("Title"), item("Title - The Gazette", "http://a.example/1/?utm_source=x")),
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

    @Test func `the channel's own link makes no twins`() {
        #expect(!TwinRule.areTwins(Self.item("T"), Self.item("T"), homePages: [Link("http://a.example/1/")]))
    }
}
