package import FeedModel
package import FoundationEssentials
import GRDB

/// What reconciling the declared subscriptions with the stored ones did.
package struct AdoptionReceipt: Hashable, Sendable {
    package let adopted: [FeedAddress]
    package let changed: [FeedAddress]
    package let letGo: [FeedAddress]

    package init(adopted: [FeedAddress], changed: [FeedAddress], letGo: [FeedAddress]) {
        self.adopted = adopted
        self.changed = changed
        self.letGo = letGo
    }
}

extension FeedStore {
    /// Makes the stored subscriptions agree with those that the files declare now.
    ///
    /// What is let go is polled no more; its items and states stay, and all return when it returns. What the reader had
    /// added before a file declared it becomes the reader's again.
    package func adopt(
        _ declared: [DeclaredSubscription], at now: Date
    ) async throws(StoreError) -> AdoptionReceipt {
        try await writing { db in
            let stored = try SubscriptionRecord.inForce(in: db)
            let adoption = Adoption(declared: declared, stored: stored.map(\.subscription))
            var former: [FeedAddress: FeedFetchSettings] = [:]
            if !adoption.changed.isEmpty {
                for record in stored { former[record.subscription.address] = record.subscription.fetching }
            }
            for subscription in adoption.letGo {
                try SubscriptionWriting.letGo(subscription, at: now, in: db)
            }
            for subscription in adoption.adopted + adoption.changed {
                try db.cachedStatement(
                    sql: "UPDATE subscription SET isShadowed = 1 WHERE address = ? AND file IS NULL"
                ).execute(arguments: [subscription.address.text])
                let feed = try SubscriptionWriting.subscribe(subscription, at: now, in: db)
                // Other credentials may be those that the server wants (B56).
                if let old = former[subscription.address], old != subscription.fetching {
                    try SubscriptionWriting.wishAgain(for: feed, at: now, in: db)
                }
            }
            return AdoptionReceipt(
                adopted: adoption.adopted.map(\.address), changed: adoption.changed.map(\.address),
                letGo: adoption.letGo.map(\.address))
        }
    }
}
