extension History {
    private static let few = posts("Amber", "Birch", "Cedar", "Dogwood", from: -1)
    private static let names = few.titles

    private static let elm = post("Elm", day: 1)

    /// What was purged, and what comes of it.
    static let purges = [
        History(
            "a rule purges what left, and no more", .shows(few, unread: names), .read, .purgeLeft, .stored(4),
            .shows([elm, few[0]], unread: ["Elm"]), .purgeLeft, .stored(2),
            .shows([elm, few[0]], unread: ["Elm"]), .stored(2)),
        History(
            "what was purged by a rule is published anew", .shows(few, unread: names), .star("Cedar"), .read,
            .shows([elm], unread: ["Elm"]), .purgeLeft, .stored(2), .shows(few + [elm], unread: ["Elm"]),
            .stored(5), .starred(1)),
        History(
            "what was healed and purged by a rule is published anew under each of its guids",
            .shows(few, unread: names), .read, .shows(few.reissued(), unread: []),
            .shows([elm], unread: ["Elm"]), .purgeLeft, .stored(1), .shows(few, unread: ["Elm"]),
            .shows([elm], unread: ["Elm"]), .purgeLeft, .shows(few.reissued(), unread: ["Elm"])),
        History(
            "what is back before its time is kept", .shows(few, unread: names), .read,
            .shows([elm], unread: ["Elm"]), .shows(few + [elm], unread: ["Elm"]), .purgeLeft, .stored(5)),
        History(
            "the feed still carries what was purged", .shows(few, unread: names), .read, .purge, .stored(0),
            .shows(few, unread: []), .stored(0), .shows([post("Elm", day: 1)] + few, unread: ["Elm"]),
            .stored(1)),
        History(
            "what was purged is edited", .shows(few, unread: names), .read, .purge,
            .shows(few.each { $0.with(body: "Anew") }, unread: []), .stored(0)),
        History(
            "what was purged leaves and is published anew", .shows(few, unread: names), .read, .purge,
            .shows([post("Elm", day: 1)], unread: ["Elm"]), .read, .shows(few, unread: []), .stored(5)),
        History(
            "what was starred, read and purged comes back starred", .shows(few, unread: names),
            .star("Cedar"), .read,
            .purge, .shows([post("Elm", day: 1)], unread: ["Elm"]), .shows(few, unread: ["Elm"]), .starred(1)),
        History(
            "all guids are new after the purge", .shows(few, unread: names), .read, .purge,
            .shows(few.reissued(), unread: []), .stored(0), .shows(few.reissued(), unread: []), .stored(0)),
        History(
            "all guids are new after the purge, without dates",
            .shows(few.each { $0.with(day: .some(nil)) }, unread: names), .read, .purge,
            .shows(few.reissued().each { $0.with(day: .some(nil)) }, unread: []), .stored(0)),
        History(
            "two backends take turns after the purge", .shows(few, unread: names), .read,
            .shows(few.reissued(), unread: []), .purge, .shows(few, unread: []),
            .shows(few.reissued(), unread: []),
            .shows(few, unread: []), .stored(0)),
        History(
            "healed, purged, gone, and published anew under the new guids", .shows(few, unread: names), .read,
            .shows(few.reissued(), unread: []), .purge, .shows([post("Elm", day: 1)], unread: ["Elm"]), .read,
            .shows(few.reissued(), unread: [])),
        History(
            "the site moves after the purge, without dates",
            .shows(few.each { $0.with(id: .some(nil), day: .some(nil)) }, unread: names), .read, .purge,
            .shows(
                few.each { $0.with(id: .some(nil), day: .some(nil)) }.linked("https://new.example/"),
                unread: []),
            .stored(0)),
        History(
            "a guid is handed on after the purge",
            .shows([post("Version 1", id: "latest", day: -1)], unread: ["Version 1"]), .read, .purge,
            .shows([post("Version 2", id: "latest", day: 1)], unread: ["Version 2"])),
        History(
            "the feed is empty once after the purge", .shows(few, unread: names), .read, .purge,
            .shows([], unread: []), .shows(few, unread: []), .stored(0)),
        History(
            "one post is purged of many", .shows(few, unread: names), .read, .unread("Birch"), .purge,
            .stored(1),
            .shows(few, unread: ["Birch"]), .stored(1)),
        History(
            "a new post under a purged one's title",
            .shows([post("Note", id: "1", day: -1)], unread: ["Note"]), .read, .purge,
            .shows(
                [post("Note", id: "2", day: 1).with(link: "https://example.org/2", body: "Else")],
                unread: ["Note"])),
    ]
}
