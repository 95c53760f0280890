import ArgumentParser
import FeedModel
import FeedStorage

/// What `read`, `unread`, `star` and `unstar` share.
struct MarkOptions: ParsableArguments {
    @OptionGroup var store: StoreOptions

    @Argument(
        help: ArgumentHelp(
            "Item numbers, ranges, links, - for these on standard input; or a query.",
            valueName: "id-or-query"))
    var which: [String]

    /// More items than one marks by mistake without noticing.
    private static let many = 200

    /// - Parameter asks: whether a person is asked first where it is about many items.
    func run(_ mark: Mark, asks: Bool) throws {
        guard !which.allSatisfy({ $0.trimmingBlanks.isEmpty }) else {
            throw CommandFailure(
                .usage, "an empty query would mark everything", hint: "say which items you mean")
        }
        let clock = CommandClock()
        let references = try ItemReference.all(which)
        let query = references == nil ? try QueryWords.query(which, at: clock) : .everything
        let store = try OpenStore(self.store).store
        if let references {
            let named = try NamedItems(references, in: store)
            if asks, !agrees(to: named.ids.count) { return }
            let receipt = try store.mark(named.ids, as: mark, subject: subject, at: clock.now)
            if !named.ids.isEmpty { tell(receipt, of: mark, among: named.ids.count) }
            try named.requireAll()
        } else {
            let unread = ItemListing(.unread.and(query))
            if asks, !agrees(to: try store.count(matching: unread)) { return }
            let receipt = try store.mark(
                matching: ItemListing(query), as: mark, subject: subject, at: clock.now)
            tell(receipt, of: mark, among: nil)
            if receipt.changed == 0 { try QueryNotice.tell(of: query, in: store) }
        }
    }

    /// Without a terminal nobody is asked: scripts go on as they did.
    private func agrees(to count: Int) -> Bool {
        guard count > Self.many, Terminal.isConversation else { return true }
        let agrees = Terminal.agrees(to: "\(count) items would be marked read. Go on?")
        if !agrees { Terminal.tell("Nothing was marked.") }
        return agrees
    }

    /// What was typed, for the history.
    private var subject: String {
        which.map { $0 == "-" ? "(standard input)" : $0 }.joined(separator: " ")
    }

    private func tell(_ receipt: MarkReceipt, of mark: Mark, among named: Int?) {
        var line = "\(receipt.changed) \(receipt.changed == 1 ? "item" : "items") marked \(mark.rawValue)"
        let unchanged = (named ?? receipt.changed) - receipt.changed
        if unchanged > 0 { line += ", \(unchanged) already" }
        if let operation = receipt.operation { line += " (undo \(operation.rawValue))" }
        Terminal.tell(line)
    }
}

struct Read: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        _superCommandName: "tidings",
        abstract: "Marks items read.",
        discussion: """
            On a terminal, more than 200 are asked about first.

            Examples:
              tidings read 1423 1430-1440
              tidings read 'tag:news older:7d'
            """)

    @OptionGroup var options: MarkOptions

    @Flag(help: "Do not ask, however many they are.")
    var yes = false

    func run() throws {
        try options.run(.read, asks: !yes)
    }
}

struct Unread: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unread",
        _superCommandName: "tidings",
        abstract: "Marks items unread.",
        discussion: """
            Examples:
              tidings unread 1423
              tidings unread https://example.org/article
            """)

    @OptionGroup var options: MarkOptions

    func run() throws {
        try options.run(.unread, asks: false)
    }
}

struct Star: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "star",
        _superCommandName: "tidings",
        abstract: "Stars items.",
        discussion: """
            Examples:
              tidings star 1423
              tidings star 'title:release feed:swift'
            """)

    @OptionGroup var options: MarkOptions

    func run() throws {
        try options.run(.starred, asks: false)
    }
}

struct Unstar: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unstar",
        _superCommandName: "tidings",
        abstract: "Takes stars off.",
        discussion: """
            Examples:
              tidings unstar 1423
              tidings unstar 'is:starred older:90d'
            """)

    @OptionGroup var options: MarkOptions

    func run() throws {
        try options.run(.unstarred, asks: false)
    }
}
