package import FeedModel
import FoundationEssentials
import GRDB

extension FeedStore {
    /// All feeds that are subscribed to, by title.
    ///
    /// - Parameter includesLetGo: whether those come along to which nobody subscribes any more.
    package func feeds(includesLetGo: Bool) throws(StoreError) -> [Feed] {
        try reading { db in
            try FeedReader.feeds(includesLetGo ? "1" : "subscription.id IS NOT NULL", [], in: db)
        }
    }

    /// One feed, subscribed to or not; nil where no feed bears this number.
    package func feed(_ id: FeedID) throws(StoreError) -> Feed? {
        try reading { db in try FeedReader.feeds("feed.id = ?", [id.rawValue], in: db).first }
    }

    /// The feeds that a person means by a number, a title, an address, or where none is just so called, by a part of a
    /// title or address; letter case is ignored. Subscribed or not; several are for the reader to choose from.
    package func feeds(named name: String) throws(StoreError) -> [Feed] {
        try reading { db in
            try FeedNaming.feeds(named: name, in: db).flatMap {
                try FeedReader.feeds("feed.id = ?", [$0.rawValue], in: db)
            }
        }
    }
}

/// Reads feeds with their counts and their health.
enum FeedReader {
    static func feeds(_ condition: String, _ arguments: StatementArguments, in db: Database) throws -> [Feed]
    {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT feed.id, feed.title, feed.address, subscription.title, feed.homePage,
                    \(tags), subscription.id IS NOT NULL, subscription.file,
                    feedCount.unread, feedCount.total,
                    (SELECT max(date) FROM item WHERE item.feedID = feed.id), feed.polledAt, \(AttemptRecord.nextPoll),
                    feed.pause, feed.rule, feed.failureCode, feed.failureMessage, feed.conditionSince,
                    (SELECT max(endedAt) FROM subscription WHERE subscription.feedID = feed.id),
                    nullif(subscription.address, feed.address), feed.isExpired, \(AttemptRecord.last),
                    \(other), (SELECT pausedAt FROM pausedFeed WHERE feedID = feed.id)
                FROM feed JOIN feedCount ON feedCount.feedID = feed.id
                LEFT JOIN subscription ON subscription.id = \(SubscriptionRecord.speaking)
                WHERE \(condition)
                ORDER BY coalesce(subscription.title, nullif(feed.title, ''), feed.address) COLLATE NOCASE, feed.id
                """, arguments: arguments)
        var feeds: [Feed] = []
        while let row = try rows.next() { feeds.append(feed(row)) }
        return feeds
    }

    /// Of all subscriptions in force that lead to the feed, one a line.
    private static let tags = """
        (SELECT ifnull(group_concat(nullif(tags, ''), char(10)), '') FROM (
            SELECT tags FROM subscription WHERE feedID = feed.id AND \(SubscriptionRecord.isInForce) ORDER BY id))
        """

    /// The feed that has the address to which this one's permanent redirects lead.
    private static let other = """
        (SELECT there.id FROM feed AS there WHERE there.address = feed.candidate AND there.id <> feed.id
            AND EXISTS (SELECT 1 FROM subscription WHERE feedID = there.id AND \(SubscriptionRecord.isInForce)))
        """

    private static func feed(_ row: Row) -> Feed {
        let isSubscribed: Bool = row[6]
        let origin = (row[7] as String?).map { SubscriptionOrigin.declared(file: $0) } ?? .reader
        return Feed(
            id: FeedID(row[0]),
            title: FeedTitle.shown(given: row[3], own: row[1], address: FeedAddress(row[2]).shown),
            address: FeedAddress(row[2]), homePage: row.link(4), tags: distinct(Lines.split(row[5])),
            origin: isSubscribed ? origin : nil, unread: row[8], total: row[9], lastNews: row.date(10),
            lastPoll: row.date(11), nextPoll: isSubscribed && row.date(23) == nil ? row.date(12) : nil,
            interval: row.duration(13),
            health: health(row, isSubscribed: isSubscribed),
            subscribedAs: (row[19] as String?).map { FeedAddress($0) }, isExpired: row[20],
            lastAttempt: row.date(21), leadsTo: (row[22] as Int64?).map { FeedID($0) })
    }

    private static func distinct(_ tags: [String]) -> [String] {
        var met: Set<String> = []
        return tags.filter { met.insert($0).inserted }
    }

    private static let askedLately = FetchFailure.Kind.askedLately.code
    private static let hostResting = FetchFailure.Kind.hostResting(host: "").code
    private static let noNetwork = FetchFailure.Kind.noNetwork.code

    private static func health(_ row: Row, isSubscribed: Bool) -> FeedHealth {
        let rule = (row[14] as String?).flatMap { NextPoll.Rule(rawValue: $0) }
        let since = row.date(17)
        guard isSubscribed else {
            return FeedHealth(
                state: .letGo, since: row.date(18), message: "nobody subscribes to it any more")
        }
        if let pausedAt = row.date(23) {
            return FeedHealth(state: .paused, since: pausedAt, message: "you paused it")
        }
        guard row.date(11) != nil else {
            return FeedHealth(state: .new, since: nil, message: "not polled yet")
        }
        guard let message = row[16] as String? else {
            return FeedHealth(state: .well, since: since, message: nil)
        }
        // Nothing was asked for yet, and nothing is wrong.
        if (row[15] as String?) == askedLately {
            return FeedHealth(state: .new, since: nil, message: message)
        }
        let state: FeedHealth.State =
            switch rule {
            case .gone: .gone
            case .rest: .resting
            default: state(failing: row[15])
            }
        return FeedHealth(state: state, since: since, message: message)
    }

    private static func state(failing code: String?) -> FeedHealth.State {
        switch code {
        case hostResting: .resting
        case noNetwork: .offline
        default: .failing
        }
    }
}
