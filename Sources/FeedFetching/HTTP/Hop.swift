import FeedModel
import HTTPTransport

/// One request of a poll and its answer.
struct Hop: Hashable, Sendable {
    /// What was asked, without its fragment.
    let url: Link
    /// Of the URL: what politeness is counted by.
    let host: String
    let exchange: HTTPExchange
    /// The validators that were sent.
    let validators: CacheValidators?

    /// - Parameter host: the URL's own, where it is known already.
    init(url: Link, host: String? = nil, exchange: HTTPExchange, validators: CacheValidators?) {
        self.url = url
        self.host = host ?? url.comparableAuthority
        self.exchange = exchange
        self.validators = validators
    }

    var status: Int {
        exchange.status
    }

    /// Whether the answer leads elsewhere (RFC 9110 §15.4).
    var isRedirect: Bool {
        isPermanentRedirect || [302, 303, 307].contains(status)
    }

    var isPermanentRedirect: Bool {
        status == 301 || status == 308
    }
}

extension [Hop] {
    /// Where the redirects lead that are permanent from the first on. A step from https down to http ends that road, and
    /// so does one from outside into a private network: they are followed, but never kept (B65, B71).
    var permanentTarget: Link? {
        var target: Link?
        for (hop, next) in zip(self, dropFirst()) {
            guard hop.isPermanentRedirect, !(hop.url.scheme == "https" && next.url.scheme == "http"),
                hop.exchange.isFromPrivateNetwork || !next.exchange.isFromPrivateNetwork
            else { break }
            target = next.url
        }
        return target
    }

    /// Whether the road from the first address to `next`, which was not asked yet, is permanent all along.
    func leadPermanently(to next: Link) -> Bool {
        let roads = zip(map(\.url), dropFirst().map(\.url) + [next])
        return !isEmpty && allSatisfy(\.isPermanentRedirect)
            && roads.allSatisfy { !($0.scheme == "https" && $1.scheme == "http") }
    }

    /// Whether all redirects of this poll were permanent.
    var arePermanent: Bool {
        dropLast().allSatisfy(\.isPermanentRedirect)
    }

    /// The bare figures of these exchanges.
    func record(requests: Int? = nil) -> ExchangeRecord {
        ExchangeRecord(
            status: last?.status, finalURL: last?.url, permanentTarget: permanentTarget,
            requests: requests ?? count,
            wireBytes: reduce(0) { $0 + $1.exchange.wireBodySize })
    }

    /// What a poll amounts to whose permanent redirects lead to the address of another feed.
    func shared(with other: Neighbour, at url: Link, validators: CacheValidators?) -> Fetched {
        var record = record()
        record.permanentTarget = url
        return Fetched(
            result: .shared(other), validators: validators, freshness: nil, hostRests: [], exchange: record)
    }
}
