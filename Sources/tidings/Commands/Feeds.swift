import ArgumentParser
import FeedModel
import FeedStorage
import FoundationEssentials
import TidingsConfig

struct Feeds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feeds",
        _superCommandName: "tidings",
        abstract: "Lists the feeds: what is unread, when they are polled next, how they do.",
        discussion: """
            Examples:
              tidings feeds
              tidings feeds --broken
              tidings feeds --stale --json
            """)

    @OptionGroup var store: StoreOptions

    @OptionGroup var pager: PagerOptions

    @Flag(help: "Also those that you no longer subscribe to.")
    var all = false

    @Flag(help: "Only those with trouble: failing, resting or gone.")
    var broken = false

    @Flag(help: "Only those that have brought nothing new for half a year.")
    var stale = false

    @Flag(help: "One JSON array.")
    var json = false

    @Flag(help: "One JSON object a line.")
    var jsonl = false

    func validate() throws {
        if json, jsonl { throw ValidationError("--json and --jsonl exclude one another") }
    }

    func run() async throws {
        let clock = CommandClock()
        let open = try OpenStore(store)
        let known = try open.store.feeds(includesLetGo: all)
        let feeds = known.filter { isWanted($0, at: clock.now) }
        if json || jsonl {
            ListingJSON.print(feeds.map(FeedJSON.object), asLines: jsonl)
            return
        }
        let table = FeedTable(feeds: feeds, now: clock.now, declared: open.settings.subscriptions)
        if known.isEmpty {
            Terminal.tell("No feeds yet; tidings add URL subscribes to one.")
        } else if feeds.isEmpty {
            Terminal.tell("None of the \(known.count) feeds is \(broken ? "broken" : "stale").")
        } else if Terminal.isInteractive {
            var output = PagedOutput(pager)
            output.add(table.lines(width: Terminal.width))
            await output.finish()
        } else {
            Terminal.print(table.tabSeparatedLines().joined(separator: "\n"))
        }
    }

    /// Both flags together mean either.
    private func isWanted(_ feed: Feed, at now: Date) -> Bool {
        guard broken || stale else { return true }
        return broken && feed.health.isTrouble || stale && feed.isStale(at: now)
    }
}
