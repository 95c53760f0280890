import ArgumentParser
import FeedModel
import FeedStorage

struct Watch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        _superCommandName: "tidings",
        abstract: "Prints items as they arrive, until it is stopped.",
        discussion: """
            Unread items, unless the query says otherwise, of which none was there when it began; the columns are those \
            of list. It polls nothing itself: a daemon does.

            Examples:
              tidings watch
              tidings watch tag:news --jsonl | while read -r item; do notify-send "$item"; done
            """)

    @OptionGroup var store: StoreOptions

    @Flag(help: "One JSON object a line.")
    var jsonl = false

    @Option(help: ArgumentHelp("A line for each item, as list --format makes it.", valueName: "template"))
    var format: String?

    @Argument(
        help: ArgumentHelp(
            "Which items: words, feed:lwn, tag:news, not, or, ( ).", valueName: "query"))
    var query: [String] = []

    func validate() throws {
        if format != nil, jsonl { throw ValidationError("--format and --jsonl exclude one another") }
    }

    func run() async throws {
        let template = try format.map { text throws(CommandFailure) in try ItemTemplate(text) }
        let query = try QueryWords.query(query, at: CommandClock())
        let open = try OpenStore(store)
        var arrivals = try ItemArrivals(
            in: open.store, matching: query.speaksOfReading ? query : ItemQuery.unread.and(query))
        if Terminal.isInteractive, PollerLock.holder(of: open.store.path)?.isDaemon != true {
            Terminal.tell("No daemon polls at the moment; Ctrl-C ends this.")
        }
        // A reader that has gone away is noticed by it, and not only when there is something to tell.
        while Terminal.hasReader {
            tell(try arrivals.next(), by: template)
            await CommandClock.pause(.milliseconds(250))
        }
    }

    private func tell(_ items: [ItemSummary], by template: ItemTemplate?) {
        guard !items.isEmpty else { return }
        let now = CommandClock().now
        if jsonl {
            ListingJSON.print(items.map { ItemJSON.object($0, with: nil) }, asLines: true)
        } else if let template {
            Terminal.print(items.map { template.text(of: $0, at: now) }.joined(separator: "\n"))
        } else if Terminal.isInteractive {
            var table = ItemTable(hasHeader: false, now: now, width: Terminal.width)
            Terminal.print(table.takeLines(of: items).joined(separator: "\n"))
        } else {
            Terminal.print(items.map(ItemFields.tabSeparatedLine).joined(separator: "\n"))
        }
    }
}
