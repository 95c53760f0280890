extension History {
    private static let few = posts("Amber", "Birch", "Cedar", "Dogwood", from: -1)
    private static let names = few.titles
    private static let others = posts("Elm", "Fir", "Ginkgo", "Hazel", from: -3)

    /// Two feeds: one that moves for good onto the other, and posts that both have.
    static let mergers = [
        History(
            "both have the same guids", .shows(few, unread: names), .read,
            .shows(few.linked("https://b.example/x/"), unread: names, in: .b), .merges(unread: []),
            .stored(4),
            .shows(few, unread: [], in: .b)),
        History(
            "both have the same links and titles", .shows(few, unread: names), .read,
            .shows(few.reissued(), unread: [], in: .b), .merges(unread: []), .stored(4),
            .shows(few.reissued(), unread: [], in: .b), .shows(few, unread: [], in: .b), .stored(4)),
        History(
            "both have the same titles and times", .shows(few, unread: names), .read,
            .shows(few.reissued().linked("https://new.example/"), unread: names, in: .b), .merges(unread: []),
            .stored(4)),
        History(
            "they have nothing in common", .shows(few, unread: names), .read,
            .shows(posts("Elm", "Fir", from: 0), unread: ["Elm", "Fir"], in: .b),
            .merges(unread: ["Elm", "Fir"]),
            .stored(6)),
        History(
            "one title and other posts", .shows([few[0]], unread: ["Amber"]), .read,
            .shows(
                [few[0].with(id: "2", link: "https://new.example/2", day: 1, body: "Else")],
                unread: ["Amber"], in: .b),
            .merges(unread: ["Amber"]), .stored(2)),
        History(
            "they number their posts alike", .shows(few.numbered, unread: names), .star("Amber"),
            .shows(others.numbered, unread: names + others.titles, in: .b), .read, .unread("Amber"),
            .unread("Birch"),
            .merges(unread: ["Amber", "Birch"]), .stored(8), .starred(1),
            .shows(others.numbered, unread: ["Amber", "Birch"], in: .b), .stored(8)),
        History(
            "the first numbers its posts as the second did later", .shows(few.numbered, unread: names),
            .shows(others, unread: names + others.titles, in: .b), .read,
            .shows(others.numbered, unread: [], in: .b), .unread("Amber"), .merges(unread: ["Amber"]),
            .stored(8), .shows(others.numbered, unread: ["Amber"], in: .b)),
        History(
            "one number, and only the words are the same", .shows(few.numbered, unread: names), .read,
            .shows(
                few.numbered.linked("https://b.example/").each { $0.with(title: "B: \($0.title)", day: 9) },
                unread: names.map { "B: \($0)" }, in: .b), .read, .merges(unread: []), .stored(4)),
        History(
            "what was healed in the first is known in the second", .shows(few, unread: names), .read,
            .shows(few.reissued(), unread: []),
            .shows(few.reissued().each { $0.with(day: 2) }, unread: [], in: .b),
            .merges(unread: []), .stored(4)),
        History(
            "what was purged in the first stays so", .shows(few, unread: names), .read, .purge,
            .shows(posts("Elm", from: 0), unread: ["Elm"], in: .b), .merges(unread: ["Elm"]),
            .shows(posts("Elm", from: 0) + few, unread: ["Elm"], in: .b), .stored(1)),
        History(
            "a star in the first is kept", .shows(few, unread: names), .star("Amber"), .read,
            .shows(few.reissued(), unread: [], in: .b), .merges(unread: []), .starred(1)),
        History(
            "a read post appears in a planet too", .shows(few, unread: names), .read,
            .shows(few.prefix(1).map { $0.with(id: "planet") }, unread: [], in: .b), .stored(4)),
        History(
            "a post moves from one feed to the other", .shows(few, unread: names), .read,
            .shows(Array(few.dropFirst()), unread: []), .shows([few[0].with(id: "b")], unread: [], in: .b)),
        History(
            "a post read in the planet first", .shows([few[0].with(id: "planet")], unread: ["Amber"], in: .b),
            .read,
            .shows(few, unread: ["Birch", "Cedar", "Dogwood"])),
        History(
            "a planet's title names the feed", .shows(few, unread: names), .read,
            .shows([few[0].with(title: "Example: Amber", id: "planet", body: "")], unread: [], in: .b)),
        History(
            "two feeds discuss one link", .shows(few, unread: names), .read,
            .shows(
                [few[0].with(title: "A discussion", id: "b", body: "Else")], unread: ["A discussion"], in: .b)
        ),
        History(
            "two feeds have posts under one title", .shows(few, unread: names), .read,
            .shows([few[0].with(id: "b", link: "https://b.example/amber")], unread: ["Amber"], in: .b)),
        History(
            "two feeds give their posts the same guids",
            .shows([post("Amber", id: "1", day: -1)], unread: ["Amber"]), .read,
            .shows([post("Birch", id: "1", day: -1)], unread: ["Birch"], in: .b), .stored(2)),
        History(
            "two feeds lead to the channel's own link",
            .shows([few[0].with(link: "https://example.org/")], unread: ["Amber"]),
            .read, .shows([few[0].with(id: "b", link: "https://example.org/")], unread: ["Amber"], in: .b)),
    ]
}

extension [Post] {
    /// The same posts with their places as ids.
    fileprivate var numbered: [Post] { enumerated().map { index, post in post.with(id: "\(index)") } }
}
