package import FeedModel
package import FeedStorage
import FoundationEssentials
package import Logging
import ServiceLifecycle

/// The round: starts what is due, remembers what comes of it, rests until the next feed's time or a wake-up.
///
/// One task owns the round; each poll is a child of it. On a graceful shutdown no new poll begins, waiting transfers
/// are called off, and those that have their document are remembered before `run` ends.
package struct UpdateService: Service {
    private let updater: FeedUpdater
    private let store: FeedStore
    private let plan: Plan
    private let calls: AsyncStream<Void>?
    private let time: TimeSource
    private let log: UpdateLog
    private let onProgress: @Sendable (RoundProgress) async -> Void
    private let network = NetworkWatch()
    private let moves = WaitingMoves()

    /// How a round is run.
    package struct Plan: Hashable, Sendable {
        package enum Extent: Hashable, Sendable {
            /// Until told to stop.
            case unending
            /// What this selects at the start, once.
            case once(DueSelection)
        }

        package let extent: Extent
        /// Polls at once, beside those that last long (`RoundPlaces`).
        package let width: Int
        /// Polls of one host at once, those that wait for its turn included.
        package let perHost: Int
        /// Polls begun a second; 0: no limit.
        package let startRate: Int
        /// Its `shortestPause` is also how long a poll that is never heard of again, since its process died, keeps its
        /// feed from the next one.
        package let schedule: SchedulePolicy
        /// After so long at rest the store is looked into, for a wake-up may have been lost.
        package let longestRest: Duration
        /// No poll lasts longer than this.
        package let longestPoll: Duration

        /// - Parameter longestRest: a minute at most, whatever it says.
        package init(
            extent: Extent, fetch: FetchPolicy, schedule: SchedulePolicy,
            longestRest: Duration = .seconds(60)
        ) {
            self.extent = extent
            self.longestRest = min(longestRest, .seconds(60))
            // Each hop has its exchange and its turn at a host, and may wait for one that went before it there.
            let hop = max(fetch.totalTimeout, fetch.progressingTimeout) + fetch.hostSpacing
            longestPoll = hop * (fetch.redirects + 1) * 2
            width = fetch.width
            // One more than may be asked: it waits at the gate, to take the place of one whose answer does not begin.
            perHost = fetch.perHost + 1
            startRate = fetch.startRate
            self.schedule = schedule
        }
    }

    /// - Parameters:
    ///   - calls: the command's wake-ups (`WakeSocket.calls`); nil: the clock alone.
    ///   - onProgress: told where the rounds stand whenever they got somewhere, first when the first polls have been
    ///     begun; at least once in `longestRest`, unless they hang.
    package init(
        updater: FeedUpdater, store: FeedStore, plan: Plan, calls: AsyncStream<Void>?, time: TimeSource,
        logger: Logger, onProgress: @escaping @Sendable (RoundProgress) async -> Void = { _ in }
    ) {
        self.updater = updater
        self.store = store
        self.plan = plan
        self.calls = calls
        self.time = time
        log = UpdateLog(logger)
        self.onProgress = onProgress
    }

    /// Runs the round.
    ///
    /// A graceful shutdown cancels all that it waits for at once: transfers end, and what is written or read is not lost,
    /// since the store finishes what it was asked for. So polls need not look out for one themselves.
    ///
    /// - Throws: `StoreError` where nothing can be remembered any more and waiting will not mend it.
    package func run() async throws {
        try await cancelWhenGracefulShutdown { try await poll() }
    }

    private func poll() async throws {
        try await withThrowingTaskGroup(of: Event.self) { group in
            var round = Round(plan: plan)
            if plan.extent == .unending, let calls { group.addTask { await nextEvent(of: calls) } }
            try await proceed(&round, in: &group)
            await onProgress(round.progress)
            while let event = try await group.next() {
                switch event {
                case .finished(let due, let ending):
                    try note(ending, of: due, in: &round)
                case .woke:
                    round.needsRefill = true
                    if let calls { group.addTask { await nextEvent(of: calls) } }
                case .clock(let armedFor):
                    if round.armedFor == armedFor { round.armedFor = nil }
                    round.noteAlarm(at: time.elapsed)
                case .stopping:
                    break
                }
                if !Task.isShuttingDownGracefully, !Task.isCancelled {
                    try await proceed(&round, in: &group)
                    if round.isMoving(at: time.elapsed, longest: plan.longestPoll) {
                        await onProgress(round.progress)
                    }
                }
                // Nothing is left that an alarm could ring for.
                if plan.extent != .unending, round.isOver { group.cancelAll() }
            }
        }
    }

    /// What a child task brings; boxed, since each has room for it from its start on.
    private indirect enum Event: Sendable {
        case finished(DueFeed, Ending)
        case woke
        case clock(armedFor: Date)
        case stopping
    }

    private indirect enum Ending: Sendable {
        case remembered(UpdateReceipt, FeedUpdate)
        case calledOff
        case lost(StoreError)
    }

    /// Begins what may begin, and sets the clock for what may not yet.
    private func proceed(_ round: inout Round, in group: inout ThrowingTaskGroup<Event, any Error>)
        async throws
    {
        if round.disk.isFull {
            guard try await hasRoomAgain(&round) else {
                arm(after: round.disk.wait(at: time.elapsed), for: &round, in: &group)
                return
            }
        }
        round.note(isOffline: network.isDown)
        if round.needsRefill { try await refill(&round) }
        while round.queue.count > 0, round.places.hasRoom(at: time.elapsed), mayBegin(&round) {
            guard let due = round.queue.next() else { break }
            round.begin(due, at: time.elapsed)
            group.addTask { await poll(due) }
        }
        if round.isOver {
            log.tell(round.closeReport())
        }
        try await rest(&round, in: &group)
    }

    /// Without a network, one poll a minute tries whether it is back (B59); a round that is to end waits for nothing.
    private func mayBegin(_ round: inout Round) -> Bool {
        if network.isDown, plan.extent == .unending {
            return round.queue.inFlight == 0 && network.mayProbe(at: time.now())
        }
        return round.limiter.mayStart(at: time.now())
    }

    private func refill(_ round: inout Round) async throws(StoreError) {
        try await updater.noteNewCredentials()
        switch plan.extent {
        case .unending:
            round.queue.add(
                try await store.dueFeeds(at: time.now(), limit: 5_000, selection: .due, policy: plan.schedule)
            )
        case .once(let selection):
            // Only at the start: what became due meanwhile is for the next time.
            guard !round.isBegun else { break }
            round.queue.add(
                try await store.dueFeeds(
                    at: time.now(), limit: .max, selection: selection, policy: plan.schedule))
        }
        round.isBegun = true
        round.needsRefill = false
        round.filledAt = time.elapsed
    }

    /// Sets the clock: for the next start that the rate allows, or for the next feed's time.
    private func rest(_ round: inout Round, in group: inout ThrowingTaskGroup<Event, any Error>) async throws
    {
        if network.isDown, plan.extent == .unending {
            arm(after: .seconds(NetworkWatch.probing), for: &round, in: &group)
            return
        }
        let hasRoom = round.places.hasRoom(at: time.elapsed)
        if round.queue.count > 0, let wait = waitForStart(&round, hasRoom: hasRoom) {
            arm(after: wait, for: &round, in: &group)
            return
        }
        guard plan.extent == .unending else { return }
        var wait = plan.longestRest
        round.nextPoll = nil
        // Where every slot is taken, the next poll to end wakes the round; where feeds wait for their host alone,
        // others may come due meanwhile, but those that wait are due already and no reason to look all the time.
        if hasRoom,
            let next = try await store.nextWakeUp(after: time.now(), policy: plan.schedule)
        {
            round.nextPoll = next
            let shortest = round.queue.count > 0 ? Duration.seconds(1) : .milliseconds(20)
            wait = max(shortest, min(wait, .seconds(max(0, next.timeIntervalSince(time.now())))))
        }
        arm(after: wait, for: &round, in: &group)
    }

    /// How long until the next start is allowed; nil where something else than time brings it.
    private func waitForStart(_ round: inout Round, hasRoom: Bool) -> Duration? {
        guard hasRoom else { return round.places.wait(at: time.elapsed) }
        let wait = round.limiter.wait(at: time.now())
        return wait > .zero ? wait : nil
    }

    private func arm(
        after wait: Duration, for round: inout Round, in group: inout ThrowingTaskGroup<Event, any Error>
    ) {
        let wait = min(wait, plan.longestRest)
        let date = time.now().addingTimeInterval(wait.inSeconds)
        if let armedFor = round.armedFor, armedFor <= date { return }
        round.armedFor = date
        group.addTask {
            do {
                try await time.sleep(for: wait)
                return .clock(armedFor: date)
            } catch {
                return .stopping
            }
        }
    }

    private func nextEvent(of calls: AsyncStream<Void>) async -> Event {
        for await _ in calls { return .woke }
        return .stopping
    }

    /// Notes the attempt before any request, polls, and remembers what came of it. The round itself waits for neither
    /// write, so that those of many polls go into one transaction.
    private func poll(_ due: DueFeed) async -> Event {
        do throws(Interruption) {
            try await noteAttempt(on: due)
            let update = try await updater.update(due)
            return .finished(due, try await remember(update, of: due))
        } catch {
            switch error {
            case .cancelled: return .finished(due, .calledOff)
            case .store(let error): return .finished(due, .lost(error))
            }
        }
    }

    private func noteAttempt(on due: DueFeed) async throws(Interruption) {
        let now = time.now()
        do throws(StoreError) {
            try await store.noteAttempts(
                on: [due.id], at: now, until: now.addingTimeInterval(plan.schedule.shortestPause.inSeconds))
        } catch {
            throw .store(error)
        }
    }

    private func remember(_ update: FeedUpdate, of due: DueFeed) async throws(Interruption) -> Ending {
        do throws(StoreError) {
            let isOffline = network.isDown && update.outcome.reachesHost == false
            let update = isOffline ? updater.offline(due, exchange: update.exchange) : update
            let receipt = try await store.apply(update)
            let (turn, taken) = network.note(update.outcome, of: due, isCounted: !isOffline, at: time.now())
            if let turn { log.tellNetwork(turn) }
            // What was counted against feeds before it was clear whose fault it was is taken back.
            for due in taken { _ = try await store.apply(updater.offline(due, exchange: ExchangeRecord())) }
            moves.note(update, receipt)
            for (feed, move) in try await moves.proceed(in: store, at: time.now()) {
                log.tell(move, of: feed)
            }
            return .remembered(receipt, update)
        } catch {
            throw .store(error)
        }
    }

    private func note(_ ending: Ending, of due: DueFeed, in round: inout Round) throws(StoreError) {
        round.end(due, at: time.elapsed)
        switch ending {
        case .remembered(let receipt, let update):
            round.report.polled += 1
            round.report.new += receipt.new.count
            if case .failed = update.outcome { round.report.failed += 1 }
            log.tell(receipt, of: update)
        case .calledOff:
            break
        case .lost(.other(let reason)):
            log.tellRefused(due.id, reason: reason)
        case .lost(let error):
            try take(error, into: &round)
        }
    }

    /// Takes note of what the store could not do. A full disk is waited out; anything else that will not mend itself ends
    /// the round.
    private func take(_ error: StoreError, into round: inout Round) throws(StoreError) {
        switch error {
        case .full where plan.extent == .unending:
            if round.disk.noteFull(at: time.elapsed) { log.tellFull(error) }
        case .unknownFeed:
            // It was forgotten, or became one with another, while it was polled.
            break
        case .busy(.locked) where plan.extent == .unending:
            log.tellBusy(error)
            round.needsRefill = true
        default:
            throw error
        }
    }

    /// Whether a small write goes through, which is tried once a minute; told once when it does again.
    private func hasRoomAgain(_ round: inout Round) async throws -> Bool {
        guard round.disk.mayTry(at: time.elapsed) else { return false }
        do throws(StoreError) {
            try await store.checkWriting()
        } catch {
            if case .full = error { return false }
            throw error
        }
        log.tellRoomAgain()
        round.disk.noteRoom()
        round.needsRefill = true
        return true
    }
}
