import ArgumentParser
import FeedModel
import FeedParsing
import FeedStorage
import TidingsConfig

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        _superCommandName: "tidings",
        abstract: "Takes over subscriptions and read marks, from other readers too.",
        discussion: """
            What a file is, its content says. Subscriptions: OPML, whose folders become tags; newsboat's urls; \
            rss2email.cfg. Feeds that you have stay as they are. Marks: newsboat's cache.db, which is only read; \
            rss2email.json, together with rss2email.cfg, where what was mailed is read; and what tidings export state \
            writes. What is read or starred in either library is so afterwards; what has not come yet is marked when it \
            comes. Importing the same files again changes nothing, and tidings undo takes marks back.

            Examples:
              tidings import feeds.opml
              tidings import ~/.newsboat/urls ~/.newsboat/cache.db
            """)

    @OptionGroup var store: StoreOptions

    @Option(
        help: ArgumentHelp(
            "Star what bears one of these flags in newsboat, such as s.", valueName: "letters"))
    var starFlags = ""

    @Argument(help: ArgumentHelp("Files; - for standard input.", valueName: "file"))
    var files: [String]

    func validate() throws {
        guard starFlags.allSatisfy({ $0.isASCII && $0.isLetter }) else {
            throw ValidationError("--star-flags takes letters, such as s")
        }
        guard files.count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("standard input can be read once only")
        }
    }

    func run() throws {
        let clock = CommandClock()
        let names = files.map { ImportName($0, isOneOfMany: files.count > 1) }
        // All are read before anything is changed: a mistake in the last one leaves all as it was.
        let read = try zip(files, names).map { try ImportFile($0, named: $1) }
        let known = read.flatMap { file -> [Rss2EmailConfiguration.Entry] in
            if case .rss2email(let configuration) = file { configuration.feeds } else { [] }
        }
        try requireAddresses(of: read, named: names, in: known)
        let open = try OpenStore(pollingFor: store)
        // Feeds come before their marks, in whichever order they are named.
        var isNew = false
        for (file, name) in zip(read, names) {
            guard let feeds = subscriptions(in: file) else { continue }
            isNew = try feeds.run(with: open.store, as: name, at: clock.now) || isNew
        }
        for (file, name) in zip(read, names) {
            let marks = MarkImport(store: open.store, name: name, now: clock.now)
            switch file {
            case .states(let states): try marks.join(states)
            case .newsboat(let cache): try marks.join(cache, starring: starFlags)
            case .seen(let data): try marks.join(data, of: known)
            case .feeds, .rss2email: break
            }
        }
        if isNew { askForPolls(open) }
    }

    private func subscriptions(in file: ImportFile) -> SubscriptionImport? {
        switch file {
        case .feeds(let feeds): feeds
        case .rss2email(let configuration):
            SubscriptionImport(of: configuration.feeds.map(\.feed), unmovable: configuration.unmovable)
        case .states, .newsboat, .seen: nil
        }
    }

    /// rss2email keeps what it has sent by the names of feeds, and says elsewhere where these are.
    private func requireAddresses(
        of read: [ImportFile], named names: [ImportName], in known: [Rss2EmailConfiguration.Entry]
    ) throws {
        guard known.isEmpty else { return }
        for (file, name) in zip(read, names) {
            if case .seen = file {
                throw CommandFailure(
                    .usage, "\(name.text) names feeds, but not where they are",
                    hint: "name rss2email's configuration too: tidings import rss2email.cfg rss2email.json")
            }
        }
    }

    private func askForPolls(_ open: OpenStore) {
        if PollerLock.holder(of: open.store.path)?.isDaemon != true {
            Terminal.tell("No daemon polls at the moment; tidings refresh --wait asks them once.")
        } else if let wake = open.settings.runtime.wake {
            WakeSocket.call(wake)
        }
    }
}
