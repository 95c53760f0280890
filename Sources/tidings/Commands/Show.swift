import ArgumentParser
import FeedModel
import FeedStorage

struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows articles as clean text and marks them read.",
        discussion: """
            Examples:
              tidings show 1423
              tidings show 1423 --keep --json
            """)

    @OptionGroup var store: StoreOptions

    @Argument(
        help: ArgumentHelp("Item numbers, ranges, links, or - for these on standard input.", valueName: "id"))
    var which: [String]

    @Flag(help: "Do not mark them read.")
    var keep = false

    @Flag(help: "One JSON array, with the articles.")
    var json = false

    func run() throws {
        let clock = CommandClock()
        guard let references = try ItemReference.all(which) else {
            throw CommandFailure(
                .usage, "show takes item numbers, ranges or links",
                hint: "tidings list 'QUERY' finds the numbers")
        }
        let store = try OpenStore(store).store
        let named = try NamedItems(references, in: store)
        if json {
            try ItemJSON(store: store).print(
                try named.ids.compactMap { try store.item($0)?.summary }, asLines: false)
        } else {
            try show(named.ids, in: store, at: clock)
        }
        if !keep, !named.ids.isEmpty {
            let numbers = named.ids.map { "\($0.rawValue)" }.joined(separator: " ")
            _ = try store.mark(named.ids, as: .read, subject: numbers, at: clock.now)
        }
        try named.requireAll()
    }

    private func show(_ ids: [ItemID], in store: FeedStore, at clock: CommandClock) throws {
        for (index, id) in ids.enumerated() {
            guard let item = try store.item(id) else { continue }
            if index > 0 { Terminal.print("\n" + String(repeating: "─", count: ArticleText.measure)) }
            Terminal.printAsIs(ArticleText(item: item, now: clock.now).text())
        }
    }
}
