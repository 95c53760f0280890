package import FeedFetching
package import FeedModel
import FeedParsing
package import FeedStorage
import FoundationEssentials

/// Polls one feed from request to update: calls the world in the right order, and decides nothing itself.
///
/// What makes an update of an outcome is kept from being inlined: a poll waits with all the room that its function may
/// ever need, and there are as many polls under way as the configuration allows.
package final class FeedUpdater: Sendable {
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
        let asking = Asking(due, at: now)
        do {
            let fetched = try await fetch(asking.request, at: now)
            switch settled(asking, with: fetched) {
            case .update(let update): return update
            case .document(let document, let digest):
                return try await read(document, digest, asking, fetched: fetched)
            }
        } catch {
            return try ended(asking, by: error)
        }
    }

    private func fetch(_ due: DueFeed, at now: Date) async throws -> Fetched {
        try await fetcher.fetch(due, at: now) { url in
            // What cannot be looked up is asked as though nobody else had.
            try? await store.neighbour(of: due.id, at: url)
        }
    }

    /// - Throws: what ends a poll without an update.
    @inline(never)
    private func ended(_ asking: Asking, by error: any Error) throws(Interruption) -> FeedUpdate {
        switch error {
        case let failure as FetchFailure where failure.kind != .cancelled:
            return failed(
                asking.due, .fetching(failure), exchange: failure.exchange, hostRests: failure.hostRests,
                at: asking.at)
        case let error as StoreError: throw .store(error)
        case let interruption as Interruption: throw interruption
        default: throw .cancelled
        }
    }

    private enum Answer {
        case update(FeedUpdate)
        case document(FeedDocument, DocumentDigest)
    }

    /// What comes of an answer that brings nothing to be read, else what is to be read.
    @inline(never)
    private func settled(_ asking: Asking, with fetched: Fetched) -> Answer {
        switch fetched.result {
        case .notModified:
            return .update(succeeded(asking, .notModified, fetched: fetched))
        case .gone:
            return .update(gone(asking.due, fetched: fetched, at: asking.at))
        case .shared(let other):
            return .update(succeeded(asking, .shared(other.feed), fetched: fetched, isFeed: other.isWell))
        case .document(let document):
            let digest = DocumentDigest(
                content: ContentDigest(of: document.bytes), parserVersion: FeedParser.version)
            guard digest == asking.due.digest else { return .document(document, digest) }
            return .update(succeeded(asking, .unchanged, fetched: fetched, size: document.bytes.count))
        }
    }

    private func read(
        _ document: FeedDocument, _ digest: DocumentDigest, _ asking: Asking, fetched: Fetched
    ) async throws -> FeedUpdate {
        switch try await compared(document, of: asking.due.id) {
        case .success(let (feed, changes)):
            return succeeded(
                asking, .changed(changes), fetched: fetched, feed: feed, digest: digest,
                size: document.bytes.count)
        case .failure(.notAFeed) where asking.due.isNew:
            return try await discover(in: document, asking.due, fetched: fetched, at: asking.at)
        case .failure(let error):
            return failed(
                asking.due, .parsing(error), exchange: fetched.exchange, hostRests: fetched.hostRests,
                freshness: fetched.freshness, at: asking.at)
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
        _ asking: Asking, _ outcome: PollOutcome, fetched: Fetched, feed: ParsedFeed? = nil,
        digest: DocumentDigest? = nil, size: Int? = nil, isFeed: Bool = true
    ) -> FeedUpdate {
        let (due, now) = (asking.due, asking.at)
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
        history.trust.note(outcome, of: due, answered: fetched, isProbe: asking.isProbe, at: now)
        return FeedUpdate(
            feed: due.id, polledAt: now, outcome: outcome, validators: validators,
            digest: digest ?? due.digest, history: history, hostRests: fetched.hostRests, next: next,
            exchange: fetched.exchange, marksNewAsRead: due.onlyNew, move: move,
            after: asking.isProbe ? nil : due)
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

/// A feed as it is asked, and when.
private struct Asking {
    let due: DueFeed
    /// Whether it is asked without its validators, to see whether these are true (B13).
    let isProbe: Bool
    let at: Date

    init(_ due: DueFeed, at now: Date) {
        var due = due
        isProbe = due.wantsProbe(at: now)
        if isProbe { due.history.trust.probedAt = now }
        self.due = due
        at = now
    }

    var request: DueFeed {
        isProbe ? due.unconditional : due
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
