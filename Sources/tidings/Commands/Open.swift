import ArgumentParser
import FeedModel
import FeedStorage

struct Open: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        _superCommandName: "tidings",
        abstract: "Opens the links of items in your browser and marks them read.",
        discussion: """
            The browser is what BROWSER names (several between colons: the first that can be started; %s stands for the \
            link), else xdg-open. Only links of the web are opened.

            Examples:
              tidings open 1423
              tidings list is:starred | tidings open -
            """)

    @OptionGroup var store: StoreOptions

    @Argument(
        help: ArgumentHelp("Item numbers, ranges, links, or - for these on standard input.", valueName: "id"))
    var which: [String]

    func run() async throws {
        let clock = CommandClock()
        guard let references = try ItemReference.all(which) else {
            throw CommandFailure(
                .usage, "open takes item numbers, ranges or links",
                hint: "tidings list 'QUERY' finds the numbers")
        }
        let store = try OpenStore.store(config: self.store.config)
        let named = try NamedItems(references, in: store)
        var isMissing = false
        for id in named.ids {
            guard let item = try store.item(id) else { continue }
            guard let link = Self.link(of: item) else {
                Terminal.tell("Item \(id.rawValue) has no link of the web.")
                isMissing = true
                continue
            }
            try await Browser.open(link)
            _ = try store.mark([id], as: .read, subject: "\(id.rawValue)", at: clock.now)
        }
        try named.requireAll()
        if isMissing { Terminal.leave(ExitStatus.notThere.rawValue) }
    }

    /// Its own link, else what it is about; nothing that is no address of the web, lest a feed start other programs.
    private static func link(of item: Item) -> Link? {
        [item.summary.link, item.content.externalLink].compactMap(\.self).first { link in
            ["http://", "https://"].contains { link.text.lowercased().hasPrefix($0) }
        }
    }
}
