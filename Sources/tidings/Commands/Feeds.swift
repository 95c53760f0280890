import ArgumentParser
import FeedModel
import FeedStorage

struct Feeds: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists the feeds: what is unread, when they are polled next, how they do.",
        discussion: """
            Examples:
              tidings feeds
              tidings feeds --json
            """)

    @OptionGroup var store: StoreOptions

    @Flag(help: "Also those that you no longer subscribe to.")
    var all = false

    @Flag(help: "One JSON array.")
    var json = false

    @Flag(help: "One JSON object a line.")
    var jsonl = false

    func validate() throws {
        if json, jsonl { throw ValidationError("--json and --jsonl exclude one another") }
    }

    func run() throws {
        let clock = CommandClock()
        let feeds = try OpenStore(store).store.feeds(includesLetGo: all)
        if json || jsonl {
            ListingJSON.print(feeds.map(FeedJSON.object), asLines: jsonl)
            return
        }
        let table = FeedTable(feeds: feeds, now: clock.now)
        if feeds.isEmpty {
            Terminal.tell("No feeds yet; tidings add URL subscribes to one.")
        } else if Terminal.isInteractive {
            Terminal.print(table.lines(width: Terminal.width).joined(separator: "\n"))
        } else {
            Terminal.print(table.tabSeparatedLines().joined(separator: "\n"))
        }
    }
}
