package import FeedModel
package import FoundationEssentials
import GRDB

/// A feed whose server refused its credentials, and the file that they came from as it was then.
package struct RefusedCredentials: Hashable, Sendable {
    package let feed: FeedID
    package let file: String
    package let stamp: String?
}

extension FeedStore {
    /// The feeds whose servers want other credentials than the file holds that the configuration names (B56).
    package func refusedCredentials() async throws(StoreError) -> [RefusedCredentials] {
        try await reading { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT feed.id, subscription.credentialsFile, feed.credentialsStamp
                        FROM feed JOIN subscription ON subscription.id = \(SubscriptionRecord.speaking)
                        WHERE feed.failureCode = 'credentials-wanted' AND subscription.credentialsFile IS NOT NULL
                            AND feed.id NOT IN (SELECT feedID FROM wish)
                        """)
            ).map { RefusedCredentials(feed: FeedID($0[0]), file: $0[1], stamp: $0[2]) }
        }
    }

    /// Notes that feeds whose credentials were refused are to be polled with new ones.
    package func wishAgain(for feeds: [FeedID], at now: Date) async throws(StoreError) {
        try await writing { db in
            for feed in feeds { try SubscriptionWriting.wishAgain(for: feed, at: now, in: db) }
        }
    }
}
