import ArgumentParser
import FeedModel
import FeedParsing
import FeedStorage
import FoundationEssentials
import TidingsConfig

struct Refresh: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh",
        _superCommandName: "tidings",
        abstract: "Asks for a poll now, of some feeds or all.",
        discussion: """
            A feed that was asked minutes ago, or whose server wants rest, is asked when that is over. On a terminal, \
            --wait shows how far it is.

            Examples:
              tidings refresh
              tidings refresh lwn --wait
            """)

    @OptionGroup var store: StoreOptions

    @Argument(help: ArgumentHelp("Feeds: number, title or address; none: all.", valueName: "feed"))
    var which: [String] = []

    @Flag(help: "Wait until they have been polled, and say how it went.")
    var wait = false

    func run() async throws {
        let clock = CommandClock()
        let open = try OpenStore(pollingFor: store)
        let known =
            try which.isEmpty
            ? open.store.feeds(includesLetGo: false)
            : which.map { try NamedFeeds.subscribed($0, in: open.store) }
        if !which.isEmpty { tellPaused(among: known) }
        let feeds = known.filter {
            $0.health.state != .paused && ($0.health.state != .gone || !which.isEmpty)
        }
        guard !feeds.isEmpty else {
            if known.isEmpty {
                Terminal.tell("No feeds yet; tidings add URL subscribes to one.")
            } else if which.isEmpty {
                Terminal.tell(
                    "All your feeds are gone or paused; tidings refresh FEED asks a gone one again.")
            }
            return
        }
        try open.store.wish(for: feeds.map(\.id), at: clock.now)
        let pause = open.settings.schedule.refreshPause
        var request = PollRequest(open: open, options: store, since: clock.now)
        for feed in feeds { request.underWay[feed.id] = begun(feed, within: pause, of: clock.now) }
        let asked = feeds.filter { mayBeAsked($0, after: pause, at: clock.now) }
        let polled = try await poll(asked.map(\.id), by: request)
        guard wait else { return }
        tell(polled, resting: feeds.count - polled.count)
    }

    /// Has feeds polled; where it is waited for, returns those that have been.
    private func poll(_ feeds: [FeedID], by request: PollRequest) async throws -> [Feed] {
        let progress = ProgressLine()
        defer { progress.end() }
        let watching = PollRequest.Watching(feeds: Set(feeds), progress: progress)
        let poller = try await request.begin(
            for: feeds, within: .seconds(120), watching: wait ? watching : nil)
        guard wait else { return [] }
        return try await request.results(of: feeds, from: poller, within: .seconds(120), watching: watching)
            .filter(request.isAnswered)
    }

    private func tellPaused(among feeds: [Feed]) {
        for feed in feeds where feed.health.state == .paused {
            Terminal.tell(
                "\(SafeText.line(feed.title)) is paused; tidings resume \(feed.id.rawValue) has it polled again."
            )
        }
    }

    /// When the poll of this feed began that is under way, and so lately that it is the one which is waited for.
    private func begun(_ feed: Feed, within pause: Duration, of now: Date) -> Date? {
        guard let attempt = feed.lastAttempt, attempt > feed.lastPoll ?? .distantPast else { return nil }
        let age = now.timeIntervalSince(attempt)
        return age >= 0 && age < pause.inSeconds ? attempt : nil
    }

    /// Whether waiting for this feed makes sense: it was not asked within the refresh pause, and no server wants rest.
    private func mayBeAsked(_ feed: Feed, after pause: Duration, at now: Date) -> Bool {
        guard feed.health.state != .resting else { return false }
        return feed.lastPoll.map { now.timeIntervalSince($0) >= pause.inSeconds } ?? true
    }

    private func tell(_ polled: [Feed], resting: Int) {
        let failed = polled.filter { $0.health.state != .well }
        for feed in failed {
            Terminal.tell(
                "\(SafeText.line(feed.title)): \(feed.health.message ?? feed.health.state.rawValue)")
        }
        let unread = polled.reduce(0) { $0 + $1.unread }
        var line = "\(polled.count) polled, \(failed.count) failed, \(unread) unread"
        if resting > 0 { line += "; \(resting) asked too lately, or resting: they come when that is over" }
        Terminal.tell(line)
        if !failed.isEmpty { Terminal.leave(ExitStatus.someFailed.rawValue) }
    }
}
