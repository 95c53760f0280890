import ArgumentParser
import FeedModel
import FeedStorage

/// The options that `list` and a bare `tidings` share.
struct ListOptions: ParsableArguments {
    @OptionGroup var store: StoreOptions

    @OptionGroup var pager: PagerOptions

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

    @Option(
        help: ArgumentHelp(
            "A line for each item: {id}, {title}, {url}, {feed}, {age} and others; \\t, \\n.",
            valueName: "template"))
    var format: String?

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
        if format != nil, json || jsonl { throw ValidationError("--format and --json exclude one another") }
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

    func run(query words: [String]) async throws {
        let clock = CommandClock()
        let query = try QueryWords.query(words, at: clock)
        let template = try format.map { text throws(CommandFailure) in try ItemTemplate(text) }
        let store = try OpenStore(self.store).store
        if jsonl {
            return try ItemJSON.printLines(of: listing(query), in: store, withContent: content)
        }
        if let template {
            return try print(listing(query), of: store) { template.text(of: $0, at: clock.now) }
        }
        if !json, !Terminal.isInteractive {
            return try print(listing(query), of: store, ItemFields.tabSeparatedLine)
        }
        if json {
            return try ItemJSON(store: content ? store : nil).print(
                try store.items(matching: listing(query)), asLines: false)
        }
        if try await !showTable(of: listing(query), in: store, at: clock) {
            Terminal.tell(all || !words.isEmpty ? "Nothing matches." : "Nothing unread.")
            try QueryNotice.tell(of: query, in: store)
        }
    }

    /// Shows a table from its first page on, while the rest is read: who takes his time with it does not keep the database
    /// waiting, and who leaves early waits for nothing.
    ///
    /// - Returns: false where no item is listed.
    private func showTable(
        of listing: ItemListing, in store: FeedStore, at clock: CommandClock
    ) async throws -> Bool {
        let (lines, continuation) = AsyncThrowingStream.makeStream(of: String.self)
        let table = ItemTable(grouping: grouping, now: clock.now, width: Terminal.width)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await withTaskCancellationHandler {
                    Self.read(listing, of: store, as: table, into: continuation)
                } onCancel: {
                    continuation.finish()
                }
            }
            defer { group.cancelAll() }
            return try await PagedOutput.show(lines, pager)
        }
    }

    private static func read(
        _ listing: ItemListing, of store: FeedStore, as table: ItemTable,
        into lines: AsyncThrowingStream<String, any Error>.Continuation
    ) {
        var (table, items) = (table, [ItemSummary]())
        /// - Returns: whether anybody still reads.
        func show() -> Bool {
            defer { items.removeAll(keepingCapacity: true) }
            let text = table.takeLines(of: items).map { $0 + "\n" }.joined()
            if case .terminated = lines.yield(text) { return false }
            return true
        }
        do {
            try store.forEachItem(matching: listing, withContent: false) { item, _ in
                items.append(item)
                return items.count < portion || show()
            }
            if !items.isEmpty { _ = show() }
            lines.finish()
        } catch {
            lines.finish(throwing: error)
        }
    }

    /// Items that are laid out at once: more than a window holds.
    private static let portion = 250

    /// Prints a line for each item as they are found, however many they are.
    private func print(
        _ listing: ItemListing, of store: FeedStore, _ line: (ItemSummary) -> String
    ) throws {
        var output = LineOutput()
        var isEmpty = true
        try store.forEachItem(matching: listing, withContent: false) { item, _ in
            isEmpty = false
            output.print(line(item).utf8)
            return true
        }
        output.flush()
        if isEmpty { try QueryNotice.tell(of: listing.query, in: store) }
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
    /// Whether the query itself says something of what is read or unread, so that no "unread" is understood. Who asks for
    /// what is starred means what was read as well: most of it was.
    var speaksOfReading: Bool {
        switch self {
        case .read, .unread, .starred: true
        case .not(.starred): false
        case .not(let inner): inner.speaksOfReading
        case .all(let parts), .any(let parts): parts.contains(where: \.speaksOfReading)
        default: false
        }
    }
}

struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        _superCommandName: "tidings",
        abstract: "Lists unread items, newest first.",
        discussion: """
            --format knows {id}, {date}, {age}, {state}, {star}, {feed}, {feed_id}, {feed_url}, {title}, {url}, {authors}, \
            {tags}, {published}, {updated} and {received}; {{ is a brace.

            Examples:
              tidings list 'tag:news newer:2d' --by feed
              tidings list is:starred --format '{feed}: {title} <{url}>'
            """)

    @OptionGroup var options: ListOptions

    @Argument(
        help: ArgumentHelp(
            "Which items: words, feed:lwn, tag:news, is:starred, older:7d, not, or, ( ).", valueName: "query")
    )
    var query: [String] = []

    func run() async throws {
        try await options.run(query: query)
    }
}

/// `tidings` without a command.
struct BareList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "tidings", shouldDisplay: false)

    @OptionGroup var options: ListOptions

    func run() async throws {
        try await options.run(query: [])
    }
}
