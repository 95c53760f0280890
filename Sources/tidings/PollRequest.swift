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

    /// Makes sure that somebody polls: wakes the daemon, or runs a poller of our own.
    ///
    /// - Throws: 69 where no daemon polls and the database is another user's: a member of the group lacks the daemon's
    ///   credentials and would poll worse than it.
    /// - Parameter watching: told of each of these feeds how many are answered, while a poller of our own is at work.
    /// - Returns: who polls.
    func begin(watching: Watching? = nil) async throws -> Poller {
        let database = open.settings.storage.database
        if PollerLock.holder(of: database) != nil {
            if let wake = open.settings.runtime.wake {
                WakeSocket.call(wake)
            } else if Terminal.tellsPerson {
                Terminal.tell("The daemon has no wake socket, and looks once a minute.")
            }
            return .daemon
        }
        guard FeedStore.belongsToUser(at: database) else {
            throw CommandFailure(
                .unavailable, "no daemon polls, and the database belongs to another user",
                hint: "sudo systemctl start tidingsd")
        }
        if let watching, ProgressLine.isWatched {
            try await poll(watching: watching)
        } else {
            try await ChildProcess.pollWished(config: open.settings.file)
        }
        return .own
    }

    /// A poller of our own, looked after until it has done its work.
    private func poll(watching: Watching) async throws {
        let file = open.settings.file
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await ChildProcess.pollWished(config: file)
                return true
            }
            group.addTask {
                while !Task.isCancelled {
                    watching.show(try answers(to: watching.feeds).count(where: isAnswered))
                    await CommandClock.pause(.milliseconds(100))
                }
                return false
            }
            while let isDone = try await group.next(), !isDone {}
            group.cancelAll()
        }
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
        let rounds = poller == .own ? 1 : max(1, Int(limit.inSeconds * 5))
        for round in 0..<rounds {
            let now = try answers(to: wanted)
            watching?.show(now.count(where: isAnswered))
            if now.allSatisfy(isAnswered) || round == rounds - 1 { return now }
            await CommandClock.pause(.milliseconds(200))
        }
        return []
    }
}
