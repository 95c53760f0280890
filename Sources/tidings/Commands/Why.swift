import ArgumentParser
import FeedModel
import FeedStorage
import TidingsConfig

struct Why: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells why a feed was polled when it was, what came, and why it is not polled sooner.",
        discussion: """
            Examples:
              tidings why 7
              tidings why lwn --json
            """)

    @OptionGroup var store: StoreOptions

    @Argument(help: ArgumentHelp("A feed: number, title or address.", valueName: "feed"))
    var which: String

    @Flag(help: "One JSON object.")
    var json = false

    func run() throws {
        let clock = CommandClock()
        let open = try OpenStore(store)
        let feed = try NamedFeeds.one(which, in: open.store)
        guard let account = try open.store.account(of: feed.id, at: clock.now) else {
            throw CommandFailure(.notThere, "there is no feed \(feed.id.rawValue)")
        }
        let report = WhyReport(
            account: account, found: try open.store.foundLinks(of: feed.id), policy: open.settings.schedule,
            now: clock.now)
        if json {
            ListingJSON.print(report.object)
        } else {
            Terminal.print(report.lines(width: Terminal.width).joined(separator: "\n"))
        }
    }
}
