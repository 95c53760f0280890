import ArgumentParser
import FeedModel
import FeedParsing
import FeedStorage
import FoundationEssentials
import TidingsConfig

struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        _superCommandName: "tidings",
        abstract: "Subscribes to feeds, waits for their first poll and says what came.",
        discussion: """
            Examples:
              tidings add https://example.org/feed.xml
              tidings add https://example.org/feed.xml --tag news --title "Example"
              tidings add https://example.org/ | tidings add -

            A web page is looked through for the feeds that it names: one is subscribed to, several are listed (status \
            64), none is said (65). A dash reads addresses from standard input, one a line, and so takes all that were \
            listed.
            """)

    @OptionGroup var store: StoreOptions

    @Argument(
        help: ArgumentHelp(
            "The address of a feed, or of a web page that names one; - for addresses on standard input.",
            valueName: "url"))
    var urls: [String]

    @Option(help: "Your own title for the feed.")
    var title: String?

    @Option(name: .customLong("tag"), help: "A tag; may be given several times.")
    var tags: [String] = []

    @Option(help: ArgumentHelp("A fixed pause between polls, such as 30m or 6h.", valueName: "duration"))
    var interval: String?

    @Flag(help: "What is published already counts as read.")
    var onlyNew = false

    @Flag(help: "Where a page names no feed, ask for up to four addresses that feeds often have.")
    var guess = false

    @Flag(
        inversion: .prefixedNo,
        help: "Whether to wait for the first poll; without a daemon, --no-wait leaves it to who polls next.")
    var wait = true

    func validate() throws {
        if title != nil, urls.count > 1 { throw ValidationError("--title fits one feed only") }
    }

    func run() async throws {
        let clock = CommandClock()
        let pause = try interval.map(PollInterval.read)
        let urls = self.urls.flatMap { $0 == "-" ? Self.addressesOfInput() : [$0] }
        guard title == nil || urls.count < 2 else {
            throw CommandFailure(.usage, "--title fits one feed only")
        }
        for url in urls {
            let address = FeedAddress(url)
            if address.scheme == .file {
                throw CommandFailure(
                    .usage, "file: addresses are read only for feeds that the configuration declares",
                    hint: "put \(url) into a [[feed]] table")
            }
            if let problem = address.problem {
                throw CommandFailure(.usage, "\(SafeText.line(url)): \(problem)")
            }
        }
        let open = try OpenStore(pollingFor: store)
        try PollInterval.requireBearable(pause, for: open.settings)
        let subscription = { (address: FeedAddress) in
            Subscription(
                address: address, origin: .reader, title: title, tags: tags, interval: pause, onlyNew: onlyNew
            )
        }
        let request = PollRequest(open: open, options: store, since: clock.now)
        var polls = FirstPolls(request: request, guesses: guess, subscription: subscription)
        var added: [FirstPolls.Added] = []
        for url in urls {
            let address = FeedAddress(url)
            let receipt = try open.store.subscribe(subscription(address), at: clock.now)
            switch receipt.result {
            case .added, .returned:
                added.append(
                    FirstPolls.Added(
                        address: address, feed: receipt.feed, isReturned: receipt.result == .returned))
            case .already(let origin):
                if origin == .reader, try polls.offerAgain(receipt.feed, at: address) { continue }
                Terminal.tell(
                    "Already subscribed to \(SafeText.line(address.shown)) (feed \(receipt.feed.rawValue))"
                        + (changesNothing ? "." : "; tidings edit \(receipt.feed.rawValue) changes it."))
            }
        }
        guard !added.isEmpty else { return polls.leave() }
        try open.store.wish(for: added.map(\.feed), at: clock.now)
        let poller: PollRequest.Poller
        do {
            guard wait else {
                try polls.tellOfWishes(for: added)
                return polls.leave()
            }
            poller = try await request.begin(for: added.map(\.feed), within: .seconds(90))
        } catch let failure as CommandFailure {
            if failure.status == .unavailable {
                Terminal.tell("Subscribed; the first poll comes when a daemon runs.")
            } else if failure.status == .busy {
                Terminal.tell("Subscribed, but not polled yet.")
            }
            throw failure
        }
        try await polls.see(added, by: poller)
        polls.leave()
    }

    /// Whether nothing is said of the subscription but that it is wanted.
    private var changesNothing: Bool {
        title == nil && tags.isEmpty && interval == nil
    }

    /// The first field of each line, as a page's feeds are listed.
    private static func addressesOfInput() -> [String] {
        Terminal.linesOfInput().map { $0.prefix { $0 != "\t" }.trimmingBlanks }.filter { !$0.isEmpty }
    }
}
