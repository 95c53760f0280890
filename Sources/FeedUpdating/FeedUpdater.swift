package import FeedFetching
package import FeedModel
import FeedParsing
package import FeedStorage
import FoundationEssentials
import ServiceLifecycle

/// Polls one feed from request to update: calls the world in the right order, and decides nothing itself.
///
/// What makes an update of an outcome is kept from being inlined: a poll waits with all the room that its function may
/// ever need, and there are as many polls under way as the configuration allows.
package struct FeedUpdater: Sendable {
    private let fetcher: Fetcher
    private let store: FeedStore
    private let schedule: UpdateSchedule
    private let backoff: Backoff
    private let time: TimeSource
    private let chance: Chance

    package init(
        fetcher: Fetcher, store: FeedStore, policy: SchedulePolicy, time: TimeSource, chance: Chance
    ) {
        self.fetcher = fetcher
        self.store = store
        schedule = UpdateSchedule(policy: policy)
        backoff = Backoff(policy: policy)
        self.time = time
        self.chance = chance
    }

    /// Polls one feed and says what came of it.
    ///
    /// A feed that fails is an ordinary outcome: the failure, like the success, is something the store must remember.
    /// Only cancellation and a lost database end it without an update. A graceful shutdown calls off the transfer, but
    /// what has been downloaded by then is read and remembered.
    package func update(_ due: DueFeed) async throws(Interruption) -> FeedUpdate {
        try await update(due, at: time.now())
    }

    private func update(_ due: DueFeed, at now: Date) async throws(Interruption) -> FeedUpdate {
        do {
            let fetched = try await fetch(due, at: now)
            return try await update(due, with: fetched, at: now)
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
        try await cancelWhenGracefulShutdown {
            try await fetcher.fetch(due, at: now) { url in
                // What cannot be looked up is asked as though nobody else had.
                try? await store.neighbour(of: due.id, at: url)
            }
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
            let feed: ParsedFeed
            do throws(ParseFailure) {
                feed = try await read(document)
            } catch {
                if case .notAFeed = error, due.isNew {
                    return try await discover(in: document, due, fetched: fetched, at: now)
                }
                return failed(
                    due, .parsing(error), exchange: fetched.exchange, hostRests: fetched.hostRests, at: now)
            }
            let known = try await store.knownItems(of: due.id, like: feed)
            let changes = Reconciliation.changes(in: feed, known: known)
            return succeeded(
                due, .changed(changes), fetched: fetched, feed: feed, digest: digest,
                size: document.bytes.count,
                at: now)
        }
    }

    /// The reader named a web page: the one feed that it names is polled in its place; where it names several, these
    /// are kept for the reader to choose from (B80).
    private func discover(
        in page: FeedDocument, _ due: DueFeed, fetched: Fetched, at now: Date
    ) async throws -> FeedUpdate {
        let discovery = await Discovery.of(page)
        // What a feed has of its own is meant for the host that the reader named: nobody else's address takes it over.
        guard let link = discovery.only, !due.hasSecrets else {
            return failed(
                due, .parsing(discovery.failure), exchange: fetched.exchange, hostRests: fetched.hostRests,
                found: discovery.links, at: now)
        }
        let move = FeedMove(address: FeedAddress(link.text), cause: .discovered)
        if let other = try? await store.neighbour(of: due.id, at: link), other.isOwner {
            return known(due, other, move, fetched: fetched, at: now)
        }
        var update = try await update(due.moved(to: move.address), at: now)
        update.exchange.requests += fetched.exchange.requests
        update.exchange.wireBytes += fetched.exchange.wireBytes
        if case .changed = update.outcome { update.move = move }
        return update
    }

    /// The page's feed is subscribed to already: the two become one.
    @inline(never)
    private func known(
        _ due: DueFeed, _ other: Neighbour, _ move: FeedMove, fetched: Fetched, at now: Date
    ) -> FeedUpdate {
        let pause = schedule.policy.shortestPause
        return FeedUpdate(
            feed: due.id, polledAt: now, outcome: .shared(other.feed), validators: nil, digest: nil,
            history: due.history, hostRests: fetched.hostRests,
            next: NextPoll(at: now.addingTimeInterval(pause.inSeconds), pause: pause, rule: .moved),
            exchange: fetched.exchange, move: move)
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
        var move: FeedMove?
        if isFeed {
            move = history.take(
                due.moveRule.verdict(
                    target: fetched.exchange.permanentTarget, candidate: due.history.candidate, at: now))
        }
        let next = schedule.nextPoll(
            history: history, interval: due.interval,
            freshness: freshness(of: outcome, fetched: fetched, history: history, at: now),
            hasValidators: fetched.validators != nil, at: now, jitter: chance.fraction())
        return FeedUpdate(
            feed: due.id, polledAt: now, outcome: outcome, validators: fetched.validators,
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
    private func gone(_ due: DueFeed, fetched: Fetched, at now: Date) -> FeedUpdate {
        var history = due.history.after(failureAt: now)
        let verdict = due.moveRule.verdictOfGone(
            exchange: fetched.exchange, candidate: due.history.candidate)
        if let move = history.take(verdict) {
            return moved(due, move, .gone, exchange: fetched.exchange, hostRests: fetched.hostRests, at: now)
        }
        let since = due.history.goneSince ?? now
        history.goneSince = since
        // The second 410 counts when it comes a day after the first; jitter may have made it a little less.
        let isConfirmed = now.timeIntervalSince(since) >= 86_400 - 60
        return FeedUpdate(
            feed: due.id, polledAt: now, outcome: .gone, validators: due.validators, digest: due.digest,
            history: history, hostRests: fetched.hostRests,
            next: backoff.nextPoll(afterGoneConfirmed: isConfirmed, at: now), exchange: fetched.exchange)
    }

    @inline(never)
    private func failed(
        _ due: DueFeed, _ failure: FeedFailure, exchange: ExchangeRecord, hostRests: [HostRest],
        found: [FoundLink] = [], at now: Date
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
                after: failure, history: history, usual: usual, at: now, jitter: chance.fraction()),
            exchange: exchange, found: found)
    }

    /// The update of a feed that could not be reached since this machine has no network: nothing is counted against it,
    /// and it is due again as soon as the network may be back.
    func offline(_ due: DueFeed, exchange: ExchangeRecord) -> FeedUpdate {
        let now = time.now()
        let pause = Duration.seconds(NetworkWatch.probing)
        return FeedUpdate(
            feed: due.id, polledAt: now, outcome: .failed(.fetching(FetchFailure(.noNetwork))),
            validators: due.validators, digest: due.digest, history: due.history, hostRests: [],
            next: NextPoll(at: now.addingTimeInterval(pause.inSeconds), pause: pause, rule: .offline),
            exchange: exchange)
    }

    /// What a refusal teaches for the next request (B56).
    private func learn(from refusal: FetchFailure.Kind, of due: DueFeed, in history: inout PollHistory) {
        switch refusal {
        case .refused(status: 406): history.acceptsAnything = true
        case .credentialsWanted:
            history.credentialsStamp = due.fetching.credentialsFile.map(CredentialsFile.stamp)
        default: break
        }
    }

    /// Wishes for a poll of each feed whose credentials were refused and whose file has changed since.
    func noteNewCredentials() async throws(StoreError) {
        let changed = try await store.refusedCredentials().filter {
            CredentialsFile.stamp(at: $0.file) != $0.stamp
        }
        if !changed.isEmpty { try await store.wishAgain(for: changed.map(\.feed), at: time.now()) }
    }

    /// The old address has gone, and where it used to lead is known: that is asked as soon as the floor allows, and what
    /// went wrong at the old one is no failure of the new one's.
    private func moved(
        _ due: DueFeed, _ move: FeedMove, _ outcome: PollOutcome, exchange: ExchangeRecord,
        hostRests: [HostRest], at now: Date
    ) -> FeedUpdate {
        let history = due.history
        let floor = schedule.policy.shortestPause
        let asked = history.lastSuccess.map { $0.addingTimeInterval(floor.inSeconds) } ?? now
        return FeedUpdate(
            feed: due.id, polledAt: now, outcome: outcome, validators: due.validators, digest: due.digest,
            history: history, hostRests: hostRests,
            next: NextPoll(at: max(now, asked), pause: floor, rule: .moved), exchange: exchange, move: move)
    }
}

extension DueFeed {
    /// Whether the reader added it, and no feed was ever found there: then its address may be that of a web page.
    fileprivate var isNew: Bool {
        !isDeclared && history.lastSuccess == nil && !isDiscovered
    }

    /// Whether credentials or headers go with its requests.
    fileprivate var hasSecrets: Bool {
        fetching.credentialsFile != nil || !fetching.headers.isEmpty
    }

    /// The same subscription at the address that its page names.
    fileprivate func moved(to address: FeedAddress) -> DueFeed {
        DueFeed(
            id: id, address: address, isDeclared: false, isWished: isWished, interval: interval,
            fetching: fetching, history: history, onlyNew: onlyNew, isReachedByOthers: true,
            isDiscovered: true)
    }

    fileprivate var moveRule: MoveRule {
        MoveRule(address: address, hasSecrets: hasSecrets)
    }
}

extension PollHistory {
    /// Remembers where the feed may be moving to; gives the move, if it is one.
    fileprivate mutating func take(_ verdict: MoveRule.Verdict) -> FeedMove? {
        switch verdict {
        case .stays(let candidate):
            self.candidate = candidate
            return nil
        case .moves(let move):
            // Forgotten when the move is done: it may have to wait for another feed's poll.
            return move
        }
    }
}
