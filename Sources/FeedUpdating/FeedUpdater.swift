package import FeedFetching
package import FeedModel
import FeedParsing
package import FeedStorage
import FoundationEssentials

/// Polls one feed from request to update: calls the world in the right order, and decides nothing itself.
///
/// What makes an update of an outcome is kept from being inlined: a poll waits with all the room that its function may
/// ever need, and there are as many polls under way as the configuration allows.
package struct FeedUpdater: Sendable {
    let fetcher: Fetcher
    let store: FeedStore
    let schedule: UpdateSchedule
    let backoff: Backoff
    let time: TimeSource
    let chance: Chance
    let readingTurns: ReadingTurns

    /// - Parameter readingTurns: how many documents are read at once.
    package init(
        fetcher: Fetcher, store: FeedStore, policy: SchedulePolicy, time: TimeSource, chance: Chance,
        readingTurns: ReadingTurns = ReadingTurns(atOnce: 1)
    ) {
        self.fetcher = fetcher
        self.store = store
        schedule = UpdateSchedule(policy: policy)
        backoff = Backoff(policy: policy)
        self.time = time
        self.chance = chance
        self.readingTurns = readingTurns
    }

    /// Polls one feed and says what came of it.
    ///
    /// A feed that fails is an ordinary outcome: the failure, like the success, is something the store must remember.
    /// Only cancellation and a lost database end it without an update. Cancellation calls off the transfer, but what has
    /// been downloaded by then is read, and an update comes of it.
    package func update(_ due: DueFeed) async throws(Interruption) -> FeedUpdate {
        try await update(due, at: time.now())
    }

    func update(_ due: DueFeed, at now: Date) async throws(Interruption) -> FeedUpdate {
        let isProbe = due.wantsProbe(at: now)
        let asked = due
        var due = due
        if isProbe { due.history.trust.probedAt = now }
        do {
            let fetched = try await fetch(isProbe ? due.unconditional : due, at: now)
            var update = try await update(due, with: fetched, at: now)
            update.history.trust.note(update.outcome, of: due, answered: fetched, isProbe: isProbe, at: now)
            update.isRoutine = update.isRoutine(after: asked)
            return update
        } catch let failure as FetchFailure {
            if failure.kind == .cancelled { throw .cancelled }
            return failed(
                due, .fetching(failure), exchange: failure.exchange, hostRests: failure.hostRests, at: now)
        } catch let error as StoreError {
            throw .store(error)
        } catch let interruption as Interruption {
            throw interruption
        } catch {
            throw .cancelled
        }
    }

    private func fetch(_ due: DueFeed, at now: Date) async throws -> Fetched {
        try await fetcher.fetch(due, at: now) { url in
            // What cannot be looked up is asked as though nobody else had.
            try? await store.neighbour(of: due.id, at: url)
        }
    }

    private func update(_ due: DueFeed, with fetched: Fetched, at now: Date) async throws -> FeedUpdate {
        switch fetched.result {
        case .notModified:
            return succeeded(due, .notModified, fetched: fetched, at: now)
        case .gone:
            return gone(due, fetched: fetched, at: now)
        case .shared(let other):
            return succeeded(due, .shared(other.feed), fetched: fetched, isFeed: other.isWell, at: now)
        case .document(let document):
            let digest = DocumentDigest(
                content: ContentDigest(of: document.bytes), parserVersion: FeedParser.version)
            if digest == due.digest {
                return succeeded(due, .unchanged, fetched: fetched, size: document.bytes.count, at: now)
            }
            switch try await compared(document, of: due.id) {
            case .success(let (feed, changes)):
                return succeeded(
                    due, .changed(changes), fetched: fetched, feed: feed, digest: digest,
                    size: document.bytes.count, at: now)
            case .failure(.notAFeed) where due.isNew:
                return try await discover(in: document, due, fetched: fetched, at: now)
            case .failure(let error):
                return failed(
                    due, .parsing(error), exchange: fetched.exchange, hostRests: fetched.hostRests,
                    freshness: fetched.freshness, at: now)
            }
        }
    }

    /// What a document says, and what of it is new.
    private func compared(
        _ document: FeedDocument, of id: FeedID
    ) async throws -> Result<(ParsedFeed, FeedChanges), ParseFailure> {
        try await readingTurns.withTurn {
            let feed: ParsedFeed
            do throws(ParseFailure) {
                feed = try await read(document)
            } catch {
                return .failure(error)
            }
            let known = try await store.knownItems(of: id, like: feed)
            return .success((feed, Reconciliation.changes(in: feed, known: known)))
        }
    }

    /// Reads a document off every actor, since it is work of milliseconds.
    @concurrent
    private func read(_ document: FeedDocument) async throws(ParseFailure) -> ParsedFeed {
        try FeedParser.parse(document)
    }

    @inline(never)
    private func succeeded(
        _ due: DueFeed, _ outcome: PollOutcome, fetched: Fetched, feed: ParsedFeed? = nil,
        digest: DocumentDigest? = nil, size: Int? = nil, isFeed: Bool = true, at now: Date
    ) -> FeedUpdate {
        var new: [ParsedItem] = []
        if case .changed(let changes) = outcome { new = changes.new }
        var history = due.history.after(
            success: feed, new: new, size: size, freshness: fetched.freshness, at: now)
        history.ownValidators = due.validatorsToKeep(beside: fetched.validators)
        var move: FeedMove?
        if isFeed {
            move = history.take(
                due.moveRule.verdict(
                    target: fetched.exchange.permanentTarget, candidate: due.history.candidate, at: now))
        }
        let next = schedule.nextPoll(
            history: history, interval: due.interval,
            freshness: freshness(of: outcome, fetched: fetched, history: history, at: now),
            hasValidators: fetched.validators != nil && !due.history.trust.areIdle, at: now,
            jitter: chance.fraction())
        // Validators of a document whose end is missing would hide the rest behind a 304 (B12). One that comes a second
        // time as it is is not read again, and its validators are taken.
        let validators = feed?.isCutShort == true ? nil : fetched.validators
        return FeedUpdate(
            feed: due.id, polledAt: now, outcome: outcome, validators: validators,
            digest: digest ?? due.digest, history: history, hostRests: fetched.hostRests, next: next,
            exchange: fetched.exchange, marksNewAsRead: due.onlyNew, move: move)
    }

    /// A 304 that says nothing of freshness restarts the lifetime that we stored (RFC 9111 §4.3.4).
    private func freshness(
        of outcome: PollOutcome, fetched: Fetched, history: PollHistory, at now: Date
    ) -> Freshness? {
        if let freshness = fetched.freshness { return freshness }
        guard outcome == .notModified, let lifetime = history.lifetime else { return nil }
        return Freshness(lifetime: lifetime, until: now.addingTimeInterval(lifetime.inSeconds))
    }

    @inline(never)
    func failed(
        _ due: DueFeed, _ failure: FeedFailure, exchange: ExchangeRecord, hostRests: [HostRest],
        found: [FoundLink] = [], freshness: Freshness? = nil, at now: Date
    ) -> FeedUpdate {
        var history = failure.isOurs ? due.history : due.history.after(failureAt: now)
        let verdict = due.moveRule.verdict(
            failure: failure, exchange: exchange, candidate: due.history.candidate, at: now)
        if let move = history.take(verdict) {
            return moved(due, move, .failed(failure), exchange: exchange, hostRests: hostRests, at: now)
        }
        if case .fetching(let fetch) = failure { learn(from: fetch.kind, of: due, in: &history) }
        let usual = due.interval ?? schedule.usualPause(history: history, at: now)
        return FeedUpdate(
            feed: due.id, polledAt: now, outcome: .failed(failure), validators: due.validators,
            digest: due.digest,
            history: history, hostRests: hostRests,
            next: backoff.nextPoll(
                after: failure, history: history, usual: usual, freshness: freshness, at: now,
                jitter: chance.fraction()),
            exchange: exchange, found: found)
    }

}

extension DueFeed {
    /// Of the validators of the feed's own address what a redirect elsewhere, whose own are `new`, does not replace.
    fileprivate func validatorsToKeep(beside new: CacheValidators?) -> CacheValidators? {
        let own = Link(address.text).withoutFragment
        guard let new, new.url != own else { return nil }
        return [validators, history.ownValidators].lazy.compactMap { $0 }.first { $0.url == own }
    }
}
