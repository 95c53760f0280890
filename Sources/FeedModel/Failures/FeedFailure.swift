/// Why a poll of a feed brought nothing.
package enum FeedFailure: Error, Hashable, Sendable {
    case fetching(FetchFailure)
    case parsing(ParseFailure)

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
