import ArgumentParser
import FeedModel
import FeedParsing
import FeedStorage
import TidingsConfig

struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        _superCommandName: "tidings",
        abstract: "Says how the daemon, the feeds and the database do.",
        discussion: """
            A health check: ends with 0 where a daemon polls, with 69 where none does, with 75 where one makes no \
            progress, be it that it hangs or that the disk is full. With --metrics, which tell that themselves, it ends with 0.

            Examples:
              tidings status
              tidings status --json
              tidings status --metrics > tidings.new && mv tidings.new tidings.prom
            """)

    @OptionGroup var store: StoreOptions

    @Flag(help: "One JSON object.")
    var json = false

    @Flag(help: "Figures of the whole and of each feed, as OpenMetrics text.")
    var metrics = false

    func validate() throws {
        if json, metrics { throw ValidationError("--json and --metrics exclude one another") }
    }

    func run() throws {
        do {
            try tell()
        } catch let error as StoreError where metrics {
            // Who watches the figures must not be left with the last good ones.
            Terminal.tell(OpenStore.failure(of: error).line)
            Terminal.print(StatusMetrics.ofNoDatabase)
        }
    }

    private func tell() throws {
        let clock = CommandClock()
        let open = try OpenStore(store)
        let report = StatusReport(
            status: try open.store.status(), lastDay: try open.store.lastDay(before: clock.now),
            database: open.settings.storage.database,
            lastSign: open.settings.runtime.wake.flatMap { WakeSocket.lastSign(at: $0) }, now: clock.now)
        if metrics {
            return Terminal.print(StatusMetrics(report: report, feeds: try open.store.figures()).text)
        }
        if json {
            ListingJSON.print(report.object)
        } else {
            Terminal.print(report.lines.joined(separator: "\n"))
        }
        if report.ending != .done { Terminal.leave(report.ending.rawValue) }
    }
}
