import ArgumentParser
import FeedModel
import FeedStorage

struct Count: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count",
        _superCommandName: "tidings",
        abstract: "Prints how many items list would, as a bare number.",
        discussion: """
            Examples:
              tidings count
              tidings count 'tag:news is:starred'
            """)

    @OptionGroup var options: ListOptions

    @Argument(
        help: ArgumentHelp(
            "Which items: words, feed:lwn, tag:news, is:starred, older:7d, not, or, ( ).", valueName: "query")
    )
    var query: [String] = []

    func run() throws {
        let query = try QueryWords.query(query, at: CommandClock())
        let store = try OpenStore(options.store).store
        let count = try store.count(matching: options.listing(query))
        Terminal.print("\(count)")
        if count == 0 { try QueryNotice.tell(of: query, in: store) }
    }
}
