import ArgumentParser
import FeedModel

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
        if by == .day, sort == .feed { throw ValidationError("--by day and --sort feed exclude one another") }
        if content, !json, !jsonl { throw ValidationError("--content needs --json or --jsonl") }
    }

    /// What these options ask for, with the words of a query.
    func request(_ words: [String]) throws(CommandFailure) -> ListRequest {
        var request = ListRequest(words)
        request.config = store.config
        request.isPaged = !pager.noPager
        request.includesAll = all
        request.limit = limit
        request.order =
            switch (by, sort) {
            case (.feed?, .oldest): .feedOldestFirst
            case (.feed?, _), (nil, .feed): .feed
            case (_, .oldest): .oldestFirst
            default: .newestFirst
            }
        request.grouping =
            switch by {
            case .feed?: .feed
            case .day?: .day
            case nil: .none
            }
        request.withContent = content
        if let format {
            request.form = .template(try ItemTemplate(format))
        } else if json || jsonl {
            request.form = json ? .array : .objects
        }
        return request
    }
}

struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        _superCommandName: "tidings",
        abstract: "Lists unread items, newest first.",
        discussion: """
            --format knows {id}, {date}, {age}, {state}, {star}, {feed}, {feed_id}, {feed_url}, {title}, {url}, {authors}, \
            {tags}, {published}, {updated} and {received}; {{ is a brace. In a query, what has blanks in it is \
            quoted twice: for tidings, and for the shell.

            Examples:
              tidings list 'tag:news newer:2d' --by feed
              tidings list 'feed:"Planet Debian"'
              tidings list is:starred --format '{feed}: {title} <{url}>'
            """)

    @OptionGroup var options: ListOptions

    @Argument(
        help: ArgumentHelp(
            "Which items: words, feed:lwn, tag:news, is:starred, older:7d, not, or, ( ).", valueName: "query")
    )
    var query: [String] = []

    func run() async throws {
        try await options.request(query).list()
    }
}

/// `tidings` without a command.
struct BareList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "tidings", shouldDisplay: false)

    @OptionGroup var options: ListOptions

    func run() async throws {
        try await options.request([]).list()
    }
}
