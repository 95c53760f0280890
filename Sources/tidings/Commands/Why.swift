import ArgumentParser
import FeedModel
import FeedStorage
import TidingsConfig

struct Why: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        _superCommandName: "tidings",
        abstract: "Tells why a feed is polled when it is, or why an item is as it is.",
        discussion: """
            Of a feed: the last polls, what came of each, when the next one comes and why not sooner. Of an item: when \
            it came, by what it is known, what its feed revised, why it is read or unread, and its twins.

            A number means the item that bears it; where none does, the feed. A link means the feed at that address, \
            else the item.

            Examples:
              tidings why lwn
              tidings why 1423
              tidings why --feed 7 --json
            """)

    @OptionGroup var store: StoreOptions

    @OptionGroup var pager: PagerOptions

    @Argument(
        help: ArgumentHelp(
            "A feed (number, title or address) or items (number, range, link, or - for these on standard input).",
            valueName: "feed-or-id"))
    var which: String

    @Flag(help: "It is a feed.")
    var feed = false

    @Flag(help: "It is an item.")
    var item = false

    @Flag(help: "One JSON object; of several items one each.")
    var json = false

    func validate() throws {
        if feed, item { throw ValidationError("--feed and --item exclude one another") }
    }

    func run() async throws {
        let clock = CommandClock()
        let open = try OpenStore(store)
        var output = PagedOutput(pager)
        let telling = Result { try tell(open, at: clock, on: &output) }
        await output.finish()
        try telling.get()
    }

    private func tell(_ open: OpenStore, at clock: CommandClock, on output: inout PagedOutput) throws {
        switch try WhySubject(which, as: feed ? .feed : item ? .item : nil, in: open.store) {
        case .feed(let feed): try tell(feed, open, at: clock, on: &output)
        case .items(let references): try tell(references, open.store, at: clock, on: &output)
        case .purged(let item):
            let report = PurgedReport(item: item, now: clock.now)
            if json { ListingJSON.print(report.object) } else { output.add(report.lines()) }
        }
    }

    private func tell(
        _ feed: Feed, _ open: OpenStore, at clock: CommandClock, on output: inout PagedOutput
    ) throws {
        guard let account = try open.store.account(of: feed.id, at: clock.now) else {
            throw CommandFailure(.notThere, "there is no feed \(feed.id.rawValue)")
        }
        let report = WhyReport(
            account: account, found: try open.store.foundLinks(of: feed.id), policy: open.settings.schedule,
            now: clock.now)
        if json { ListingJSON.print(report.object) } else { output.add(report.lines(width: Terminal.width)) }
    }

    private func tell(
        _ references: [ItemReference], _ store: FeedStore, at clock: CommandClock,
        on output: inout PagedOutput
    ) throws {
        let named = try NamedItems(references, in: store)
        var isFirst = true
        for account in try named.ids.compactMap({ try store.account(of: $0) }) {
            let report = ItemReport(account: account, now: clock.now)
            if json {
                ListingJSON.print(report.object)
            } else {
                output.add((isFirst ? [] : [""]) + report.lines())
            }
            isFirst = false
        }
        try named.requireAll()
    }
}
