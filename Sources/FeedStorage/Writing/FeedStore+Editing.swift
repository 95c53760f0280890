package import FeedModel
package import FoundationEssentials
import GRDB

/// What editing did.
package struct EditReceipt: Hashable, Sendable {
    /// The subscription that speaks for the feed, as it was.
    package let former: Subscription
    /// The same as it is now.
    package let subscription: Subscription

    package init(former: Subscription, subscription: Subscription) {
        self.former = former
        self.subscription = subscription
    }
}

extension FeedStore {
    /// Changes what the reader said of a feed; several addresses of theirs that lead to it are changed alike.
    ///
    /// - Throws: `.declared` where a file declares it, `.unknownFeed` where nobody subscribes to it.
    package func edit(
        _ feed: FeedID, by edit: SubscriptionEdit, at now: Date
    ) throws(StoreError) -> EditReceipt {
        try writingDurably { db in
            let present = try inForce(of: feed, in: db)
            guard let first = present.first?.subscription else { throw StoreError.unknownFeed(feed) }
            for record in present {
                if case .declared(let file) = record.subscription.origin {
                    throw StoreError.declared(address: record.subscription.address, file: file)
                }
            }
            for record in present {
                try SubscriptionRecord.store(
                    edit.applied(to: record.subscription), of: feed, at: now, in: db)
            }
            return EditReceipt(former: first, subscription: edit.applied(to: first))
        }
    }
}
