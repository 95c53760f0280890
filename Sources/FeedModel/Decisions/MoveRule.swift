package import FoundationEssentials

/// Decides whether a permanent redirect is believed (`polling.md` B62 to B67, B71).
///
/// Sites announce moves that they take back, and send whole domains to a page that sells them. So a move is believed
/// when a feed was found at its end often enough and for long enough, or when the old address has gone meanwhile.
package struct MoveRule: Hashable, Sendable {
    /// Where the feed is asked for now.
    package let address: FeedAddress
    /// Whether credentials or headers go with its requests: they are the host's own, and are not carried to another.
    package let hasSecrets: Bool

    package init(address: FeedAddress, hasSecrets: Bool) {
        self.address = address
        self.hasSecrets = hasSecrets
    }

    package enum Verdict: Hashable, Sendable {
        /// It stays where it is, and this is to be remembered of where it may go.
        case stays(MoveCandidate?)
        case moves(FeedMove)
    }

    /// After a poll at whose end a feed was found.
    ///
    /// - Parameters:
    ///   - target: where the leading permanent redirects led; nil where there were none, which ends an older belief.
    ///   - candidate: what was remembered so far.
    package func verdict(target: Link?, candidate: MoveCandidate?, at now: Date) -> Verdict {
        guard let target = target?.withoutFragment, isAcceptable(target) else { return .stays(nil) }
        var seen = MoveCandidate(target: target, seen: 1, since: now)
        if let candidate, candidate.target == target {
            seen = MoveCandidate(target: target, seen: candidate.seen + 1, since: candidate.since)
        }
        let isUpgrade = isSame(byHTTPS: target)
        let (polls, span) = isUpgrade ? (2, 86_400.0) : (5, 7 * 86_400.0)
        guard seen.seen >= polls, now.timeIntervalSince(seen.since) >= span else { return .stays(seen) }
        return .moves(FeedMove(address: FeedAddress(target.text), cause: isUpgrade ? .secure : .permanent))
    }

    /// After a poll that found no feed.
    ///
    /// - Parameters:
    ///   - failure: why; the ways in which this machine failed change nothing.
    ///   - exchange: how far the poll came.
    package func verdict(
        failure: FeedFailure, exchange: ExchangeRecord, candidate: MoveCandidate?, at now: Date
    ) -> Verdict {
        guard var candidate, !failure.isOurs else { return .stays(candidate) }
        // What a permanent redirect leads to is no feed (any more).
        if case .parsing = failure { return .stays(exchange.permanentTarget == nil ? candidate : nil) }
        guard exchange.requests == 1, case .fetching(let fetch) = failure else {
            candidate.deadSince = nil
            return .stays(candidate)
        }
        switch fetch.kind {
        case .notFound:
            return gone(to: candidate)
        case .nameLookup(_, isPermanent: true):
            let since = candidate.deadSince ?? now
            if now.timeIntervalSince(since) >= 86_400 { return gone(to: candidate) }
            candidate.deadSince = since
            return .stays(candidate)
        default:
            candidate.deadSince = nil
            return .stays(candidate)
        }
    }

    /// After a 410 from the feed's own address.
    package func verdictOfGone(exchange: ExchangeRecord, candidate: MoveCandidate?) -> Verdict {
        guard let candidate, exchange.requests == 1 else { return .stays(candidate) }
        return gone(to: candidate)
    }

    private func gone(to candidate: MoveCandidate) -> Verdict {
        .moves(FeedMove(address: FeedAddress(candidate.target.text), cause: .dead))
    }

    private func isAcceptable(_ target: Link) -> Bool {
        let own = Link(address.text).withoutFragment
        guard target != own, target.scheme == "http" || target.scheme == "https" else { return false }
        if own.scheme == "https", target.scheme == "http" { return false }
        // A user in the address would be lost on the way.
        guard !address.namesUser else { return false }
        return !hasSecrets || target.comparableAuthority == own.comparableAuthority
    }

    private func isSame(byHTTPS target: Link) -> Bool {
        let own = LinkParts(address.text)
        let other = LinkParts(target.text)
        return own.scheme?.lowercased() == "http" && other.scheme?.lowercased() == "https"
            && Link(address.text).comparableAuthority == target.comparableAuthority && own.path == other.path
            && own.query == other.query
    }
}

extension FeedAddress {
    /// Whether it names a user before its host.
    fileprivate var namesUser: Bool {
        LinkParts(text).authority?.contains("@") ?? false
    }
}
