import FeedModel
import HTTPTransport

/// Decides where a poll goes after an answer.
struct RedirectRule {
    /// Redirects followed in one poll.
    let limit: Int
    /// Whether the feed has secrets, that must not travel in the open.
    let hasCredentials: Bool

    /// The next address to ask, without its fragment; nil where the last answer is the final one (B68, B69, B71).
    func next(after hops: [Hop]) throws(FetchFailure) -> Link? {
        guard let last = hops.last, last.isRedirect else { return nil }
        func failure(_ kind: FetchFailure.Kind) -> FetchFailure {
            FetchFailure(kind, exchange: hops.record())
        }
        guard let location = last.exchange.headers["Location"].map(Self.text), !location.isEmpty else {
            throw failure(.redirect(.noLocation))
        }
        let target = Link(location).resolved(against: last.url).withoutFragment
        guard let scheme = target.scheme, scheme == "http" || scheme == "https" else {
            throw failure(.redirect(.scheme(target.scheme ?? "")))
        }
        guard !Self.hasUser(location) else {
            throw failure(.badAddress(reason: "a redirect names a user"))
        }
        if last.url.scheme == "https", scheme == "http", hasCredentials {
            throw failure(.redirect(.downgrade))
        }
        guard !hops.contains(where: { $0.url == target }) else { throw failure(.redirect(.loop)) }
        guard hops.count <= limit else { throw failure(.redirect(.tooMany(limit: limit))) }
        return target
    }

    /// Header values have one scalar for each byte, addresses are UTF-8.
    private static func text(_ value: String) -> String {
        let bytes = value.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether a link names a user before its host: a favourite way of dressing up where it leads.
    private static func hasUser(_ location: String) -> Bool {
        guard let start = location.range(ofSlashes: "//") else { return false }
        return location[start...].prefix { !"/?#".contains($0) }.contains("@")
    }
}

extension String {
    /// Where the authority of a link begins, if it has one.
    fileprivate func range(ofSlashes slashes: String) -> String.Index? {
        var rest = self[...]
        if let colon = rest.firstIndex(of: ":"), !rest[..<colon].contains("/") {
            rest = rest[index(after: colon)...]
        }
        return rest.hasPrefix(slashes) ? rest.index(rest.startIndex, offsetBy: slashes.count) : nil
    }
}
