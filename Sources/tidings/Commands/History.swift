import ArgumentParser
import FeedModel
import FeedStorage

struct History: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        _superCommandName: "tidings",
        abstract:
            "Lists what was done to marks and subscriptions, newest first, by you or by tidings itself.",
        discussion: """
            Examples:
              tidings history
              tidings history --all --json
            """)

    @OptionGroup var store: StoreOptions

    @OptionGroup var pager: PagerOptions

    @Flag(help: "Everything that is remembered: a year.")
    var all = false

    @Option(
        name: [.customShort("n", allowingJoined: true), .long],
        help: ArgumentHelp("At most so many.", valueName: "count"))
    var limit = 20

    @Flag(help: "One JSON array.")
    var json = false

    @Flag(help: "One JSON object a line.")
    var jsonl = false

    func validate() throws {
        if limit < 0 { throw ValidationError("-n takes a number that is not negative") }
        if json, jsonl { throw ValidationError("--json and --jsonl exclude one another") }
    }

    func run() async throws {
        let clock = CommandClock()
        let operations = try OpenStore(store).store.operations(limit: all ? nil : limit)
        if json || jsonl {
            ListingJSON.print(operations.map(OperationJSON.object), asLines: jsonl)
            return
        }
        let table = OperationTable(operations: operations, now: clock.now)
        if operations.isEmpty {
            if Terminal.isInteractive { Terminal.tell("Nothing was done yet.") }
        } else if Terminal.isInteractive {
            var output = PagedOutput(pager)
            output.add(table.lines(width: Terminal.width))
            await output.finish()
        } else {
            Terminal.print(table.tabSeparatedLines().joined(separator: "\n"))
        }
    }
}
