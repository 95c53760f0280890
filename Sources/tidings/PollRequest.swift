import FeedModel
import FeedStorage
import FoundationEssentials
import TidingsConfig

/// Wished-for polls, seen through: whoever may poll is told, and what comes of it is waited for.
struct PollRequest {
    let open: OpenStore
    let options: StoreOptions
    /// When the wish was made.
    let since: Date
    /// When the polls were begun that were under way when the wish was made: what they bring answers it, since their
    /// feeds are not asked again so soon.
    var underWay: [FeedID: Date] = [:]

    /// Makes sure that somebody polls: wakes the daemon, or runs a poller of our own. Where another one is at work that is
    /// no daemon, its end is waited for first: it may have begun before the wish was made.
    ///
    /// - Throws: 69 where no daemon polls and the database is another user's: a member of the group lacks the daemon's
    ///   credentials and would poll worse than it. 75 where another poller does not end in time.
    /// - Parameters:
    ///   - feeds: those that were wished for; a poller of our own is not needed once another has polled them.
    ///   - limit: how long the end of another poller is waited for.
    ///   - watching: told of each of these feeds how many are answered, while they are polled.
    /// - Returns: who polls.
    func begin(for feeds: [FeedID], within limit: Duration, watching: Watching? = nil) async throws -> Poller
    {
        let database = open.store.path
        let wanted = Set(feeds)
        let watching = ProgressLine.isWatched ? watching : nil
        for round in 0...rounds(in: limit) {
            let holder = PollerLock.holder(of: database)
            if let holder, holder.isDaemon {
                call()
                return .daemon
            }
            try requireOwnDatabase()
            if round > 0 {
                let now = try answers(to: wanted)
                watching?.show(now.count(where: isAnswered))
                if now.allSatisfy(isAnswered) { return .own }
            }
            if holder == nil, try await polledByOwn(watching: watching) { return .own }
            if round == 0, watching == nil, Terminal.tellsPerson {
                Terminal.tell("Another poller is at work\(Self.number(of: holder)); waiting for it to end.")
            }
            await CommandClock.pause(Self.look)
        }
        let number = Self.number(of: PollerLock.holder(of: database))
        throw CommandFailure(
            .busy, "another poller is at work\(number), and did not end in time",
            hint: "what was asked for is polled next; tidings refresh --wait waits for it again")
    }

    /// Wakes the daemon, if there is one; says whether there is.
    ///
    /// - Throws: 69 as `begin` does.
    func callDaemon() throws -> Bool {
        guard PollerLock.holder(of: open.store.path)?.isDaemon == true else {
            try requireOwnDatabase()
            return false
        }
        call()
        return true
    }

    private func requireOwnDatabase() throws(CommandFailure) {
        guard !FeedStore.belongsToUser(at: open.store.path) else { return }
        throw CommandFailure(
            .unavailable, "no daemon polls, and the database belongs to another user",
            hint: "sudo systemctl start tidingsd")
    }

    private func call() {
        if let wake = open.settings.runtime.wake {
            WakeSocket.call(wake)
        } else if Terminal.tellsPerson {
            Terminal.tell("The daemon has no wake socket, and looks once a minute.")
        }
    }

    private static func number(of holder: PollerLock.Holder?) -> String {
        holder?.process.map { " (process \($0))" } ?? ""
    }

    /// Runs a poller of our own to its end; false where another was quicker, and it polled nothing.
    private func polledByOwn(watching: Watching?) async throws -> Bool {
        let file = open.settings.file
        guard let watching else { return try await ChildProcess.pollWished(config: file) }
        return try await withThrowingTaskGroup(of: Bool?.self) { group in
            group.addTask { try await ChildProcess.pollWished(config: file) }
            group.addTask {
                while !Task.isCancelled {
                    watching.show(try answers(to: watching.feeds).count(where: isAnswered))
                    await CommandClock.pause(.milliseconds(100))
                }
                return nil
            }
            defer { group.cancelAll() }
            while let ending = try await group.next() {
                if let ending { return ending }
            }
            return false
        }
    }

    /// The pause between two looks at what others have done.
    private static let look = Duration.milliseconds(200)

    private func rounds(in limit: Duration) -> Int {
        max(1, Int(limit.inSeconds * 5))
    }

    /// The feeds whose polls are waited for, and who is told how many have been polled.
    struct Watching {
        let feeds: Set<FeedID>
        let progress: ProgressLine

        func show(_ done: Int) {
            progress.show("Polling", done: done, of: feeds.count)
        }
    }

    private func answers(to feeds: Set<FeedID>) throws -> [Feed] {
        try open.store.feeds(includesLetGo: true).filter { feeds.contains($0.id) }
    }

    enum Poller {
        /// It has been told, and polls in its own time.
        case daemon
        /// It has polled, and is gone.
        case own
    }

    /// Whether a feed has been polled since the wish was made.
    func isAnswered(_ feed: Feed) -> Bool {
        guard let polled = feed.lastPoll else { return false }
        return polled >= underWay[feed.id] ?? since
    }

    /// Waits until each of these feeds has been polled since the wish was made; not at all where a poller of our own has
    /// done what it could.
    ///
    /// - Returns: the feeds as they are then; those that were not polled within the time come as they are, and those that
    ///   became one with another are left out.
    func results(
        of feeds: [FeedID], from poller: Poller, within limit: Duration, watching: Watching? = nil
    ) async throws -> [Feed] {
        let wanted = Set(feeds)
        let rounds = poller == .own ? 1 : rounds(in: limit)
        for round in 0..<rounds {
            let now = try answers(to: wanted)
            watching?.show(now.count(where: isAnswered))
            if now.allSatisfy(isAnswered) || round == rounds - 1 { return now }
            await CommandClock.pause(Self.look)
        }
        return []
    }
}
