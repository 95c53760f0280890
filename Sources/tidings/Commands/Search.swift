import ArgumentParser
import FeedModel
import FeedStorage

struct Search: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        _superCommandName: "tidings",
        abstract: "Searches titles, authors and texts, the best first.",
        discussion: """
            Words are whole words; kern* means all that begin so, "linux kernel" both in a row. Accents and letter \
            case do not matter. Read items are found too, and those of feeds that you no longer subscribe to.

            Examples:
              tidings search linux kern*
              tidings search '"fuel cell" or hydrogen -tag:ads newer:30d' --sort newest
            """)

    @OptionGroup var store: StoreOptions

    @OptionGroup var pager: PagerOptions

    @Option(
        name: [.customShort("n", allowingJoined: true), .long],
        help: ArgumentHelp("At most so many.", valueName: "count"))
    var limit = 20

    @Option(help: ArgumentHelp("relevance (the default, among the newest) or newest.", valueName: "order"))
    var sort: SortOrder = .relevance

    @Flag(help: "One JSON array.")
    var json = false

    @Flag(help: "One JSON object a line.")
    var jsonl = false

    @Option(help: ArgumentHelp("A line for each item, as list --format makes it.", valueName: "template"))
    var format: String?

    @Argument(
        help: ArgumentHelp(
            "What to look for: words, word*, \"phrases\", title:, author:, and all that list takes.",
            valueName: "words"))
    var words: [String]

    enum SortOrder: String, ExpressibleByArgument, CaseIterable {
        case relevance
        case newest
    }

    func validate() throws {
        if limit < 0 { throw ValidationError("-n takes a number that is not negative") }
        if json, jsonl { throw ValidationError("--json and --jsonl exclude one another") }
        if format != nil, json || jsonl { throw ValidationError("--format and --json exclude one another") }
        if words.allSatisfy({ $0.trimmingBlanks.isEmpty }) {
            throw ValidationError("there is nothing to search for; tidings list --all lists everything")
        }
    }

    func run() async throws {
        let clock = CommandClock()
        let query = try QueryWords.query(words, at: clock)
        let template = try format.map { text throws(CommandFailure) in try ItemTemplate(text) }
        let store = try OpenStore.store(config: self.store.config)
        let order: SearchRequest.Order = sort == .newest ? .newest : .relevance
        let hits = try store.search(SearchRequest(query, order: order, limit: limit))
        if json || jsonl {
            try ItemJSON(store: nil).print(hits, asLines: jsonl)
            return
        }
        if hits.isEmpty {
            try QueryNotice.tell(of: query, in: store)
            if Terminal.isInteractive {
                Terminal.tell("Nothing matches. Words are whole words; kern* means all that begin so.")
            }
            return
        }
        let list = HitList(hits: hits, now: clock.now)
        let lines =
            if let template {
                hits.map { template.text(of: $0.summary, at: clock.now) }
            } else if Terminal.isInteractive {
                list.lines(width: Terminal.width)
            } else {
                list.tabSeparatedLines()
            }
        var output = PagedOutput(pager)
        output.add(lines)
        await output.finish()
    }
}
