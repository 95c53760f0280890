package import FeedModel
import GRDB

extension FeedStore {
    /// How the feeds that are subscribed to are called, by number: all that a shell needs to complete them, and quicker
    /// than `feeds(includesLetGo:)`, which counts.
    package func feedNames() throws(StoreError) -> [ItemSummary.FeedReference] {
        try reading { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT feed.id, subscription.title, feed.title, feed.address
                    FROM feed JOIN subscription ON subscription.id = \(SubscriptionRecord.speaking)
                    ORDER BY feed.id
                    """)
            return rows.map { row in
                let address = FeedAddress(row[3])
                return ItemSummary.FeedReference(
                    id: FeedID(row[0]),
                    title: FeedTitle.shown(given: row[1], own: row[2], address: address.shown),
                    address: address)
            }
        }
    }

    /// The tags of all subscriptions in force, each once, in the order of their letters.
    package func tags() throws(StoreError) -> [String] {
        try reading { db in
            let lists = try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT tags FROM subscription
                    WHERE tags <> '' AND \(SubscriptionRecord.isInForce)
                    """)
            return Set(lists.flatMap { Lines.split($0) }).sorted()
        }
    }
}
