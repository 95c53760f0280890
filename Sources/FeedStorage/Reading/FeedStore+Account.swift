package import FeedModel
package import FoundationEssentials
import GRDB

extension FeedStore {
    /// Everything that is known of why a feed is polled when it is; nil where no feed bears this number.
    package func account(of feed: FeedID, at now: Date) throws(StoreError) -> FeedAccount? {
        try reading { db in
            guard let shown = try FeedReader.feeds("feed.id = ?", [feed.rawValue], in: db).first,
                let (record, wishedAt) = try record(of: feed, in: db)
            else { return nil }
            return FeedAccount(
                feed: shown, subscribedAs: try otherAddresses(of: shown, in: db),
                history: record.history, polls: try PollRecord.all(of: feed, in: db),
                moves: try MoveRecord.all(of: feed, in: db),
                hostRest: try rest(of: shown.address.host, at: now, in: db),
                wishedAt: wishedAt)
        }
    }

    /// The feeds that a page names to which a new subscription's address has led, in the page's order; empty where its
    /// last poll found a feed or nothing.
    package func foundLinks(of feed: FeedID) throws(StoreError) -> [FoundLink] {
        try reading { db in
            try Row.fetchAll(
                db, sql: "SELECT url, title FROM foundLink WHERE feedID = ? ORDER BY position",
                arguments: [feed.rawValue]
            ).map { FoundLink(link: Link($0[0]), title: $0[1]) }
        }
    }

    private func record(of feed: FeedID, in db: Database) throws -> (FeedRecord, wishedAt: Date?)? {
        try PreparedStatement(
            """
            SELECT \(FeedRecord.columns), wish.wishedAt
            FROM feed LEFT JOIN wish ON wish.feedID = feed.id WHERE feed.id = ?
            """, in: db
        ).first {
            $0.add(feed.rawValue)
        } read: {
            (FeedRecord($0, from: 0), wishedAt: $0.date(FeedRecord.columnCount))
        }
    }

    private func otherAddresses(of feed: Feed, in db: Database) throws -> [FeedAddress] {
        try String.fetchAll(
            db,
            sql: """
                SELECT address FROM subscription WHERE feedID = ? AND \(SubscriptionRecord.isInForce) ORDER BY id
                """, arguments: [feed.id.rawValue]
        ).map { FeedAddress($0) }.filter { $0 != feed.address }
    }

    /// The longest rest of a host, or of a domain that it is part of (`HostRest.domain`).
    private func rest(of host: String, at now: Date, in db: Database) throws -> HostRest? {
        try Row.fetchAll(
            db,
            sql: """
                SELECT host, restUntil FROM host
                WHERE (host = ?1 OR (host LIKE '.%' AND '.' || ?2 LIKE '%' || host)) AND restUntil > ?3
                ORDER BY restUntil DESC LIMIT 1
                """, arguments: [host, Link("//\(host)").host, now.column]
        ).first.map { HostRest(host: $0[0], until: Date(column: $0[1])) }
    }
}
