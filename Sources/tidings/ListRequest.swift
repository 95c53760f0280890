import FeedModel
import FeedStorage

/// What a person wants listed or counted, and how it is to look.
struct ListRequest {
    /// The words of the query.
    var words: [String]
    /// The configuration that was named.
    var config: String?
    /// Read items too, and those of feeds that were let go.
    var includesAll = false
    /// At most so many; nil for all.
    var limit: Int?
    var order = ItemListing.Order.newestFirst
    var grouping = ItemTable.Grouping.none
    var form = Form.suited
    /// With the articles, for JSON.
    var withContent = false
    /// Whether a long table goes through the pager.
    var isPaged = true

    enum Form {
        /// A table on a terminal, fields between tabs in a pipe.
        case suited
        /// One JSON array.
        case array
        /// A JSON object a line.
        case objects
        case template(ItemTemplate)
    }

    init(_ words: [String]) {
        self.words = words
    }

    /// Prints how many items there are.
    func count() throws {
        let query = try QueryWords.query(words, at: CommandClock())
        let store = try OpenStore.store(config: config)
        let count = try store.count(matching: listing(query))
        Terminal.print("\(count)")
        if count == 0 { try QueryNotice.tell(of: query, in: store) }
    }

    /// Prints the items.
    func list() async throws {
        let clock = CommandClock()
        let query = try QueryWords.query(words, at: clock)
        let store = try OpenStore.store(config: config)
        let listing = listing(query)
        switch form {
        case .objects:
            try ItemJSON.printLines(of: listing, in: store, withContent: withContent)
        case .array:
            try ItemJSON(store: withContent ? store : nil).print(
                try store.items(matching: listing), asLines: false)
        case .template(let template):
            try print(listing, of: store) { template.text(of: $0, at: clock.now) }
        case .suited where !Terminal.isInteractive:
            try print(listing, of: store, ItemFields.tabSeparatedLine)
        case .suited:
            guard try await !showTable(of: listing, in: store, at: clock) else { return }
            Terminal.tell(includesAll || !words.isEmpty ? "Nothing matches." : "Nothing unread.")
            try QueryNotice.tell(of: query, in: store)
        }
    }

    /// Unread items, unless the query or `--all` says otherwise.
    private func listing(_ query: ItemQuery) -> ItemListing {
        ItemListing(
            includesAll || query.speaksOfReading ? query : ItemQuery.unread.and(query),
            includesLetGo: includesAll, order: order, limit: limit)
    }

    /// Shows a table from its first page on, while the rest is read: who takes his time with it does not keep the database
    /// waiting, and who leaves early waits for nothing.
    ///
    /// - Returns: false where no item is listed.
    ///
    /// Not a part of `list`, which would make the types of tasks and streams ready in a pipe too.
    @inline(never)
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
            return try await PagedOutput.show(lines, isPaged: isPaged)
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
