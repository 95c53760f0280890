package import FeedModel
package import FeedStorage
import FoundationEssentials
package import Logging
import ServiceLifecycle

/// The round: starts what is due, remembers what comes of it, rests until the next feed's time or a wake-up.
///
/// One task owns the round; what may begin together is a child of it, a wave, and each poll one of the wave's. On a
/// graceful shutdown no new poll begins, waiting transfers are called off, and those that have their document are
/// remembered before `run` ends.
///
/// What a poll does when it waits for nothing is kept from being inlined (decision 21).
package final class UpdateService: Service {
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
        /// Whether time must pass between two requests to one host.
        package let isSpaced: Bool
        /// Polls begun a second; 0: no limit.
        package let startRate: Int
        /// Its `shortestPause` is also how long a poll that is never heard of again, since its process died, keeps its
        /// feed from the next one.
        package let schedule: SchedulePolicy
        /// After so long at rest the store is looked into, for a wake-up may have been lost.
        package let longestRest: Duration
        /// No poll lasts longer than this.
        package let longestPoll: Duration
        /// How many of the feeds that are due a round reads at once which is to end, since what is known of one takes a KB
        /// and more. More follow when none of those that wait may begin.
        package let portion: Int

        /// - Parameters:
        ///   - longestRest: a minute at most, whatever it says.
        ///   - portion: at least 1.
        package init(
            extent: Extent, fetch: FetchPolicy, schedule: SchedulePolicy,
            longestRest: Duration = .seconds(60), portion: Int = 10_000
        ) {
            self.extent = extent
            self.portion = max(1, portion)
            self.longestRest = min(longestRest, .seconds(60))
            // Each hop has its exchange and its turn at a host, and may wait for one that went before it there.
            let hop = max(fetch.totalTimeout, fetch.progressingTimeout) + fetch.hostSpacing
            longestPoll = hop * (fetch.redirects + 1) * 2
            width = fetch.width
            // One more than may be asked: it waits at the gate, to take the place of one whose answer does not begin.
            perHost = fetch.perHost + 1
            isSpaced = fetch.hostSpacing > .zero
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
        try await cancelWhenGracefulShutdown { [self] in
            do {
                try await poll()
            } catch {
                // Polls that had their document have left it to the store.
                await store.finishWriting()
                throw error
            }
        }
    }

    private func poll() async throws {
        try await withThrowingTaskGroup(of: Event.self) { [self] group in
            var round = Round(plan: plan)
            let endings = PollEndings()
            if plan.extent == .unending, let calls {
                group.addTask { [self] in await next(.woke, of: calls) }
            }
            group.addTask { [self] in await next(.polled, of: endings.calls) }
            try await proceed(&round, in: &group, telling: endings)
            await onProgress(round.progress)
            if plan.extent != .unending, round.isOver { group.cancelAll() }
            while let event = try await group.next() {
                let ended = endings.take()
                try await note(ended, in: &round)
                switch event {
                case .polled:
                    group.addTask { [self] in await next(.polled, of: endings.calls) }
                case .woke:
                    round.needsRefill = true
                    if let calls { group.addTask { [self] in await next(.woke, of: calls) } }
                case .clock(let armedFor):
                    if round.armedFor == armedFor { round.armedFor = nil }
                    round.noteAlarm(at: time.elapsed)
                case .waveOver where ended.isEmpty:
                    continue
                case .waveOver, .stopping:
                    break
                }
                if !Task.isShuttingDownGracefully, !Task.isCancelled {
                    try await proceed(&round, in: &group, telling: endings)
                    if round.isMoving(at: time.elapsed, longest: plan.longestPoll) {
                        await onProgress(round.progress)
                    }
                }
                // Nothing is left that an alarm could ring for.
                if plan.extent != .unending, round.isOver { group.cancelAll() }
            }
            // Polls end with what the store is asked to remember of them, which may not be written yet.
            await store.finishWriting()
            try await note(endings.take(), in: &round)
        }
    }

    /// What a child task brings.
    private enum Event: Sendable {
        /// Polls have ended.
        case polled
        case waveOver
        case woke
        case clock(armedFor: Date)
        case stopping
    }

    /// Begins what may begin, all of it in one wave, and sets the clock for what may not yet.
    private func proceed(
        _ round: inout Round, in group: inout ThrowingTaskGroup<Event, any Error>,
        telling endings: PollEndings
    ) async throws {
        if round.disk.isFull {
            guard try await hasRoomAgain(&round) else {
                arm(after: round.disk.wait(at: time.elapsed), for: &round, in: &group)
                return
            }
        }
        round.note(isOffline: network.isDown)
        if round.needsRefill { try await refill(&round) }
        let wave = try await beginWave(in: &round)
        if !wave.isEmpty {
            group.addTask { [self] in
                await poll(wave, telling: endings)
                return .waveOver
            }
        }
        if round.isOver {
            log.tell(round.closeReport())
        }
        try await rest(&round, in: &group)
    }

    private func beginWave(in round: inout Round) async throws(StoreError) -> [DueFeed] {
        var wave: [DueFeed] = []
        while round.places.hasRoom(at: time.elapsed) {
            if !round.queue.isReady {
                // What waits does so for hosts that have enough to do.
                guard let place = round.unread else { break }
                try await readOn(from: place, for: &round)
            } else if mayBegin(&round), let due = round.queue.next() {
                round.begin(due, at: time.elapsed)
                wave.append(due)
            } else {
                break
            }
        }
        return wave
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
        let now = time.now()
        switch plan.extent {
        case .unending:
            round.queue.add(
                try await store.dueFeeds(at: now, limit: 5_000, selection: .due, policy: plan.schedule))
        case .once(let selection):
            // Only at the start: what became due meanwhile is for the next time.
            guard !round.isBegun else { break }
            let first = selection == .due ? .wished : selection
            round.take(
                try await store.dueFeeds(at: now, limit: .max, selection: first, policy: plan.schedule),
                unread: nil)
            if selection == .due { try await readOn(from: DuePlace(beginningAt: now), for: &round) }
        }
        round.isBegun = true
        round.needsRefill = false
        round.filledAt = time.elapsed
    }

    private func readOn(from place: DuePlace, for round: inout Round) async throws(StoreError) {
        let (feeds, next) = try await store.dueFeeds(
            from: place, at: time.now(), limit: plan.portion, policy: plan.schedule)
        round.take(feeds, unread: next)
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
        group.addTask { [time] in
            do {
                try await time.sleep(for: wait)
                return .clock(armedFor: date)
            } catch {
                return .stopping
            }
        }
    }

    private func next(_ event: Event, of calls: AsyncStream<Void>) async -> Event {
        for await _ in calls { return event }
        return .stopping
    }

    /// Notes the attempts of a wave before any request, by one write, and polls. The round itself waits for no write, so
    /// that those of many polls go into one transaction.
    private func poll(_ wave: [DueFeed], telling endings: PollEndings) async {
        do throws(StoreError) {
            let now = time.now()
            try await store.noteAttempts(
                on: wave.map(\.id), at: now,
                until: now.addingTimeInterval(plan.schedule.shortestPause.inSeconds))
        } catch {
            // What is refused of one feed need not be so of the others.
            if case .other = error, wave.count > 1 {
                await forEach(of: wave) { [self] in await poll([$0], telling: endings) }
            } else {
                for due in wave { endings.post(.lost(error), of: due) }
            }
            return
        }
        await forEach(of: wave) { [self] in await poll($0, telling: endings) }
    }

    private func forEach(of wave: [DueFeed], _ body: @escaping @Sendable (DueFeed) async -> Void) async {
        await withDiscardingTaskGroup { group in
            for due in wave { group.addTask { await body(due) } }
        }
    }

    /// Polls, and has the store remember what came of it, for which the poll itself does not wait.
    private func poll(_ due: DueFeed, telling endings: PollEndings) async {
        do throws(Interruption) {
            let update = try await updater.update(due)
            guard case .changed = update.outcome else { return note(update, of: due, telling: endings) }
            // To get articles ready for the store takes as long as to read them.
            await updater.readingTurns.withTurn(isAhead: true) {
                note(update, of: due, telling: endings)
            }
        } catch {
            note(error, of: due, telling: endings)
        }
    }

    @inline(never)
    private func note(_ interruption: Interruption, of due: DueFeed, telling endings: PollEndings) {
        switch interruption {
        case .cancelled: endings.post(.calledOff, of: due)
        case .store(let error): endings.post(.lost(error), of: due)
        }
    }

    @inline(never)
    private func note(_ update: FeedUpdate, of due: DueFeed, telling endings: PollEndings) {
        let isOffline = network.isDown && update.outcome.reachesHost == false
        remember(
            isOffline ? updater.offline(due, exchange: update.exchange) : update, of: due, telling: endings)
        // At once, so that the next to fail is known to be offline; and after what is counted was left to the writer, so that
        // what takes it back comes later.
        let (turn, taken) = network.note(update.outcome, of: due, isCounted: !isOffline, at: time.now())
        if let turn { log.tellNetwork(turn) }
        for due in taken { takeBack(due, telling: endings) }
    }

    private func remember(_ update: FeedUpdate, of due: DueFeed, telling endings: PollEndings) {
        store.apply(update) { result in
            switch result {
            case .success(let receipt): endings.leave(.remembered(receipt, update), of: due)
            case .failure(let error): endings.leave(.lost(error), of: due)
            }
        }
    }

    /// Takes back what was counted against a feed before it was clear whose fault it was.
    private func takeBack(_ due: DueFeed, telling endings: PollEndings) {
        store.apply(updater.offline(due, exchange: ExchangeRecord())) { result in
            switch result {
            case .success: nil
            case .failure(let error): endings.leave(.notTakenBack(error), of: due)
            }
        }
    }

    private func note(_ endings: [(DueFeed, PollEnding)], in round: inout Round) async throws(StoreError) {
        guard !endings.isEmpty else { return }
        for (due, ending) in endings {
            if case .notTakenBack(let error) = ending {
                try take(error, of: due.id, into: &round)
                continue
            }
            round.end(due, at: time.elapsed)
            switch ending {
            case .remembered(let receipt, let update):
                round.report.polled += 1
                round.report.new += receipt.new.count
                if case .failed = update.outcome { round.report.failed += 1 }
                log.tell(receipt, of: update, due)
                moves.note(update, receipt)
            case .calledOff, .notTakenBack:
                break
            case .lost(let error):
                try take(error, of: due.id, into: &round)
            }
        }
        for (feed, result) in await moves.proceed(in: store, at: time.now()) {
            switch result {
            case .success(let move): log.tell(move, of: feed)
            case .failure(let error): try take(error, of: feed, into: &round)
            }
        }
    }

    /// Takes note of what the store could not do. A full disk is waited out; anything else that will not mend itself ends
    /// the round.
    private func take(_ error: StoreError, of feed: FeedID, into round: inout Round) throws(StoreError) {
        switch error {
        case .other(let reason):
            log.tellRefused(feed, reason: reason)
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
