import ArgumentParser
import FeedModel
import FeedStorage

/// The options that `list` and a bare `tidings` share.
struct ListOptions: ParsableArguments {
    @OptionGroup var store: StoreOptions

    @Flag(name: .long, help: "Read items too, and those of feeds that you no longer subscribe to.")
    var all = false

    @Option(
        name: [.customShort("n", allowingJoined: true), .long],
        help: ArgumentHelp("At most so many.", valueName: "count"))
    var limit: Int?

    @Option(help: ArgumentHelp("newest (the default), oldest or feed.", valueName: "order"))
    var sort: SortOrder = .newest

    @Option(help: ArgumentHelp("Headings by feed or day.", valueName: "group"))
    var by: GroupName?

    @Flag(help: "One JSON array.")
    var json = false

    @Flag(help: "One JSON object a line.")
    var jsonl = false

    @Flag(help: "With --json or --jsonl: the articles too.")
    var content = false

    enum SortOrder: String, ExpressibleByArgument, CaseIterable {
        case newest
        case oldest
        case feed
    }

    enum GroupName: String, ExpressibleByArgument, CaseIterable {
        case feed
        case day
    }

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("-n takes a number that is not negative") }
        if json, jsonl { throw ValidationError("--json and --jsonl exclude one another") }
        if content, !json, !jsonl { throw ValidationError("--content needs --json or --jsonl") }
    }

    /// What is asked for by these options and this query; unread items, unless the query or `--all` says otherwise.
    func listing(_ query: ItemQuery) -> ItemListing {
        let order: ItemListing.Order =
            switch (by, sort) {
            case (.feed?, _), (_, .feed): .feed
            case (_, .oldest): .oldestFirst
            default: .newestFirst
            }
        return ItemListing(
            all || query.speaksOfReading ? query : ItemQuery.unread.and(query), includesLetGo: all,
            order: order,
            limit: limit)
    }

    func run(query words: [String]) throws {
        let clock = CommandClock()
        let query = try QueryWords.query(words, at: clock)
        let store = try OpenStore(self.store).store
        let items = try store.items(matching: listing(query))
        if json || jsonl {
            try ItemJSON(store: content ? store : nil).print(items, asLines: jsonl)
            return
        }
        let table = ItemTable(items: items, now: clock.now, grouping: grouping)
        let lines = Terminal.isInteractive ? table.lines(width: Terminal.width) : table.tabSeparatedLines()
        if items.isEmpty, Terminal.isInteractive {
            Terminal.tell(all || !words.isEmpty ? "Nothing matches." : "Nothing unread.")
        } else if !items.isEmpty {
            Terminal.print(lines.joined(separator: "\n"))
        }
    }

    private var grouping: ItemTable.Grouping {
        switch by {
        case .feed?: .feed
        case .day?: .day
        case nil: .none
        }
    }
}

extension ItemQuery {
    /// Whether the query itself says something of what is read or unread, so that no "unread" is understood.
    var speaksOfReading: Bool {
        switch self {
        case .read, .unread: true
        case .not(let inner): inner.speaksOfReading
        case .all(let parts), .any(let parts): parts.contains(where: \.speaksOfReading)
        default: false
        }
    }
}

struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists unread items, newest first.",
        discussion: """
            Examples:
              tidings list -n 20
              tidings list 'tag:news newer:2d' --by feed
            """)

    @OptionGroup var options: ListOptions

    @Argument(
        help: ArgumentHelp(
            "Which items: words, feed:lwn, tag:news, is:starred, older:7d, not, or, ( ).", valueName: "query")
    )
    var query: [String] = []

    func run() throws {
        try options.run(query: query)
    }
}

/// `tidings` without a command.
struct BareList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "tidings", shouldDisplay: false)

    @OptionGroup var options: ListOptions

    func run() throws {
        try options.run(query: [])
    }
}
