/// Why a poll of a feed brought nothing.
package enum FeedFailure: Error, Hashable, Sendable {
    case fetching(FetchFailure)
    case parsing(ParseFailure)

    /// Whether this machine or its settings failed, not the feed: no network, a host that rests, a document that was
    /// asked for lately. It is not counted against the feed (`polling.md` B59, B67, B72).
    package var isOurs: Bool {
        guard case .fetching(let failure) = self else { return false }
        switch failure.kind {
        case .noNetwork, .hostResting, .askedLately, .cancelled: return true
        default: return false
        }
    }

    /// The word by which the store and scripts know this kind of failure; stable.
    package var code: String {
        switch self {
        case .fetching(let failure): failure.kind.code
        case .parsing(.notAFeed): "not-a-feed"
        case .parsing(.malformed): "malformed"
        case .parsing(.limit): "limit-exceeded"
        }
    }
}
