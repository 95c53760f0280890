package import FeedModel
package import FoundationEssentials
package import HTTPTransport

/// Asks politely for feeds: hop by hop, each hop in its host's turn, and reads the answers.
///
/// What need not wait for anything is kept from being inlined: a poll waits with all the room that its functions may ever
/// need.
package final class Fetcher: Sendable {
    private let transport: any Transport
    private let policy: FetchPolicy
    private let backoff: Backoff
    private let userAgent: String
    private let pace: Pace
    private let gate: HostGate

    /// - Parameters:
    ///   - backoff: how long a host rests that does not say how long, and the longest wish that is obeyed.
    ///   - version: of this program, for the user agent.
    ///   - resting: rests that hosts asked for before this start.
    ///   - started: how long ago hosts were last asked.
    ///   - pace: how time passes between the requests to one host.
    package init(
        transport: any Transport, policy: FetchPolicy, backoff: Backoff, version: String, resting: [HostRest],
        started: [String: Duration] = [:], pace: Pace
    ) {
        self.transport = transport
        self.policy = policy
        self.backoff = backoff
        userAgent = RequestBuilding.userAgent(version: version, policy: policy)
        self.pace = pace
        gate = HostGate(
            perHost: policy.perHost, spacing: policy.hostSpacing, resting: resting, started: started,
            ownHosts: policy.privateNetworks, pace: pace)
    }

    /// Asks for a feed once, following its redirects.
    ///
    /// What hosts asked for in the way of rest is kept here for later polls, and is in the result (or the failure)
    /// to be remembered.
    ///
    /// - Parameters:
    ///   - start: when the poll begins; from then on `pace` counts.
    ///   - neighbour: the other feed whose document comes from an address, if there is one: a document is not asked for
    ///     twice within the floor, whichever address leads to it.
    /// - Throws: `FetchFailure`, of the kind `.cancelled` when the task was cancelled, of the kind `.hostResting` when a
    ///   host on the way rests, and of the kind `.askedLately` when the document was asked for lately: then nothing was
    ///   asked there.
    package func fetch(
        _ due: DueFeed, at start: Date, neighbour: (Link) async -> Neighbour? = { _ in nil }
    ) async throws(FetchFailure) -> Fetched {
        let isOrdinary = due.address.isOrdinary && !due.host.isEmpty
        if !isOrdinary, let fetched = try fetchHere(due) { return fetched }
        let building = try building(for: due)
        let clock = PollClock(start: start, pace: pace)
        var hops: [Hop] = []
        var next: Link? = isOrdinary ? Link(due.address.text) : Link(due.address.text).withoutFragment
        while let url = next {
            if !hops.isEmpty || due.isReachedByOthers, let other = await neighbour(url) {
                if other.isOwner, hops.leadPermanently(to: url) {
                    return hops.shared(with: other, at: url, validators: due.validators)
                }
                try keepDistance(from: other, of: due, after: hops, at: clock.now)
            }
            hops.append(try await hop(to: url, after: hops, building, clock))
            next = try self.next(after: hops, building, clock)
        }
        return try read(hops, at: clock.now)
    }

    /// What is not on the web: a file, or an address that is none. Nil where it is.
    @inline(never)
    private func fetchHere(_ due: DueFeed) throws(FetchFailure) -> Fetched? {
        if let reason = due.address.problem(host: due.host) {
            throw FetchFailure(.badAddress(reason: reason))
        }
        return due.address.scheme == .file ? try file(due) : nil
    }

    private func building(for due: DueFeed) throws(FetchFailure) -> RequestBuilding {
        let credentials: BasicCredentials? =
            if let path = due.fetching.credentialsFile { try CredentialsFile.credentials(at: path) } else {
                nil
            }
        return RequestBuilding(due: due, policy: policy, userAgent: userAgent, credentials: credentials)
    }

    /// Where the last answer leads; nil where it is the end of the road.
    @inline(never)
    private func next(
        after hops: [Hop], _ building: RequestBuilding, _ clock: PollClock
    ) throws(FetchFailure) -> Link? {
        // A redirect may ask for rest too, and the next hop may lead to the same host (B48).
        gate.note(rests(after: hops, clock))
        do throws(FetchFailure) {
            return try RedirectRule(limit: policy.redirects, hasCredentials: building.hasCredentials)
                .next(after: hops)
        } catch {
            let reading = ResponseReading(
                hops: hops, now: clock.now, usualRest: .zero, longestWish: backoff.policy.longestWish)
            throw FetchFailure(
                error.kind, notBefore: reading.wish, hostRests: reading.hostRests,
                exchange: error.exchange)
        }
    }

    private func file(_ due: DueFeed) throws(FetchFailure) -> Fetched {
        guard due.isDeclared else { throw FetchFailure(.fileNotDeclared) }
        let limit = due.fetching.sizeLimit ?? policy.documentLimit
        return try LocalFile(due.address).fetched(unless: due.validators, limit: limit)
    }

    /// The rests that the redirects of a poll asked for.
    private func rests(after hops: [Hop], _ clock: PollClock) -> [HostRest] {
        guard hops.contains(where: \.isRedirect) else { return [] }
        return ResponseReading(
            hops: hops.filter(\.isRedirect), now: clock.now, usualRest: .zero,
            longestWish: backoff.policy.longestWish
        ).hostRests
    }

    /// A document that was asked for under another feed's address is asked for again when the floor is over.
    @inline(never)
    private func keepDistance(
        from other: Neighbour, of due: DueFeed, after hops: [Hop], at now: Date
    ) throws(FetchFailure) {
        guard let askedAt = other.askedAt else { return }
        let end = askedAt + (due.isWished ? backoff.policy.refreshPause : backoff.policy.shortestPause)
        guard askedAt <= now, end > now else { return }
        throw FetchFailure(.askedLately, notBefore: end, exchange: hops.record())
    }

    private func hop(
        to url: Link, after hops: [Hop], _ building: RequestBuilding, _ clock: PollClock
    ) async throws(FetchFailure) -> Hop {
        let host = hops.isEmpty ? building.due.host : url.comparableAuthority
        let validators = building.validators(for: url)
        do {
            return try await gate.withTurn(at: host) { answering in
                if let end = gate.restEnd(of: host, at: clock.now) { throw HostRests(until: end) }
                let isFollowed = isFollowed(building.due, at: host)
                let request = building.request(
                    for: url, validators: validators,
                    version: gate.offersHTTP2(to: host, at: clock.now) ? .negotiated : .http1)
                let exchange = try await transport.send(request) { answering() || isFollowed }
                let hop = Hop(
                    url: url, host: host, exchange: exchange, validators: validators)
                // Before the turn is given on: whoever has waited for it is to know.
                noteRest(askedBy: hop, clock)
                return hop
            }
        } catch {
            throw failure(error, at: host, after: hops, clock)
        }
    }

    /// What a request came to that brought no answer.
    @inline(never)
    private func failure(_ error: any Error, at host: String, after hops: [Hop], _ clock: PollClock)
        -> FetchFailure
    {
        switch error {
        case let rest as HostRests:
            return FetchFailure(
                .hostResting(host: host), notBefore: rest.until, hostRests: rests(after: hops, clock),
                exchange: hops.record())
        case let error as TransportError:
            if case .http2 = error {
                gate.noteHTTP2Failure(at: host, until: clock.now + .seconds(7 * 86_400))
            }
            return FetchFailure(
                FetchFailure.Kind(error), hostRests: rests(after: hops, clock),
                exchange: hops.record(requests: hops.count + 1))
        default:
            return FetchFailure(.cancelled, exchange: hops.record())
        }
    }

    /// Whether a connection is soon used again. Those that follow are of the feed's own host, and not of one that a redirect
    /// leads to.
    private func isFollowed(_ due: DueFeed, at host: String) -> Bool {
        due.isFollowed && host == due.host && policy.hostSpacing < TransferLimits.longestIdle
    }

    /// Notes the least that a refusal asks for; more may follow from how often in a row it came.
    @inline(never)
    private func noteRest(askedBy hop: Hop, _ clock: PollClock) {
        guard hop.status == 429 || hop.status == 403 || hop.isRedirect else { return }
        let usual = hop.isRedirect ? Duration.zero : backoff.hostRest(repeats: 1)
        gate.note(
            ResponseReading(
                hops: [hop], now: clock.now, usualRest: usual, longestWish: backoff.policy.longestWish
            ).hostRests)
    }

    @inline(never)
    private func read(_ hops: [Hop], at now: Date) throws(FetchFailure) -> Fetched {
        var (earlier, repeats) = (0, 0)
        let longest = backoff.policy.longestWish
        if !hops.isEmpty {
            let reading = ResponseReading(hops: hops, now: now, usualRest: .zero, longestWish: longest)
            (earlier, repeats) = gate.noteAnswer(
                of: hops[hops.count - 1].host, isRateLimit: reading.isRateLimited(hops[hops.count - 1]))
        }
        var reading = ResponseReading(
            hops: hops, now: now, usualRest: backoff.hostRest(repeats: max(1, repeats)), longestWish: longest)
        reading.repeats = repeats
        reading.endsRow = earlier > 0 && repeats == 0
        gate.note(reading.hostRests)
        if repeats > 0, let last = hops.last?.host,
            let end = reading.hostRests.last(where: { $0.host == last })?.until
        {
            reading.domainRest = gate.noteRateLimit(of: last, until: end, at: now)
        }
        return try reading.fetched()
    }
}

extension FeedAddress {
    /// Whether this is an address as nearly all are, which has nothing that would have to be looked at: on the web, without
    /// spaces, control characters or a fragment. Each poll asks.
    fileprivate var isOrdinary: Bool {
        let bytes = text.utf8.span
        guard bytes.count > 8, bytes[0] == UInt8(ascii: "h"), bytes[1] == UInt8(ascii: "t"),
            bytes[2] == UInt8(ascii: "t"), bytes[3] == UInt8(ascii: "p"),
            bytes[4] == UInt8(ascii: ":") || (bytes[4] == UInt8(ascii: "s") && bytes[5] == UInt8(ascii: ":"))
        else { return false }
        for index in bytes.indices {
            let byte = bytes[index]
            if byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: "#") { return false }
        }
        return true
    }
}

/// A host on the way rests.
private struct HostRests: Error {
    let until: Date
}

/// The time of day in a poll, as it goes on.
private struct PollClock: Sendable {
    private let start: Date
    private let began: Duration
    private let pace: Pace

    init(start: Date, pace: Pace) {
        self.start = start
        self.pace = pace
        began = pace.elapsed()
    }

    var now: Date {
        start + (pace.elapsed() - began)
    }
}
