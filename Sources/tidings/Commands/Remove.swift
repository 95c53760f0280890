import ArgumentParser
import FeedModel
import FeedParsing
import FeedStorage

struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        _superCommandName: "tidings",
        abstract: "Ends subscriptions; their items and your marks stay stored. Can be undone.",
        discussion: """
            Examples:
              tidings remove 7
              tidings remove https://example.org/feed.xml
            """)

    @OptionGroup var store: StoreOptions

    @Argument(help: ArgumentHelp("Feeds: number, title or address.", valueName: "feed"))
    var which: [String]

    func run() throws {
        let clock = CommandClock()
        let open = try OpenStore(store)
        let feeds = try which.map { try NamedFeeds.subscribed($0, in: open.store) }
        for feed in feeds {
            if case .declared(let file)? = feed.origin {
                throw CommandFailure(
                    .usage, "\(SafeText.line(feed.title)) is declared in \(file)", hint: "take it out there")
            }
            let operation = try open.store.unsubscribe(feed.id, at: clock.now)
            Terminal.tell(
                "No longer subscribed to \(SafeText.line(feed.title)) (undo \(operation.rawValue)).")
        }
    }
}
