/// What may be purged, and when: the `[retention]` part of the configuration. Nothing, unless it says so.
package struct RetentionPolicy: Hashable, Sendable {
    /// How long read items are kept after they left their feed.
    package var read = KeptTime.forever
    /// How long unread items are kept after they left their feed.
    package var unread = KeptTime.forever
    /// The newest that are kept of each feed; 0: all.
    package var perFeed = 0
    /// How long records of polls are kept.
    package var polls = Duration.seconds(90 * 86_400)

    /// How long an operation can be undone (`PRODUCT.md` §5).
    package static let operations = Duration.seconds(365 * 86_400)

    package init() {}
}

/// What a single feed wants otherwise than the rest when items are purged; nil: as the rest.
package struct FeedRetention: Hashable, Sendable {
    /// How long its read items are kept after they left it.
    package var read: KeptTime?
    /// How long its unread items are kept after they left it.
    package var unread: KeptTime?
    /// The newest of its items that are kept; 0: all.
    package var newest: Int?

    package init(read: KeptTime? = nil, unread: KeptTime? = nil, newest: Int? = nil) {
        self.read = read
        self.unread = unread
        self.newest = newest
    }
}

/// How long something is kept.
package enum KeptTime: Hashable, Sendable {
    case forever
    case atMost(Duration)
}
