import ArgumentParser
import FeedModel
import FeedStorage

struct Next: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "next",
        _superCommandName: "tidings",
        abstract: "Shows the next unread item, oldest first, and marks it read.",
        discussion: """
            Ends with 1 where nothing is unread, so that a loop knows when to stop.

            Examples:
              tidings next
              while tidings next tag:news; do read -r; done
            """)

    @OptionGroup var store: StoreOptions

    @OptionGroup var pager: PagerOptions

    @Flag(help: "One JSON object, with the article.")
    var json = false

    @Argument(
        help: ArgumentHelp("Of which items: words, feed:lwn, tag:news, not, or, ( ).", valueName: "query"))
    var query: [String] = []

    func run() async throws {
        let clock = CommandClock()
        let query = try QueryWords.query(query, at: clock)
        let store = try OpenStore.store(config: self.store.config)
        let listing = ItemListing(ItemQuery.unread.and(query), order: .oldestFirst, limit: 1)
        guard let id = try store.items(matching: listing).first?.id, let item = try store.item(id) else {
            Terminal.tell("Nothing unread.")
            Terminal.leave(ExitStatus.notThere.rawValue)
        }
        var output = PagedOutput(pager)
        if json {
            ListingJSON.print(ItemJSON.object(item.summary, with: item.content))
        } else {
            output.add(ArticleText(item: item, now: clock.now).lines())
        }
        let marking = Result { try store.mark([id], as: .read, subject: "\(id.rawValue)", at: clock.now) }
        await output.finish()
        _ = try marking.get()
    }
}
