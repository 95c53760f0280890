/// The reader's tie to a feed: what they call it, how they sort it, how often they want it.
package struct Subscription: Hashable, Sendable {
    /// The address as the reader or the file gave it; a move of the feed never changes it.
    package let address: FeedAddress
    package let origin: SubscriptionOrigin
    /// The reader's own title; nil to use the feed's.
    package let title: String?
    package let tags: [String]
    /// A fixed pause between polls; nil for the adaptive schedule (`auto`).
    package let interval: Duration?
    /// Whether its first items count as already read (`add --only-new`).
    package let onlyNew: Bool
    /// Whether an item that its feed revises turns unread again.
    package let revisedTurnsUnread: Bool
    /// How to ask for it.
    package let fetching: FeedFetchSettings
    /// How long its items are kept.
    package let retention: FeedRetention

    package init(
        address: FeedAddress, origin: SubscriptionOrigin, title: String? = nil, tags: [String] = [],
        interval: Duration? = nil, onlyNew: Bool = false, revisedTurnsUnread: Bool = false,
        fetching: FeedFetchSettings = FeedFetchSettings(), retention: FeedRetention = FeedRetention()
    ) {
        self.address = address
        self.origin = origin
        self.title = title
        self.tags = tags
        self.interval = interval
        self.onlyNew = onlyNew
        self.revisedTurnsUnread = revisedTurnsUnread
        self.fetching = fetching
        self.retention = retention
    }
}

/// What a single feed wants otherwise than the rest when it is asked for.
package struct FeedFetchSettings: Hashable, Sendable {
    /// Sent in place of tidings' own user agent; nil to send that.
    package var userAgent: String?
    /// Added to the request, in this order.
    package var headers: [HeaderField]
    /// A file that holds `name:password` for this feed's own origin; never the secret itself.
    package var credentialsFile: String?
    /// A proxy for this feed; nil for the general one.
    package var proxy: String?
    /// The largest decoded document; nil for the general limit.
    package var sizeLimit: ByteCount?
    /// Which certificates of its server are accepted.
    package var certificates: AcceptedCertificates

    /// Which certificates a feed's own server may show (`polling.md` B99).
    package enum AcceptedCertificates: String, Hashable, Sendable, CaseIterable {
        /// Those that the system's authorities vouch for.
        case verified
        /// Any: the reader's exception for one feed.
        case any = "any-certificate"
    }

    package struct HeaderField: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(
        userAgent: String? = nil, headers: [HeaderField] = [], credentialsFile: String? = nil,
        proxy: String? = nil, sizeLimit: ByteCount? = nil, certificates: AcceptedCertificates = .verified
    ) {
        self.userAgent = userAgent
        self.headers = headers
        self.credentialsFile = credentialsFile
        self.proxy = proxy
        self.sizeLimit = sizeLimit
        self.certificates = certificates
    }
}
