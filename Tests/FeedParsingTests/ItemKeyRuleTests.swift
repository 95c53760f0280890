import FeedModel
import FeedParsing
import Testing

@Suite struct ItemKeyRuleTests {
    private func keys(_ items: String...) -> [ItemKey] {
        feed(
            "<rss version='2.0'><channel>" + items.map { "<item>\($0)</item>" }.joined() + "</channel></rss>"
        ).items.map(\.key)
    }

    @Test func `an item is known by its guid before its link`() {
        #expect(keys("<guid>a</guid><link>https://a.example/1</link>") == [ItemKey(guid: "a")])
    }

    @Test func `an item without a guid is known by its link`() {
        #expect(
            keys("<link>http://A.example/1/?utm_source=x</link>") == [
                ItemKey(link: Link("https://a.example/1"))
            ])
    }

    @Test func `an item with neither is known by what it says`() {
        let (first, second) = (keys("<title>x</title>"), keys("<title>y</title>"))
        #expect(first[0].text.hasPrefix("digest:"))
        #expect(first != second)
    }

    @Test func `items that share a guid but not their links are told apart, each by its own link`() {
        let both = keys(
            "<guid>a</guid><link>https://a.example/1</link>", "<guid>a</guid><link>https://a.example/2</link>"
        )
        let turned = keys(
            "<guid>a</guid><link>https://a.example/2</link>", "<guid>a</guid><link>https://a.example/1</link>"
        )
        #expect(Set(both).count == 2)
        #expect(both == turned.reversed())
    }

    @Test func `items that share a link but not their titles are told apart`() {
        #expect(
            Set(
                keys(
                    "<link>https://a.example/</link><title>x</title>",
                    "<link>https://a.example/</link><title>y</title>")
            ).count == 2)
    }

    @Test func `untitled items that share a link are told apart by what they say`() {
        #expect(
            Set(
                keys(
                    "<link>https://a.example/</link><description>x</description>",
                    "<link>https://a.example/</link><description>y</description>")
            ).count == 2)
    }

    @Test func `an item printed twice has one key and is printed twice`() {
        let item = "<guid>a</guid><link>https://a.example/1</link><title>x</title>"
        #expect(keys(item, item) == [ItemKey(guid: "a"), ItemKey(guid: "a")])
    }
}
