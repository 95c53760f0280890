extension History {
    private static let one = post("One", id: "same", day: -1)
    private static let two = post("Two", id: "same", day: 0)
    private static let three = post("Three", id: "same", day: 1)

    /// Guids and links that several posts share.
    static let repetitions = [
        History(
            "one guid for all posts", .shows([two, one], unread: ["One", "Two"]), .read,
            .shows([three, two, one], unread: ["Three"]), .read, .shows([three, two], unread: []),
            .shows([two], unread: []), .shows([three], unread: []), .stored(3)),
        History(
            "a guid is repeated from the second post on", .shows([one], unread: ["One"]), .read,
            .shows([two, one], unread: ["Two"]), .read, .shows([two, one], unread: []),
            .shows([one], unread: []),
            .shows([two], unread: []), .stored(2)),
        History(
            "a guid is repeated, then a third post bears it alone",
            .shows([two, one], unread: ["One", "Two"]), .read,
            .shows([three], unread: ["Three"]), .read, .shows([three], unread: []),
            .shows([two, one], unread: []),
            .stored(3)),
        History(
            "a guid is repeated from the second on, without dates",
            .shows([one.with(day: .some(nil))], unread: ["One"]), .read,
            .shows([two.with(day: .some(nil)), one.with(day: .some(nil))], unread: ["Two"]), .read,
            .shows([two.with(day: .some(nil))], unread: []), .shows([one.with(day: .some(nil))], unread: []),
            .stored(2)),
        History(
            "one post is printed twice", .shows([one, one], unread: ["One"]), .read,
            .shows([one], unread: []),
            .shows([one, one], unread: []), .stored(1)),
        History(
            "one link for all posts, no guids",
            .shows([linked("One", day: -1), linked("Two", day: 0)], unread: ["One", "Two"]), .read,
            .shows([linked("Two", day: 0), linked("Three", day: 1)], unread: ["Three"]), .read,
            .shows([linked("Three", day: 1)], unread: []), .stored(3)),
        History(
            "one page with a fragment for each post, no guids, one title",
            .shows([part(1, day: -1), part(2, day: 0)], unread: ["Log", "Log"]), .read,
            .shows([part(2, day: 0), part(3, day: 1)], unread: ["Log"]), .read,
            .shows([part(3, day: 1)], unread: []), .stored(3)),
        History(
            "a repeated guid's post is edited", .shows([two, one], unread: ["One", "Two"]), .read,
            .shows([two, one.with(body: "Anew")], unread: []), .revised(1)),
        History(
            "a repeated guid's post gets another title, its time stays",
            .shows([two, one], unread: ["One", "Two"]),
            .read, .shows([two, one.with(title: "Uno")], unread: []), .stored(2)),
        History(
            "repeated guids are mended", .shows([two, one], unread: ["One", "Two"]), .read,
            .shows([two.with(id: "2"), one.with(id: "1")], unread: []), .stored(2)),
        History(
            "an empty guid counts as none",
            .shows([post("One", id: "", day: -1), post("Two", id: "", day: 0)], unread: ["One", "Two"]),
            .read,
            .shows([post("Two", id: "", day: 0)], unread: [])),
    ]

    private static func linked(_ title: String, day: Double) -> Post {
        post(title, day: day).with(id: .some(nil), link: "https://example.org/all")
    }

    private static func part(_ number: Int, day: Double) -> Post {
        Post(
            title: "Log", id: nil, link: "https://example.org/log#\(number)", day: day,
            body: "Entry number \(number) tells of \(["apples", "pears", "plums"][number - 1])")
    }
}
