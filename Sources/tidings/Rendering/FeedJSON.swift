import FeedModel
import FeedParsing

/// Feeds as JSON (`PRODUCT.md` §6).
enum FeedJSON {
    static func object(_ feed: Feed) -> JSONValue {
        .object([
            "id": .integer(feed.id.rawValue),
            "title": .string(feed.title),
            "url": .string(feed.address.shown),
            "subscribed_as": feed.subscribedAs.map { .string($0.shown) },
            "home_page_url": feed.homePage.map { .string($0.text) },
            "tags": .list(feed.tags),
            "origin": feed.origin.map(origin),
            "unread": .integer(feed.unread),
            "total": .integer(feed.total),
            "last_news": feed.lastNews.map { .string(Timestamp.text($0)) },
            "last_poll": feed.lastPoll.map { .string(Timestamp.text($0)) },
            "next_poll": feed.nextPoll.map { .string(Timestamp.text($0)) },
            "interval": feed.interval.map { .integer($0.components.seconds) },
            "leads_to": feed.leadsTo.map { .integer($0.rawValue) },
            "ended": .bool(feed.isExpired),
            "health": .object([
                "state": .string(feed.health.state.rawValue),
                "since": feed.health.since.map { .string(Timestamp.text($0)) },
                "message": feed.health.message.map(JSONValue.string),
            ]),
        ])
    }

    /// `reader`, or the file that declares the subscription.
    private static func origin(_ origin: SubscriptionOrigin) -> JSONValue {
        switch origin {
        case .reader: .string("reader")
        case .declared(let file): .string(file)
        }
    }
}
