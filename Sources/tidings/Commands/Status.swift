import ArgumentParser
import FeedModel
import FeedParsing
import FeedStorage
import TidingsConfig

struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Says how the daemon, the feeds and the database do.",
        discussion: """
            A health check: ends with 0 where a daemon polls, with 69 where none does, with 75 where one makes no \
            progress.

            Examples:
              tidings status
              tidings status --json
            """)

    @OptionGroup var store: StoreOptions

    @Flag(help: "One JSON object.")
    var json = false

    func run() throws {
        let clock = CommandClock()
        let open = try OpenStore(store)
        let report = StatusReport(
            status: try open.store.status(), database: open.settings.storage.database, now: clock.now)
        if json {
            ListingJSON.print(report.object)
        } else {
            Terminal.print(report.lines.joined(separator: "\n"))
        }
        if report.ending != .done { Terminal.leave(report.ending.rawValue) }
    }
}
