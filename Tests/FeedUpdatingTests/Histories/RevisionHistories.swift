extension History {
    private static let amber = post("Amber", day: -1)

    /// What changes under a guid that stays.
    static let revisions = edits + churn + additions

    private static func edited(_ name: String, _ before: Post, _ after: Post, revised: Int = 1) -> History {
        History(
            name, .shows([before], unread: [before.title]), .read, .shows([after], unread: []), .stored(1),
            .revised(revised), .shows([after], unread: []))
    }

    private static let edits = [
        edited("the title is corrected", amber, amber.with(title: "Ambre")),
        edited("the content is edited", amber, amber.with(body: "<p>Something else altogether</p>")),
        edited("one word is added", amber, amber.with(body: amber.body + "<p>Update</p>")),
        edited(
            "a number is corrected", amber.with(body: "It has 12 legs"), amber.with(body: "It has 8 legs")),
        edited("a version is corrected", amber.with(title: "Version 1.2"), amber.with(title: "Version 1.3")),
        edited("the link is changed", amber, amber.with(link: "https://example.org/elsewhere")),
        edited(
            "link and title are changed", amber, amber.with(title: "Ambre", link: "https://example.org/ambre")
        ),
        edited(
            "title and content are changed, the link stays", amber, amber.with(title: "Ambre", body: "Else")),
        edited(
            "all but the time is changed", amber,
            amber.with(title: "Ambre", link: "https://example.org/ambre", body: "Else")),
        edited("all but the link is changed", amber, amber.with(title: "Ambre", day: 1, body: "Else")),
        edited(
            "all but the words is changed", amber,
            amber.with(title: "Ambre", link: "https://example.org/ambre", day: 1)),
        edited(
            "a link in the text leads elsewhere",
            amber.with(body: "<p>See <a href=\"https://a.example/\">here</a></p>"),
            amber.with(body: "<p>See <a href=\"https://b.example/\">here</a></p>")),
        edited(
            "another picture is shown",
            amber.with(body: "<p>See <img src=\"https://example.org/1.jpg\"></p>"),
            amber.with(body: "<p>See <img src=\"https://example.org/2.jpg\"></p>")),
        edited(
            "the link is the key, the content is edited", amber.with(id: .some(nil)),
            amber.with(id: .some(nil), body: "What there is to say of Amber in some more words")),
        edited(
            "the link is the key, the title is corrected", amber.with(id: .some(nil)),
            amber.with(title: "Ambre", id: .some(nil))),
        edited(
            "the link is the key, the content is edited and the time is new", amber.with(id: .some(nil)),
            amber.with(id: .some(nil), day: 1, body: "Else")),
        edited("a body comes to a title", amber.with(body: ""), amber),
        History(
            "an unread post is edited and stays unread", .shows([amber], unread: ["Amber"]),
            .shows([amber.with(body: "Else")], unread: ["Amber"]), .revised(1)),
        History(
            "a post is edited again and again", .shows([amber], unread: ["Amber"]), .read,
            .shows([amber.with(body: "One")], unread: []), .shows([amber.with(body: "Two")], unread: []),
            .shows([amber.with(body: "Three")], unread: []), .shows([amber], unread: []), .stored(1)),
    ]

    private static func same(_ name: String, _ before: String, _ after: String) -> History {
        edited(name, amber.with(body: before), amber.with(body: after), revised: 0)
    }

    private static let churn = [
        same("white space moves", "<p>One  two</p>\n<p>three</p>", "<p>One two</p> <p>three</p>"),
        same("comments are counted", "<p>Text</p><p>12 comments</p>", "<p>Text</p><p>13 comments</p>"),
        same("the first comment is counted", "<p>Text</p><p>No comments</p>", "<p>Text</p><p>1 comment</p>"),
        same(
            "comments and views are counted, the name first", "Text Comments: 3 Views: 1,204",
            "Text Comments: 4 Views: 1,318"),
        same(
            "points are counted as a forum does", "Points: 1<br># Comments: 0",
            "Points: 118<br># Comments: 63"),
        same("the age is told", "Text, posted 3 hours ago", "Text, posted 2 days ago"),
        same(
            "attributes change places", "<a href=\"https://a.example/\" title=\"t\">x</a>",
            "<a title=\"t\" href=\"https://a.example/\">x</a>"),
        same("elements change, words stay", "<div><b>One</b> two</div>", "<p><strong>One</strong> two</p>"),
        same(
            "a tracking pixel changes", "Text<img src=\"https://t.example/p?1\" width=\"1\" height=\"1\">",
            "Text<img src=\"https://t.example/p?2\" width=\"1\" height=\"1\">"),
        same(
            "a tracking picture without a size changes", "Text<img src=\"https://t.example/~r/1\">",
            "Text<img src=\"https://t.example/~r/2\">"),
        same(
            "a picture's query changes", "Text<img src=\"https://example.org/1.jpg?cache=1\">",
            "Text<img src=\"https://example.org/1.jpg?cache=2\">"),
        same(
            "links in the text are tracked otherwise", "<a href=\"https://a.example/?utm_source=1\">x</a>",
            "<a href=\"https://a.example/?utm_source=2\">x</a>"),
        edited("the time alone changes", amber, amber.with(day: 1), revised: 0),
        edited("the time goes", amber, amber.with(day: .some(nil)), revised: 0),
        edited(
            "the title counts comments", amber.with(title: "Amber (3 comments)"),
            amber.with(title: "Amber (4 comments)"), revised: 0),
        edited("the link's scheme changes", amber, amber.with(link: "http://example.org/amber"), revised: 0),
        edited(
            "the link is tracked", amber, amber.with(link: "https://example.org/amber?utm_source=rss"),
            revised: 0),
    ]

    private static func further(_ name: String, _ before: String, _ after: String) -> History {
        History(
            name, .shows([amber.with(further: before)], unread: ["Amber"]), .read,
            .shows([amber.with(further: after + "<category>news</category>")], unread: []), .stored(1),
            .revised(0), .tagged("news", 1))
    }

    private static let sound = #"<enclosure url="https://example.org/a.mp3" length="7" type="audio/mpeg"/>"#

    private static let additions = [
        further("a tag is added", "", ""),
        further("a tag takes the place of another", "<category>olds</category>", ""),
        further("a sound is added", "", sound),
        further("an author and comments are added", "", "<author>a@b.example (Ann)</author>"),
        History(
            "a number that looks like a counter is corrected",
            .shows([amber.with(body: "3 shares fell by 4%")], unread: ["Amber"]), .read,
            .shows(
                [amber.with(body: "5 shares fell by 4%", further: "<category>news</category>")], unread: []),
            .revised(0), .tagged("news", 1)),
        History(
            "one of two that bore one key has a tag added",
            .shows([amber, amber.with(title: "Birch", body: "Else")], unread: ["Amber", "Birch"]), .read,
            .shows(
                [amber, amber.with(title: "Birch", body: "Else", further: "<category>news</category>")],
                unread: []),
            .revised(0), .stored(2), .tagged("news", 1)),
    ]
}
