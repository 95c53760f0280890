import FeedModel
import FoundationEssentials
import HTTPTransport

/// Reads what the hops of a poll amount to.
struct ResponseReading {
    /// At least one; all but the last are redirects.
    let hops: [Hop]
    /// When the last answer came.
    let now: Date
    /// How long a host rests that asks for rest and does not say how long.
    let usualRest: Duration
    /// The longest wish that is obeyed.
    let longestWish: Duration
    /// How many times in a row the last hop's host asked for rest, this time included.
    var repeats: Int?
    /// Whether the last hop's host had asked for rest before, and now did not.
    var endsRow = false
    /// The rest of the whole domain, where several of its hosts asked for one.
    var domainRest: HostRest?

    /// The result with all that the exchange taught, or why there is none.
    func fetched() throws(FetchFailure) -> Fetched {
        precondition(!hops.isEmpty, "a poll without a request")
        switch hops[last].status {
        case 200, 203:
            guard !hops[last].exchange.body.isEmpty else {
                throw failure(.unusable(status: hops[last].status))
            }
            let document = FeedDocument(
                bytes: hops[last].exchange.body, url: hops[last].url,
                contentType: hops[last].exchange.headers["Content-Type"])
            return fetched(.document(document), validators: validators(of: hops[last]))
        case 304:
            guard let sent = hops[last].validators else { throw failure(.unusable(status: 304)) }
            let freshened = CacheValidators(
                url: hops[last].url, entityTag: usable("ETag", of: hops[last]) ?? sent.entityTag,
                lastModified: usable("Last-Modified", of: hops[last]) ?? sent.lastModified)
            return fetched(.notModified, validators: freshened)
        case 410 where hops.arePermanent:
            return fetched(.gone, validators: nil)
        default:
            throw failure(kind(of: hops[last]))
        }
    }

    /// The rests that hosts on the way asked for.
    var hostRests: [HostRest] {
        // As good as always nobody asked for any.
        if !endsRow, domainRest == nil, !hops.indices.contains(where: { mayAskForRest(at: $0) }) { return [] }
        return hops.compactMap { hop in
            let reading = reading(of: hop)
            let isLimited = isRateLimited(hop)
            let end =
                isLimited
                ? reading.wish ?? now + usualRest
                : hop.isRedirect ? reading.retryAfter ?? reading.rateLimitReset : reading.rateLimitReset
            return end.map {
                HostRest(
                    host: hop.host, until: $0, repeats: isLimited ? repeats : nil)
            }
        } + (domainRest.map { [$0] } ?? []) + endOfRow
    }

    private func mayAskForRest(at index: Int) -> Bool {
        hops[index].isRedirect || hops[index].status == 429
            || hops[index].exchange.headers["X-RateLimit-Remaining"] != nil
    }

    private var endOfRow: [HostRest] {
        guard endsRow, let last = hops.last else { return [] }
        return [HostRest(host: last.host, until: now, repeats: 0)]
    }

    /// What the last answer wishes.
    var wish: Date? { hops.last.flatMap { reading(of: $0).wish } }

    /// 429, and 403 from servers that count requests (B47, B52).
    func isRateLimited(_ hop: Hop) -> Bool {
        hop.status == 429 || (hop.status == 403 && reading(of: hop).rateLimitReset != nil)
    }

    private func fetched(_ result: FetchResult, validators: CacheValidators?) -> Fetched {
        Fetched(
            result: result, validators: validators,
            freshness: reading(of: hops[last]).freshness,
            hostRests: hostRests, exchange: hops.record())
    }

    /// Where the last hop is. Taken out of its array it would be copied, with all that it holds.
    private var last: Int { hops.count - 1 }

    private func failure(_ kind: FetchFailure.Kind) -> FetchFailure {
        FetchFailure(
            kind, notBefore: wish, hostRests: hostRests,
            exchange: hops.record())
    }

    private func reading(of hop: Hop) -> FreshnessReading {
        FreshnessReading(headers: hop.exchange.headers, now: now, longest: longestWish)
    }

    private func kind(of hop: Hop) -> FetchFailure.Kind {
        if isRateLimited(hop) { return .rateLimited(status: hop.status) }
        switch hop.status {
        case 200..<300: return .unusable(status: hop.status)
        case 401, 402, 407: return .credentialsWanted(status: hop.status)
        case 403: return .forbidden(isBotWall: isBotWall(hop.exchange))
        // A 410 behind a temporary redirect says nothing of the feed itself (B55).
        case 404, 410: return .notFound
        case 500...: return .serverError(status: hop.status)
        default: return .refused(status: hop.status)
        }
    }

    /// Whether a 403 is meant for robots (B53).
    private func isBotWall(_ exchange: HTTPExchange) -> Bool {
        exchange.headers["cf-mitigated"]?.lowercased() == "challenge"
            || exchange.headers["Content-Type"]?.lowercased().hasPrefix("text/html") == true
    }

    /// What an answer bears to ask with next time, as far as it can be sent back (B05).
    private func validators(of hop: Hop) -> CacheValidators? {
        CacheValidators(
            url: hop.url, entityTag: usable("ETag", of: hop), lastModified: usable("Last-Modified", of: hop))
    }

    private func usable(_ name: String, of hop: Hop) -> String? {
        guard let value = hop.exchange.headers[name], !value.isEmpty, value.unicodeScalars.count <= 1024
        else {
            return nil
        }
        return value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F } ? value : nil
    }
}
