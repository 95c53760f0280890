import FeedModel
import Testing

/// What items of other readers are known by here.
@Suite struct ForeignNamesTests {
    private let link = "https://example.org/post"

    private func newsboat(_ guid: String, link: String, isTitle: Bool = false) -> PortableState? {
        ForeignNames.newsboat(guid: guid, link: link, isTitle: isTitle, state: ItemState())
    }

    @Test(arguments: [
        "tag:example.org,2026:1", "https://example.org/post/2", "https://example.org/post", "17",
        "https://example.org/post2026",
    ])
    func `what the feed calls the item is its guid`(guid: String) {
        let state = newsboat(guid, link: link)
        #expect(state?.key == ItemKey(guid: guid))
        #expect(state?.others == [ItemKey(link: Link(link))])
    }

    @Test(arguments: [
        "Mon, 23 Nov 2026 08:00:00 GMT", "23 Nov 2026 08:00:00 +0000", "2026-11-23T08:00:00Z", "2026-11-23",
    ])
    func `a link with a date behind it is newsboat's own name`(date: String) {
        let state = newsboat(link + date, link: link)
        #expect(state?.key == ItemKey(link: Link(link)))
        #expect(state?.others.isEmpty == true)
        #expect(state?.link == Link(link))
    }

    @Test func `a title alone, and nothing at all, name no item`() {
        #expect(newsboat("Title", link: "", isTitle: true) == nil)
        #expect(newsboat("", link: link) == nil)
        #expect(newsboat("Title", link: "")?.key == ItemKey(guid: "Title"))
        #expect(newsboat("Title", link: link, isTitle: true)?.key == ItemKey(guid: "Title"))
    }

    @Test func `rss2email's ids are guids, or links where it trusts these`() {
        let guid = ForeignNames.rss2email(id: link, isLink: false, state: ItemState())
        #expect(guid.key == ItemKey(guid: link))
        #expect(guid.link == Link(link))
        let trusted = ForeignNames.rss2email(id: link, isLink: true, state: ItemState())
        #expect(trusted.key == ItemKey(link: Link(link)))
        // Where an item has no link, rss2email falls back on its guid.
        let fallback = ForeignNames.rss2email(id: "urn:1", isLink: true, state: ItemState())
        #expect(fallback.key == ItemKey(guid: "urn:1"))
        #expect(fallback.link == nil)
    }
}
