extension History {
    private static let daily = post("Status", id: "1", day: -1).with(link: "https://example.org/status")
    private static let few = posts("Amber", "Birch", "Cedar", "Dogwood", from: -1)

    /// Feeds whose posts look alike and are not the same: each is news once.
    static let apart = constantLinks + constantTitles + sameTimes + handedOn + bothThere

    /// Posts that come one after the other, each in place of the one before.
    private static func oneByOne(_ name: String, _ posts: Post...) -> History {
        var history = History(name)
        for post in posts { history = history.and(.shows([post], unread: [post.title]), .read) }
        return history.and(.stored(posts.count))
    }

    /// Posts that come one after the other, each above those before.
    private static func piling(_ name: String, _ posts: Post...) -> History {
        var history = History(name)
        for count in 1...posts.count {
            history = history.and(
                .shows(posts.prefix(count).reversed(), unread: [posts[count - 1].title]), .read)
        }
        return history.and(.stored(posts.count))
    }

    private func and(_ steps: Step...) -> History {
        var history = self
        history.steps += steps
        return history
    }

    private static let constantLinks = [
        oneByOne(
            "one link, new guids, times and bodies", daily, daily.with(id: "2", day: 1, body: "Down again"),
            daily.with(id: "3", day: 2, body: "All is well")),
        oneByOne(
            "one link, new guids and bodies, no dates", daily.with(day: .some(nil)),
            daily.with(id: "2", day: .some(nil), body: "Down again"),
            daily.with(id: "3", day: .some(nil), body: "All is well")),
        piling(
            "one link, new guids and titles", daily,
            daily.with(title: "Outage", id: "2", day: 1, body: "Down"),
            daily.with(title: "Mended", id: "3", day: 2, body: "Up")),
        piling(
            "one link, new guids and titles, no dates and no bodies",
            daily.with(day: .some(nil), body: ""),
            daily.with(title: "Outage", id: "2", day: .some(nil), body: ""),
            daily.with(title: "Mended", id: "3", day: .some(nil), body: "")),
        piling(
            "one link and title, new guids and times, bodies share most words", daily,
            daily.with(id: "2", day: 1, body: daily.body + " today"),
            daily.with(id: "3", day: 2, body: daily.body + " tomorrow")),
        oneByOne(
            "a comic: one link, one title, another picture each day",
            daily.with(title: "Comic", body: "<img src=\"https://example.org/c1.png\">"),
            daily.with(title: "Comic", id: "2", day: 1, body: "<img src=\"https://example.org/c2.png\">"),
            daily.with(title: "Comic", id: "3", day: 2, body: "<img src=\"https://example.org/c3.png\">")),
        oneByOne(
            "a comic without dates: one link, one title, another picture each day",
            daily.with(title: "Comic", day: .some(nil), body: "<img src=\"https://example.org/c1.png\">"),
            daily.with(
                title: "Comic", id: "2", day: .some(nil), body: "<img src=\"https://example.org/c2.png\">")),
        oneByOne(
            "a weather report under the channel's own link",
            daily.with(title: "Weather", link: "https://example.org/"),
            daily.with(title: "Weather", id: "2", link: "https://example.org/", day: 1, body: "Rain"),
            daily.with(title: "Weather", id: "3", link: "https://example.org", day: 2, body: "Sun")),
        oneByOne(
            "the same words twice under the channel's own link",
            daily.with(title: "Weather", link: "https://example.org/", body: "Rain"),
            daily.with(title: "Weather", id: "2", link: "https://example.org/", day: 1, body: "Rain")),
        piling(
            "a board: one link, untitled messages", daily.with(title: "", body: "Who is there"),
            daily.with(title: "", id: "2", day: 1, body: "I am"),
            daily.with(title: "", id: "3", day: 2, body: "Me too")),
        History(
            "sections with constant links and titles are reprinted with other words and times",
            .shows(sections("1", "morning words here now", day: -1), unread: ["North", "South", "West"]),
            .read,
            .shows(
                sections("2", "quite different evening lines", day: 1), unread: ["North", "South", "West"])),
        oneByOne(
            "the link is the key, and its page is another: title, words and time",
            daily.with(id: .some(nil)),
            daily.with(title: "Outage", id: .some(nil), day: 1, body: "Nothing works any more")),
        oneByOne(
            "the link is the key, without dates: title and words are other",
            daily.with(id: .some(nil), day: .some(nil)),
            daily.with(title: "Outage", id: .some(nil), day: .some(nil), body: "Nothing works any more")),
        oneByOne(
            "the link is the key, and another part of its page is new",
            daily.with(id: .some(nil), link: "https://example.org/log#1", body: "First entry here"),
            daily.with(id: .some(nil), link: "https://example.org/log#2", day: 1, body: "Second notice there")
        ),
    ]

    private static func sections(_ id: String, _ words: String, day: Double) -> [Post] {
        ["North", "South", "West"].enumerated().map { index, name in
            Post(
                title: name, id: "\(name)-\(id)", link: "https://example.org/section/\(name)",
                day: day + Double(index) / 10, body: words)
        }
    }

    private static let constantTitles = [
        piling(
            "one title, new links, bodies and times",
            post("Links", id: "1", day: -1).with(link: "https://example.org/1"),
            post("Links", id: "2", day: 1).with(link: "https://example.org/2", body: "Other ones"),
            post("Links", id: "3", day: 2).with(link: "https://example.org/3", body: "Still others")),
        piling(
            "one title and one body, new links and times",
            post("Links", id: "1", day: -1).with(link: "https://example.org/1"),
            post("Links", id: "2", day: 1).with(link: "https://example.org/2"),
            post("Links", id: "3", day: 2).with(link: "https://example.org/3")),
        oneByOne(
            "one title and one body, new links, no dates",
            post("Links", id: "1").with(link: "https://example.org/1"),
            post("Links", id: "2").with(link: "https://example.org/2"),
            post("Links", id: "3").with(link: "https://example.org/3")),
        oneByOne(
            "one title, no guids, new links and times",
            post("Open thread", day: -1).with(id: .some(nil), link: "https://example.org/1"),
            post("Open thread", day: 1).with(id: .some(nil), link: "https://example.org/2")),
        oneByOne(
            "one title, no links, new guids and times",
            post("Weekly", id: "1", day: -1).with(link: .some(nil)),
            post("Weekly", id: "2", day: 1).with(link: .some(nil), body: "Other news"),
            post("Weekly", id: "3", day: 2).with(link: .some(nil), body: "Still other news")),
        oneByOne(
            "a link is posted again with another title and time", post("Old look", id: "1", day: -1),
            post("New look", id: "2", day: 3).with(link: "https://example.org/old-look", body: "Seen anew")),
        oneByOne(
            "a link is posted again with another title, no dates", post("Old look", id: "1"),
            post("New look", id: "2").with(link: "https://example.org/old-look", body: "Seen anew")),
        History(
            "a title that an edited post once bore, with its time",
            .shows([post("Breaking", id: "1", day: -1)], unread: ["Breaking"]), .read,
            .shows([post("Breaking", id: "1", day: -1).with(title: "Settled")], unread: []),
            .shows(
                [post("Breaking", id: "2", day: -1).with(link: "https://example.org/2", body: "Else")],
                unread: ["Breaking"]), .stored(2)),
        oneByOne("titles that differ by their number", post("Episode 1", day: -1), post("Episode 2", day: 1)),
        oneByOne(
            "numbered titles with one body and one link",
            post("Episode 1", id: "1").with(link: "https://example.org/", body: "New"),
            post("Episode 2", id: "2").with(link: "https://example.org/", body: "New")),
    ]

    private static let sameTimes = [
        oneByOne("one time of day, other titles and links", post("Amber", day: -1), post("Birch", day: -1)),
        piling(
            "all posts of a day bear its midnight, titles alike",
            post("Note", id: "1", day: Post.midnight(-1)).with(link: "https://example.org/1"),
            post("Note", id: "2", day: Post.midnight(-1)).with(link: "https://example.org/2", body: "Else")),
        oneByOne(
            "midnight and one title, the other post is gone",
            post("Note", id: "1", day: Post.midnight(-1)).with(link: "https://example.org/1"),
            post("Note", id: "2", day: Post.midnight(-1)).with(link: "https://example.org/2", body: "Else")),
        oneByOne(
            "midnight and one link, the other post is gone",
            post("One", id: "1", day: Post.midnight(-1)).with(link: "https://example.org/x"),
            post("Two", id: "2", day: Post.midnight(-1)).with(link: "https://example.org/x", body: "Else")),
        History(
            "a batch bears one time: one is gone, another comes with one of their titles",
            .shows(
                [
                    post("Photo", id: "1", day: -1).with(link: "https://example.org/1"),
                    post("Amber", id: "2", day: -1),
                ],
                unread: ["Photo", "Amber"]), .read,
            .shows(
                [
                    post("Photo", id: "3", day: -1).with(link: "https://example.org/3", body: "Else"),
                    post("Amber", id: "2", day: -1),
                ],
                unread: ["Photo"]), .stored(3)),
        oneByOne(
            "untitled posts of one second",
            post("", id: "1", day: -1).with(link: "https://example.org/1", body: "One"),
            post("", id: "2", day: -1).with(link: "https://example.org/2", body: "Two")),
    ]

    private static let handedOn = [
        oneByOne(
            "one guid for the latest release", post("Version 1", id: "latest", day: -1),
            post("Version 2", id: "latest", day: 1), post("Version 3", id: "latest", day: 2)),
        oneByOne(
            "one guid for the latest release, without dates", post("Version 1", id: "latest"),
            post("Version 2", id: "latest")),
        oneByOne(
            "one guid for the latest release, without bodies",
            post("Version 1", id: "latest", day: -1).with(body: ""),
            post("Version 2", id: "latest", day: 1).with(body: "")),
        oneByOne(
            "one guid for the latest message, without links",
            post("Good morning", id: "latest", day: -1).with(link: .some(nil)),
            post("Good evening", id: "latest", day: 1).with(link: .some(nil))),
        History(
            "a handed on guid: the star stays with the first",
            .shows([post("Version 1", id: "latest", day: -1)], unread: ["Version 1"]), .star("Version 1"),
            .read,
            .shows([post("Version 2", id: "latest", day: 1)], unread: ["Version 2"]), .starred(1), .stored(2)),
        History(
            "the latest release is taken back",
            .shows([post("Version 1", id: "latest", day: -1)], unread: ["Version 1"]), .read,
            .shows([post("Version 2", id: "latest", day: 1)], unread: ["Version 2"]), .read,
            .shows([post("Version 1", id: "latest", day: -1)], unread: []), .stored(2)),
    ]

    private static let bothThere = [
        History(
            "two posts that differ by their guids alone, both there",
            .shows(
                [post("Twice", id: "1", day: -1), post("Twice", id: "2", day: -1)],
                unread: ["Twice", "Twice"]),
            .read, .shows([post("Twice", id: "1", day: -1), post("Twice", id: "2", day: -1)], unread: [])),
        History(
            "a post is posted again beside the first",
            .shows([post("Amber", id: "1", day: -1)], unread: ["Amber"]),
            .read,
            .shows([post("Amber", id: "2", day: -1), post("Amber", id: "1", day: -1)], unread: ["Amber"])),
        History(
            "two gone posts fit a new one",
            .shows(
                [post("Twice", id: "1", day: -1), post("Twice", id: "2", day: -1)],
                unread: ["Twice", "Twice"]), .read,
            .shows([post("Twice", id: "3", day: -1)], unread: ["Twice"])),
        History(
            "two new posts fit a gone one", .shows([post("Once", id: "1", day: -1)], unread: ["Once"]), .read,
            .shows(
                [post("Once", id: "2", day: -1), post("Once", id: "3", day: -1)], unread: ["Once", "Once"])),
        History(
            "what was healed is posted beside itself", .shows(few, unread: few.titles), .read,
            .shows(few.reissued(), unread: []),
            .shows([few[0].with(day: 2, body: "Another post")] + few.reissued(), unread: ["Amber"]),
            .stored(5)),
        History(
            "two posts swap their titles", .shows(few, unread: few.titles), .read,
            .shows(
                [few[0].with(title: "Birch"), few[1].with(title: "Amber")] + few.dropFirst(2), unread: []),
            .stored(4)),
        History(
            "all posts are replaced by others", .shows(few, unread: few.titles), .read,
            .shows(posts("Elm", "Fir", "Ginkgo", from: 1), unread: ["Elm", "Fir", "Ginkgo"]), .stored(7)),
        History(
            "a feed of another site comes to the address", .shows(few, unread: few.titles), .read,
            .shows(
                posts("Iron", "Jade", "Krypton", from: -1).linked("https://other.example/"),
                unread: ["Iron", "Jade", "Krypton"])),
        History(
            "two links change to one host while the titles are common",
            .shows(
                [
                    post("News", id: "1").with(link: "https://one.example/p"),
                    post("News", id: "2").with(link: "https://two.example/p"),
                ],
                unread: ["News", "News"]), .read,
            .shows([post("News", id: "3").with(link: "https://three.example/p")], unread: ["News"])),
        History(
            "one post of two moves to another host, without dates",
            .shows(posts("Amber", "Birch").each { $0.with(id: .some(nil)) }, unread: ["Amber", "Birch"]),
            .read,
            .shows(
                posts("Amber", "Birch").each { $0.with(id: .some(nil)) }.linked("https://new.example/"),
                unread: ["Amber", "Birch"])),
    ]
}
