import ArgumentParser
import FeedModel
import FeedParsing
import FeedStorage

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        _superCommandName: "tidings",
        abstract: "Writes what is yours in a form that other programs, and other libraries, can read.",
        discussion: """
            opml: your subscriptions, in nested folders by their tags; names and passwords in addresses are left out. jsonl: \
            every item, the oldest first, as list --jsonl writes it. state: read marks and stars, a JSON object a line, \
            for tidings import.

            Examples:
              tidings export opml > feeds.opml
              tidings export state | ssh elsewhere tidings import -
            """)

    @OptionGroup var store: StoreOptions

    enum Form: String, ExpressibleByArgument, CaseIterable {
        case opml
        case jsonl
        case state
    }

    @Argument(help: ArgumentHelp("opml, jsonl or state.", valueName: "what"))
    var form: Form

    @Flag(help: "With jsonl: the articles too.")
    var content = false

    func validate() throws {
        if content, form != .jsonl { throw ValidationError("--content goes with jsonl") }
    }

    func run() throws {
        let clock = CommandClock()
        let store = try OpenStore.store(config: store.config)
        switch form {
        case .opml: Terminal.printAsIs(try Self.outline(of: store))
        case .jsonl:
            let listing = ItemListing(.everything, includesLetGo: true, order: .oldestFirst)
            try ItemJSON.printLines(of: listing, in: store, withContent: content)
        case .state:
            var file = StateFile.Writer()
            Terminal.print(StateFile.Writer.head(at: clock.now))
            try store.forEachFeedWithStates { states in
                Terminal.print(file.lines(of: states).joined(separator: "\n"))
            }
        }
    }

    private static func outline(of store: FeedStore) throws -> String {
        let entries = try store.feeds(includesLetGo: false).map { feed in
            OPMLEntry(
                title: feed.title, address: FeedAddress(feed.address.shown), homePage: feed.homePage,
                tags: feed.tags)
        }
        return OPMLWriter.document(titled: "Subscriptions", of: entries)
    }
}
