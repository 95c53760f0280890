package import FoundationEssentials

/// A feed as a reader sees it in `tidings feeds`: what it is, how it does, what it holds.
package struct Feed: Hashable, Sendable {
    package let id: FeedID
    /// The reader's title, else the feed's own, else its address.
    package let title: String
    package let address: FeedAddress
    /// The address in the subscription, where the feed has moved since; nil where it is its own.
    package let subscribedAs: FeedAddress?
    package let homePage: Link?
    package let tags: [String]
    /// Who subscribed; nil for a feed that was let go or removed.
    package let origin: SubscriptionOrigin?
    package let unread: Int
    package let total: Int
    /// The date of the newest item; nil before the first.
    package let lastNews: Date?
    package let lastPoll: Date?
    package let nextPoll: Date?
    /// The pause that the schedule last chose; nil before the first poll.
    package let interval: Duration?
    package let health: FeedHealth
    /// Whether its publisher said that nothing will follow (B43).
    package let isExpired: Bool
    /// When a poll was last begun; later than `lastPoll` while it is under way.
    package let lastAttempt: Date?
    /// Another feed that the reader has, to which this one's permanent redirects lead (B67).
    package let leadsTo: FeedID?

    package init(
        id: FeedID, title: String, address: FeedAddress, homePage: Link?, tags: [String],
        origin: SubscriptionOrigin?, unread: Int, total: Int, lastNews: Date?, lastPoll: Date?,
        nextPoll: Date?,
        interval: Duration?, health: FeedHealth, subscribedAs: FeedAddress? = nil,
        isExpired: Bool = false, lastAttempt: Date? = nil, leadsTo: FeedID? = nil
    ) {
        self.id = id
        self.title = title
        self.address = address
        self.subscribedAs = subscribedAs
        self.homePage = homePage
        self.tags = tags
        self.origin = origin
        self.unread = unread
        self.total = total
        self.lastNews = lastNews
        self.lastPoll = lastPoll
        self.nextPoll = nextPoll
        self.interval = interval
        self.health = health
        self.isExpired = isExpired
        self.lastAttempt = lastAttempt
        self.leadsTo = leadsTo
    }

    /// Whether it was polled and has brought nothing new for half a year.
    package func isStale(at now: Date) -> Bool {
        guard lastPoll != nil else { return false }
        return lastNews.map { now.timeIntervalSince($0) > 182.5 * 86_400 } ?? true
    }
}
