import ArgumentParser
import FeedModel
import FeedStorage

struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        _superCommandName: "tidings",
        abstract: "Shows articles as clean text and marks them read.",
        discussion: """
            Examples:
              tidings show 1423
              tidings show 1423 --keep --json
            """)

    @OptionGroup var store: StoreOptions

    @OptionGroup var pager: PagerOptions

    @Argument(
        help: ArgumentHelp("Item numbers, ranges, links, or - for these on standard input.", valueName: "id"))
    var which: [String]

    @Flag(help: "Do not mark them read.")
    var keep = false

    @Flag(help: "One JSON array, with the articles.")
    var json = false

    func run() async throws {
        let clock = CommandClock()
        guard let references = try ItemReference.all(which) else {
            throw CommandFailure(
                .usage, "show takes item numbers, ranges or links",
                hint: "tidings list 'QUERY' finds the numbers")
        }
        let store = try OpenStore.store(config: store.config)
        let named = try NamedItems(references, in: store)
        var output = PagedOutput(pager)
        if json {
            try ItemJSON(store: store).print(
                try named.ids.compactMap { try store.item($0)?.summary }, asLines: false)
        } else {
            try show(named.ids, in: store, at: clock, on: &output)
        }
        let marking = Result { if !keep, !named.ids.isEmpty { try mark(named.ids, in: store, at: clock) } }
        await output.finish()
        try marking.get()
        try named.requireAll()
    }

    private func mark(_ ids: [ItemID], in store: FeedStore, at clock: CommandClock) throws {
        let numbers = ids.map { "\($0.rawValue)" }.joined(separator: " ")
        _ = try store.mark(ids, as: .read, subject: numbers, at: clock.now)
    }

    private func show(
        _ ids: [ItemID], in store: FeedStore, at clock: CommandClock, on output: inout PagedOutput
    ) throws {
        for (index, id) in ids.enumerated() {
            guard let item = try store.item(id) else { continue }
            if index > 0 { output.add(["", String(repeating: "─", count: ArticleText.measure)]) }
            output.add(ArticleText(item: item, now: clock.now).lines())
        }
    }
}
