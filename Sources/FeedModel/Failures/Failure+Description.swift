extension FetchFailure.Kind {
    /// The word by which the store and scripts know this kind of failure; stable.
    package var code: String {
        switch self {
        case .cancelled: "cancelled"
        case .badAddress: "bad-address"
        case .fileNotDeclared: "file-not-declared"
        case .file: "file"
        case .privateNetwork: "private-network"
        case .noNetwork: "no-network"
        case .nameLookup: "name-lookup"
        case .unreachable: "unreachable"
        case .tls: "tls"
        case .timeout: "timeout"
        case .cutShort: "cut-short"
        case .tooLarge: "too-large"
        case .headersTooLarge: "headers-too-large"
        case .undecodable: "undecodable"
        case .http2: "http2"
        case .rateLimited: "rate-limited"
        case .forbidden(let isBotWall): isBotWall ? "bot-wall" : "forbidden"
        case .credentialsWanted(status: 402): "payment-wanted"
        case .credentialsWanted(status: 407): "proxy-credentials-wanted"
        case .credentialsWanted: "credentials-wanted"
        case .notFound: "not-found"
        case .serverError: "server-error"
        case .refused(status: 405): "method-refused"
        case .refused(status: 406): "type-refused"
        case .refused(status: 451): "legally-blocked"
        case .refused: "refused"
        case .unusable: "unusable"
        case .redirect: "redirect"
        case .hostResting: "host-resting"
        case .askedLately: "asked-lately"
        case .other: "other"
        }
    }
}

extension FetchFailure.Kind: CustomStringConvertible {
    /// A phrase for people, without the feed's name.
    package var description: String {
        switch self {
        case .cancelled: "the poll was called off"
        case .badAddress(let reason): reason
        case .fileNotDeclared: "file: addresses are read only for feeds that the configuration declares"
        case .file(let reason): "the file cannot be read: \(reason)"
        case .privateNetwork(let host):
            "\(host) lies in a private network; fetch.private-networks in the configuration can open it"
        case .noNetwork: "no network"
        case .nameLookup(let host, let isPermanent):
            isPermanent ? "the name \(host) is not known" : "the name \(host) could not be looked up"
        case .unreachable(let reason): "cannot be reached: \(reason)"
        case .tls(let reason): "no trusted connection: \(reason)"
        case .timeout(.connect): "no connection in time"
        case .timeout(.firstByte): "connected, but no answer in time"
        case .timeout(.tooSlow): "the answer came too slowly"
        case .timeout(.total): "the answer took too long"
        case .cutShort: "the connection ended before the document did"
        case .tooLarge(let limit): "the document is larger than \(limit)"
        case .headersTooLarge: "the answer's headers are too large"
        case .undecodable(let coding): "the answer's coding (\(coding)) cannot be undone"
        case .http2(let reason): "HTTP/2 trouble: \(reason)"
        case .rateLimited(let status): "the server asks for rest (\(status))"
        case .forbidden(true): "blocked by a bot wall (403)"
        case .forbidden(false): "the server refuses us (403)"
        case .credentialsWanted(status: 402): "the server wants to be paid (402)"
        case .credentialsWanted(status: 407): "the proxy wants credentials (407)"
        case .credentialsWanted(let status):
            "the server wants credentials, or others than it gets (\(status))"
        case .notFound: "not found (404)"
        case .serverError(let status): "the server has trouble (\(status))"
        case .refused(status: 405): "the server does not let this address be read (405)"
        case .refused(status: 406): "the server has nothing of the types that we read (406)"
        case .refused(status: 451): "blocked for legal reasons (451)"
        case .refused(let status): "the server refuses (\(status))"
        case .unusable(let status): "an answer without a document (\(status))"
        case .redirect(.tooMany(let limit)): "more than \(limit) redirects"
        case .redirect(.loop): "redirects in a circle"
        case .redirect(.noLocation): "a redirect to nowhere"
        case .redirect(.scheme(let scheme)): "a redirect to \(scheme):, which is not followed"
        case .redirect(.downgrade): "a redirect from https to http, refused since this feed has credentials"
        case .hostResting(let host): "\(host) asked for rest"
        case .askedLately: "its document was asked for a short while ago, under another feed's address"
        case .other(let reason): reason
        }
    }
}

extension ParseFailure: CustomStringConvertible {
    /// A phrase for people, without the feed's name.
    package var description: String {
        switch self {
        case .notAFeed(let looksLike?): "not a feed but \(looksLike)"
        case .notAFeed(nil): "not a feed"
        case .malformed(let line?, let reason): "damaged in line \(line): \(reason)"
        case .malformed(nil, let reason): "damaged: \(reason)"
        case .limit(let reason): "refused: \(reason)"
        }
    }
}

extension FeedFailure: CustomStringConvertible {
    /// A phrase for people, without the feed's name.
    package var description: String {
        switch self {
        case .fetching(let failure): failure.kind.description
        case .parsing(let failure): failure.description
        }
    }
}
