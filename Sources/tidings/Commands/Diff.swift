import ArgumentParser
import FeedModel
import FeedStorage

struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        _superCommandName: "tidings",
        abstract: "Shows what a feed changed in an item, word by word.",
        discussion: """
            What was taken out stands in [-…-], what was put in in {+…+}. Up to five former versions of an item are \
            kept.

            Examples:
              tidings diff 1423
              tidings diff 1423 --all --json
            """)

    @OptionGroup var store: StoreOptions

    @OptionGroup var pager: PagerOptions

    @Argument(
        help: ArgumentHelp("Item numbers, ranges, links, or - for these on standard input.", valueName: "id"))
    var which: [String]

    @Flag(help: "Every revision that is kept, newest first; else the last one.")
    var all = false

    @Flag(help: "One JSON object for each item.")
    var json = false

    func run() async throws {
        let clock = CommandClock()
        guard let references = try ItemReference.all(which) else {
            throw CommandFailure(
                .usage, "diff takes item numbers, ranges or links",
                hint: "tidings list is:revised finds the numbers")
        }
        let store = try OpenStore.store(config: self.store.config)
        let named = try NamedItems(references, in: store)
        var output = PagedOutput(pager)
        var isFirst = true
        for versions in try named.ids.compactMap({ try store.versions(of: $0) }) {
            tell(versions, isFirst: isFirst, at: clock, on: &output)
            isFirst = false
        }
        await output.finish()
        try named.requireAll()
    }

    private func tell(
        _ versions: ItemVersions, isFirst: Bool, at clock: CommandClock, on output: inout PagedOutput
    ) {
        let revisions = versions.revisions
        if revisions.isEmpty { Terminal.tell("Item \(versions.item.id.rawValue) was never revised.") }
        let report = RevisionReport(
            item: versions.item, revisions: all ? revisions : Array(revisions.prefix(1)), now: clock.now)
        if json { return ListingJSON.print(report.object) }
        guard !revisions.isEmpty else { return }
        if !isFirst { output.add(["", String(repeating: "─", count: ArticleText.measure)]) }
        output.add(report.lines())
        if !all, revisions.count > 1, Terminal.isInteractive {
            Terminal.tell(
                "\(revisions.count - 1) more: tidings diff \(versions.item.id.rawValue) --all")
        }
    }
}
