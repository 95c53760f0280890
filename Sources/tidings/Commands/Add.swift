import ArgumentParser
import FeedModel
import FeedStorage
import FoundationEssentials
import TidingsConfig

struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Subscribes to feeds, waits for their first poll and says what came.",
        discussion: """
            Examples:
              tidings add https://example.org/feed.xml
              tidings add https://example.org/feed.xml --tag news --title "Example"
            """)

    @OptionGroup var store: StoreOptions

    @Argument(help: ArgumentHelp("The feed's address.", valueName: "url"))
    var urls: [String]

    @Option(help: "Your own title for the feed.")
    var title: String?

    @Option(name: .customLong("tag"), help: "A tag; may be given several times.")
    var tags: [String] = []

    @Option(help: ArgumentHelp("A fixed pause between polls, such as 30m or 6h.", valueName: "duration"))
    var interval: String?

    @Flag(help: "What is published already counts as read.")
    var onlyNew = false

    @Flag(inversion: .prefixedNo, help: "Wait for the first poll.")
    var wait = true

    func validate() throws {
        if title != nil, urls.count > 1 { throw ValidationError("--title fits one feed only") }
    }

    func run() async throws {
        let clock = CommandClock()
        let pause = try interval.map(duration)
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
        var added: [FeedID] = []
        for url in urls {
            let subscription = Subscription(
                address: FeedAddress(url), origin: .reader, title: title, tags: tags, interval: pause,
                onlyNew: onlyNew)
            let receipt = try open.store.subscribe(subscription, at: clock.now)
            switch receipt.result {
            case .added, .returned:
                added.append(receipt.feed)
            case .already:
                Terminal.tell("Already subscribed to \(url) (feed \(receipt.feed.rawValue)).")
            }
        }
        guard !added.isEmpty else { return }
        try open.store.wish(for: added, at: clock.now)
        try await see(added, through: PollRequest(open: open, options: store, since: clock.now))
    }

    private func see(_ feeds: [FeedID], through request: PollRequest) async throws {
        let poller: PollRequest.Poller
        do {
            poller = try await request.begin()
        } catch let failure as CommandFailure where failure.status == .unavailable {
            Terminal.tell("Subscribed; the first poll comes when a daemon runs.")
            throw failure
        }
        guard wait else { return }
        var failed = 0
        for feed in try await request.results(of: feeds, from: poller, within: .seconds(90)) {
            let name = SafeText.line(feed.title)
            if (feed.lastPoll ?? .distantPast) < request.since {
                Terminal.tell("Subscribed to \(name) (feed \(feed.id.rawValue)); it has not been polled yet.")
            } else if feed.health.state == .well {
                Terminal.tell(
                    "Subscribed to \(name) (feed \(feed.id.rawValue)): \(feed.total) \(feed.total == 1 ? "item" : "items")."
                )
            } else {
                failed += 1
                let reason = feed.health.message ?? feed.health.state.rawValue
                Terminal.tell(
                    "Subscribed to \(name) (feed \(feed.id.rawValue)), but its first poll failed: \(reason).")
            }
        }
        if failed > 0 { Terminal.leave(ExitStatus.someFailed.rawValue) }
    }

    private func duration(_ text: String) throws -> Duration {
        guard let duration = Units.duration(text), duration > .zero else {
            throw CommandFailure(.usage, "\(text) is no duration", hint: "write 30m, 6h or 1d")
        }
        return duration
    }
}
