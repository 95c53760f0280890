extension History {
    private static let few = posts("Amber", "Birch", "Cedar", "Dogwood", from: -1)
    private static let dateless = posts("Amber", "Birch", "Cedar", "Dogwood")
    private static let names = few.titles

    /// Feeds that change what identifies their items; nothing of it is news.
    static let healing = reissues + links + sites + backends + odd + corrected

    private static func unchanged(_ name: String, _ before: [Post], _ after: [Post]) -> History {
        History(
            name, .shows(before, unread: before.titles), .read, .shows(after, unread: []),
            .stored(before.count),
            .shows(after, unread: []))
    }

    private static let reissues = [
        unchanged("all guids are new, dates stay", few, few.reissued()),
        unchanged("all guids are new, without dates", dateless, dateless.reissued()),
        unchanged(
            "all guids are new, bodies are cut to excerpts, without dates", dateless,
            dateless.reissued().each { $0.with(body: "What there is to say of \($0.title)") }),
        unchanged(
            "all guids are new and all dates too, the words stay", few,
            few.reissued().each { $0.with(day: 3) }),
        unchanged(
            "one guid is new, the date stays", few,
            few.prefix(1).map { $0.with(id: "other") } + few.dropFirst()),
        unchanged(
            "one guid is new, nothing else, without dates", dateless,
            dateless.prefix(1).map { $0.with(id: "other") } + dateless.dropFirst()),
        unchanged(
            "one guid and its title are new, link and time stay", few,
            few.prefix(1).map { $0.with(title: "Amber corrected", id: "other") } + few.dropFirst()),
        unchanged(
            "one guid and its link are new, title and time stay", few,
            few.prefix(1).map { $0.with(id: "other", link: "https://example.org/else") } + few.dropFirst()),
        unchanged("guids vanish, links stay", few, few.each { $0.with(id: .some(nil)) }),
        unchanged("guids come to items that had none", few.each { $0.with(id: .some(nil)) }, few),
        unchanged(
            "guids come to items that had none, without dates", dateless.each { $0.with(id: .some(nil)) },
            dateless),
        unchanged(
            "titles without bodies, all guids new, dates stay", few.each { $0.with(body: "") },
            few.reissued().each { $0.with(body: "") }),
        unchanged(
            "titles without bodies and dates, all guids new", dateless.each { $0.with(body: "") },
            dateless.reissued().each { $0.with(body: "") }),
        unchanged(
            "dates of midnight, all guids new, the words stay", few.each { $0.with(day: Post.midnight(-1)) },
            few.reissued().each { $0.with(day: Post.midnight(-1)) }),
        unchanged(
            "untitled posts, all guids new, dates stay", few.each { $0.with(title: "") },
            few.each { $0.with(title: "", id: "new \($0.title)") }),
        unchanged(
            "untitled posts without links, all guids new, dates stay",
            few.each { $0.with(title: "", link: .some(nil)) },
            few.each { $0.with(title: "", id: "new \($0.title)", link: .some(nil)) }),
        History(
            "all guids are new while a post comes", .shows(few, unread: names), .read,
            .shows([post("Elm", day: 1)] + few.reissued(), unread: ["Elm"])),
        History(
            "all guids are new while most of the feed is", .shows(dateless, unread: names), .read,
            .shows(
                posts("Elm", "Fir", "Ginkgo") + dateless.reissued().each { $0.with(body: $0.body + " anew") },
                unread: ["Elm", "Fir", "Ginkgo"])),
        History(
            "all guids are new, unread posts stay unread once", .shows(few, unread: names), .read,
            .unread("Birch"),
            .shows(few.reissued(), unread: ["Birch"]), .stored(4)),
        History(
            "all guids are new, stars stay", .shows(few, unread: names), .read, .star("Cedar"),
            .shows(few.reissued(), unread: []), .starred(1)),
        History(
            "guids change at every poll", .shows(few, unread: names), .read,
            .shows(few.reissued("x"), unread: []),
            .shows(few.reissued("y"), unread: []), .shows(few.reissued("z"), unread: []), .stored(4)),
        History(
            "guids change at every poll, without dates", .shows(dateless, unread: names), .read,
            .shows(dateless.reissued("x"), unread: []), .shows(dateless.reissued("y"), unread: []), .stored(4)
        ),
        History(
            "guids are places in the document", .shows(places(few), unread: names), .read,
            .shows(places([post("Elm", day: 1)] + few), unread: ["Elm"]), .read,
            .shows(places([post("Fir", day: 2), post("Elm", day: 1)] + few), unread: ["Fir"]), .stored(6)),
    ]

    private static func places(_ posts: [Post]) -> [Post] {
        posts.enumerated().map { $1.with(id: "\($0 + 1)") }
    }

    private static let noGUIDs = few.each { $0.with(id: .some(nil)) }
    private static let datelessNoGUIDs = dateless.each { $0.with(id: .some(nil)) }

    private static let links = [
        unchanged("http becomes https", noGUIDs.linked("http://example.org/"), noGUIDs),
        unchanged("https becomes http", noGUIDs, noGUIDs.linked("http://example.org/")),
        unchanged(
            "http becomes https, without dates", datelessNoGUIDs.linked("http://example.org/"),
            datelessNoGUIDs),
        unchanged("the host's letters grow", noGUIDs, noGUIDs.linked("https://Example.ORG/")),
        unchanged("the default port is told", noGUIDs, noGUIDs.linked("https://example.org:443/")),
        unchanged(
            "links get a slash at their end", noGUIDs, noGUIDs.each { $0.with(link: ($0.link ?? "") + "/") }),
        unchanged(
            "links get tracking parameters", noGUIDs,
            noGUIDs.each { $0.with(link: ($0.link ?? "") + "?utm_source=rss&utm_medium=feed") }),
        unchanged(
            "links get other tracking parameters each time",
            noGUIDs.each { $0.with(link: ($0.link ?? "") + "?fbclid=1") },
            noGUIDs.each { $0.with(link: ($0.link ?? "") + "?fbclid=2") }),
        unchanged("links get a fragment", noGUIDs, noGUIDs.each { $0.with(link: ($0.link ?? "") + "#rss") }),
        unchanged(
            "escapes in links are written otherwise",
            [few[0].with(id: .some(nil), link: "https://example.org/%7Eamber/%c3%a9")],
            [few[0].with(id: .some(nil), link: "https://example.org/~amber/%C3%A9")]),
        unchanged("links change, guids stay", few, few.linked("https://example.org/archive/")),
        unchanged(
            "links are the keys and change, titles and times stay", noGUIDs,
            noGUIDs.linked("https://example.org/archive/")),
        unchanged(
            "guids that are links become https", few.each { $0.with(id: "http://example.org/\($0.title)") },
            few.each { $0.with(id: "https://example.org/\($0.title)") }),
    ]

    private static let sites = [
        unchanged(
            "the site moves to another host, dates stay", noGUIDs, noGUIDs.linked("https://new.example/")),
        unchanged(
            "the site moves to another host, without dates", datelessNoGUIDs,
            datelessNoGUIDs.linked("https://new.example/")),
        unchanged("the site gets www", datelessNoGUIDs, datelessNoGUIDs.linked("https://www.example.org/")),
        unchanged(
            "the site moves and all guids are new, dates stay", few,
            few.reissued().linked("https://new.example/")),
        unchanged(
            "the site moves and all guids are new, without dates", dateless,
            dateless.reissued().linked("https://new.example/")),
        unchanged(
            "the generator changes: guids, paths and markup, dates stay", few,
            few.reissued().linked("https://example.org/blog/2026/").each {
                $0.with(
                    body:
                        "<div class=\"entry\"><b>What</b> there is to say of \($0.title) in a few words</div>"
                )
            }),
        unchanged(
            "the generator changes: guids and markup, without dates", dateless,
            dateless.reissued().each { $0.with(body: "<div><em>\($0.body)</em></div>") }),
        History(
            "the site moves while a post comes, without dates", .shows(datelessNoGUIDs, unread: names), .read,
            .shows(
                ([post("Elm").with(id: .some(nil))] + datelessNoGUIDs).linked("https://new.example/"),
                unread: ["Elm"])),
        History(
            "the site moves there and back", .shows(datelessNoGUIDs, unread: names), .read,
            .shows(datelessNoGUIDs.linked("https://new.example/"), unread: []),
            .shows(datelessNoGUIDs, unread: []), .stored(4)),
    ]

    private static let backends = [
        History(
            "two backends with guids of their own take turns", .shows(few, unread: names), .read,
            .shows(few.reissued("b"), unread: []), .shows(few, unread: []),
            .shows(few.reissued("b"), unread: []),
            .shows(few, unread: []), .stored(4), .revised(0)),
        History(
            "two backends take turns, without dates", .shows(dateless, unread: names), .read,
            .shows(dateless.reissued("b"), unread: []), .shows(dateless, unread: []),
            .shows(dateless.reissued("b"), unread: []), .stored(4)),
        History(
            "two backends take turns while posts come", .shows(few, unread: names), .read,
            .shows(([post("Elm", day: 1)] + few).reissued("b"), unread: ["Elm"]),
            .shows([post("Elm", day: 1)] + few, unread: ["Elm"]), .read,
            .shows(([post("Fir", day: 3), post("Elm", day: 1)] + few).reissued("b"), unread: ["Fir"]),
            .shows([post("Fir", day: 3), post("Elm", day: 1)] + few, unread: ["Fir"]), .stored(6)),
        History(
            "one backend lags behind the other", .shows(few, unread: names), .read,
            .shows([post("Elm", day: 1)] + few, unread: ["Elm"]), .read, .shows(few, unread: []),
            .shows([post("Elm", day: 1)] + few, unread: []), .stored(5)),
        History(
            "one backend says http, the other https", .shows(noGUIDs, unread: names), .read,
            .shows(noGUIDs.linked("http://example.org/"), unread: []), .shows(noGUIDs, unread: []),
            .revised(0)),
        History(
            "one backend gives excerpts, the other all", .shows(few, unread: names), .read,
            .shows(few.reissued("b").each { $0.with(body: "What there is") }, unread: []),
            .shows(few, unread: []),
            .stored(4)),
    ]

    private static let keyless = few.each { $0.with(id: .some(nil), link: .some(nil)) }

    private static let daily = few.each { $0.with(title: "Daily") }
    private static let days = daily.titles

    private static let odd = [
        History(
            "all have one title, and no times", .shows(daily.each { $0.with(day: .some(nil)) }, unread: days),
            .read,
            .shows(daily.numberedAnew.each { $0.with(day: .some(nil)) }, unread: []), .stored(4)),
        History(
            "all have one title and midnights", .shows(daily.atMidnights, unread: days), .read,
            .shows(daily.atMidnights.numberedAnew, unread: []), .stored(4)),
        unchanged(
            "neither guid nor link, the body is edited", keyless, keyless.each { $0.with(body: "Anew") }),
        unchanged(
            "neither guid nor link, without dates, the body is edited",
            dateless.each { $0.with(id: .some(nil), link: .some(nil)) },
            dateless.each {
                $0.with(id: .some(nil), link: .some(nil), body: "Other words, \($0.title.count)")
            }),
        History(
            "the document is turned round", .shows(few, unread: names), .read,
            .shows(few.reversed(), unread: [])),
        History(
            "the feed is truncated and grows again", .shows(few, unread: names), .read,
            .shows(Array(few.prefix(1)), unread: []), .shows(few, unread: []), .stored(4)),
        History(
            "the feed is empty once", .shows(few, unread: names), .read, .shows([], unread: []),
            .shows(few, unread: []), .stored(4)),
        History(
            "the feed is truncated, and grows again under new guids", .shows(few, unread: names), .read,
            .shows(Array(few.prefix(1)), unread: []), .shows(few.reissued(), unread: []), .stored(4)),
        History(
            "a post is withdrawn and published again", .shows(few, unread: names), .read,
            .shows(Array(few.dropFirst()), unread: []), .shows(few, unread: [])),
        History(
            "a post is withdrawn and published again under a new guid", .shows(few, unread: names), .read,
            .shows(Array(few.dropFirst()), unread: []),
            .shows([few[0].with(id: "again")] + few.dropFirst(), unread: []), .stored(4)),
        History(
            "a post becomes known again after a year of others", .shows(few, unread: names), .read,
            .shows(posts("Elm", "Fir"), unread: ["Elm", "Fir"]), .read,
            .shows(posts("Ginkgo"), unread: ["Ginkgo"]),
            .read, .shows(few.reissued(), unread: [])),
    ]

    private static func dated(_ name: String, _ dated: [Post], then corrected: [Post]) -> History {
        History(
            name, .shows(dated, unread: names), .read, .shows(corrected, unread: []), .revised(0),
            .shows(corrected.reissued().linked("https://example.org/new/"), unread: []), .stored(4))
    }

    /// Times that come or are corrected before ids and links are new.
    private static let corrected = [
        dated("times are corrected first", few, then: few.each { $0.with(day: ($0.day ?? 0) - 0.3) }),
        dated("times are added first", dateless, then: few),
        History(
            "times are those of the document", .shows(stamped(-1), unread: names), .read,
            .shows(stamped(1), unread: []), .shows(stamped(2).reissued(), unread: []), .stored(4), .revised(0)
        ),
    ]

    private static func stamped(_ day: Double) -> [Post] { few.each { $0.with(day: day) } }
}

extension [Post] {
    /// The same posts under other ids.
    fileprivate var numberedAnew: [Post] { enumerated().map { index, post in post.with(id: "new-\(index)") } }

    fileprivate var atMidnights: [Post] {
        enumerated().map { index, post in post.with(day: Post.midnight(-1 - index)) }
    }
}
