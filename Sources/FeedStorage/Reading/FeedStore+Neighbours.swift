package import FeedModel
import FoundationEssentials
import GRDB

extension FeedStore {
    /// Another feed that is subscribed to and whose document comes from this address: the one that has the address for
    /// its own, else the one that was led there last. Nil where there is none.
    package func neighbour(of feed: FeedID, at url: Link) async throws(StoreError) -> Neighbour? {
        try await reading { db in
            let asked = AttemptRecord.last
            let statement = try db.cachedStatement(
                sql: """
                    SELECT id, address = ?1, lastSuccess IS NOT NULL AND failures = 0, \(asked)
                    FROM feed WHERE (address = ?1 OR finalURL = ?1) AND id <> ?2
                    AND \(SubscriptionRecord.speaking) IS NOT NULL
                    ORDER BY address = ?1 DESC, \(asked) DESC LIMIT 1
                    """)
            return try Row.fetchOne(statement, arguments: [url.text, feed.rawValue]).map { row in
                Neighbour(feed: FeedID(row[0]), isOwner: row[1], isWell: row[2], askedAt: row.date(3))
            }
        }
    }
}
