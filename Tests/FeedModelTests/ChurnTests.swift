import Testing

@testable import FeedModel

struct ChurnTests {
    private func content(_ html: String, link: String? = nil) -> ItemContent {
        ItemContent(title: "T", link: link.map { Link($0) }, html: html)
    }

    @Test(arguments: [
        ("<p>One two,</p>", "<div>One\n two ,</div>"),
        ("<b>on</b>e", "one"),
        ("5 comments", "1 comment"),
        ("12 comments 30 views", "13 comments 31 views"),
        ("no replies", "12 replies"),
        ("Views: 1,204 Likes: 3", "Views: 1,205 Likes: 4"),
        ("1.2k points", "980 points"),
        ("sent 3 minutes ago", "sent 2 hours ago"),
        ("a &amp; \"b\"", "a &amp; &quot;b&quot;"),
        ("Comments (3) end", "Comments (4) end"),
        ("<a href=\"http://a.example/x/\">a</a>", "<a class=\"y\" href='https://a.example/x'>a</a>"),
        ("a<img src=\"https://a.example/x.png?v=1\">", "a<img alt=\"\" src=\"https://b.example/x.png?v=2\">"),
        ("a<img src=\"https://a.example/x.gif\" width=\"1\">", "a"),
        ("a<img title=\"x > y\" src=\"https://a.example/t\">", "a"),
    ])
    func `what says the same to a reader is no revision`(before: String, now: String) {
        #expect(!Churn.isRevision(content(before), content(now)))
    }

    @Test(arguments: [
        ("one two", "one three"), ("one", "One!"), ("it's", "it\u{2019}s"), ("caf\u{e9}", "cafe"),
        ("a &amp; b", "a b"), ("12 comments 8 legs", "12 comments 9 legs"), ("one two", "two one"),
        ("12 legs", "8 legs"), ("1.2", "1.3"),
        ("no", "yes"),
        ("one two", "onetwo"), ("<p>one</p><p>two</p>", "onetwo"), ("", "text"), ("a 👍", "a 👎"),
        ("<a href=\"https://a.example/?id=1\">a</a>", "<a href=\"https://a.example/?id=2\">a</a>"),
        ("a<img src=\"x.png\">", "a<img src=\"y.png\">"), ("記事一", "記事二"),
    ])
    func `what says something else is one`(before: String, now: String) {
        #expect(Churn.isRevision(content(before), content(now)))
    }

    @Test func `an item that leads elsewhere is revised`() {
        #expect(
            Churn.isRevision(
                content("a", link: "https://a.example/"), content("a", link: "https://b.example/")))
        #expect(
            !Churn.isRevision(
                content("a", link: "https://a.example/"), content("a", link: "http://a.example")))
    }

    @Test(arguments: [
        ("one two three", "one two four", true), ("one two three four", "one five six seven", false),
        ("one two", "one two three four five six", true), ("", "", true), ("", "one", false),
        ("one one one", "one two three", false),
    ])
    func `most words are the same, or not`(left: String, right: String, isMost: Bool) {
        #expect(ContentWords(plain: left).sharesMost(with: ContentWords(plain: right)) == isMost)
        #expect(ContentWords(plain: right).sharesMost(with: ContentWords(plain: left)) == isMost)
    }
}
