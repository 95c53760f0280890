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
    var limit = HitRequest.usualLimit

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

    func run() async throws { try await request.search() }

    /// What these options ask for.
    var request: HitRequest {
        get throws {
            var request = HitRequest(words)
            request.config = store.config
            request.limit = limit
            request.order = sort == .newest ? .newest : .relevance
            request.isPaged = !pager.noPager
            if let format {
                request.form = .template(try ItemTemplate(format))
            } else if json || jsonl {
                request.form = jsonl ? .objects : .array
            }
            return request
        }
    }
}
