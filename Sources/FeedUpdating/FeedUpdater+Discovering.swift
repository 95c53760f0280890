import FeedModel
import FeedStorage
import FoundationEssentials

/// A new subscription whose address is that of a web page.
extension FeedUpdater {
    /// The reader named a web page: the one feed that it names is polled in its place; where it names several, these
    /// are kept for the reader to choose from (B80).
    func discover(
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
    func known(
        _ due: DueFeed, _ other: Neighbour, _ move: FeedMove, fetched: Fetched, at now: Date
    ) -> FeedUpdate {
        let pause = schedule.policy.shortestPause
        return FeedUpdate(
            feed: due.id, polledAt: now, outcome: .shared(other.feed), validators: nil, digest: nil,
            history: due.history, hostRests: fetched.hostRests,
            next: NextPoll(at: now.addingTimeInterval(pause.inSeconds), pause: pause, rule: .moved),
            exchange: fetched.exchange, move: move)
    }
}

extension DueFeed {
    /// Whether the reader added it, and no feed was ever found there: then its address may be that of a web page.
    var isNew: Bool {
        !isDeclared && history.lastSuccess == nil && !isDiscovered
    }

    /// Whether credentials or headers go with its requests.
    var hasSecrets: Bool {
        fetching.credentialsFile != nil || !fetching.headers.isEmpty
    }

    /// The same subscription at the address that its page names.
    fileprivate func moved(to address: FeedAddress) -> DueFeed {
        DueFeed(
            id: id, address: address, isDeclared: false, isWished: isWished, interval: interval,
            fetching: fetching, history: history, onlyNew: onlyNew, isReachedByOthers: true,
            isDiscovered: true)
    }
}
