package import FoundationEssentials

/// What came of asking for a feed, when something usable came.
package enum FetchResult: Hashable, Sendable {
    /// The server says that nothing has changed (304).
    case notModified
    case document(FeedDocument)
    /// The server says that the feed is gone for good (410).
    case gone
    /// Its permanent redirects lead to the address of another feed, of which nothing was asked: that feed is polled by
    /// itself (B67).
    case shared(Neighbour)
}

/// Another subscribed feed whose document comes from a certain address.
package struct Neighbour: Hashable, Sendable {
    package let feed: FeedID
    /// Whether the address is that feed's own; else it led there lately.
    package let isOwner: Bool
    /// Whether that feed's last poll went well.
    package let isWell: Bool
    /// When the document was last asked for.
    package let askedAt: Date?

    package init(feed: FeedID, isOwner: Bool, isWell: Bool, askedAt: Date?) {
        self.feed = feed
        self.isOwner = isOwner
        self.isWell = isWell
        self.askedAt = askedAt
    }
}

/// A fetch that went well, with everything the exchange taught beside its result.
package struct Fetched: Hashable, Sendable {
    package let result: FetchResult
    /// What to ask with next time: of a 200, exactly what that answer bore; of a 304, freshened (RFC 9111 §4.3.4).
    package let validators: CacheValidators?
    /// Nil where the server said nothing of it.
    package let freshness: Freshness?
    package let hostRests: [HostRest]
    package let exchange: ExchangeRecord

    package init(
        result: FetchResult, validators: CacheValidators?, freshness: Freshness?, hostRests: [HostRest],
        exchange: ExchangeRecord
    ) {
        self.result = result
        self.validators = validators
        self.freshness = freshness
        self.hostRests = hostRests
        self.exchange = exchange
    }
}

/// The bare figures of what went over the wire in one poll, kept for `tidings why`.
package struct ExchangeRecord: Hashable, Sendable {
    /// The last status; nil where no answer came, and for files.
    package var status: Int?
    /// The address that answered last.
    package var finalURL: Link?
    /// Where the leading permanent redirects (301, 308) lead; nil without any.
    package var permanentTarget: Link?
    /// Requests made, redirects included.
    package var requests: Int
    /// Bytes of the body on the wire.
    package var wireBytes: Int

    package init(
        status: Int? = nil, finalURL: Link? = nil, permanentTarget: Link? = nil, requests: Int = 0,
        wireBytes: Int = 0
    ) {
        self.status = status
        self.finalURL = finalURL
        self.permanentTarget = permanentTarget
        self.requests = requests
        self.wireBytes = wireBytes
    }
}
