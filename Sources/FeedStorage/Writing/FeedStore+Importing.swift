package import FeedModel
package import FoundationEssentials
import GRDB

/// What importing states did.
package struct ImportReceipt: Hashable, Sendable {
    /// Articles that are read or starred now and were not before; twins are one.
    package let changed: Int
    /// Articles that were so already.
    package let unchanged: Int
    /// Feeds that nobody ever subscribed to here; what was done to their items waits for them.
    package let unknown: [FeedAddress]
    /// By which all of it can be taken back; nil where nothing changed.
    package let operation: OperationID?

    package init(changed: Int, unchanged: Int, unknown: [FeedAddress], operation: OperationID?) {
        self.changed = changed
        self.unchanged = unchanged
        self.unknown = unknown
        self.operation = operation
    }
}

extension FeedStore {
    /// Joins what the reader did in another library to what is known here: what is read or starred in either is so
    /// afterwards. A mark that is here already keeps its time, so that the same import twice changes nothing.
    ///
    /// Items are known by their keys; by a link that only one item of the feed bears where the other library knew theirs by
    /// nothing but link or content. What is not stored yet has its state once it comes, and twins have the marks of each
    /// other. On the disk when this returns; all or nothing.
    ///
    /// - Parameter source: where it comes from, for the history.
    package func importStates(
        _ feeds: [PortableStates], from source: String, at now: Date
    ) throws(StoreError) -> ImportReceipt {
        try writingDurably { db in
            var articles: Set<Int64> = []
            var unknown: [FeedAddress] = []
            let operation = try Journal.operation(.importing, subject: source, at: now, in: db) {
                for states in feeds {
                    guard let address = states.addresses.first else { continue }
                    let known = try states.addresses.lazy.compactMap { try Self.feed(at: $0, in: db) }.first
                    if known == nil { unknown.append(address) }
                    let feed = try known ?? SubscriptionWriting.newFeed(address, at: now, in: db)
                    let importing = StateImporting(feed: feed, db: db)
                    for state in states.states {
                        if let article = try importing.join(state) { articles.insert(article) }
                    }
                }
            }
            let changed = operation?.changed ?? 0
            return ImportReceipt(
                changed: changed, unchanged: articles.count - changed, unknown: unknown,
                operation: operation?.id)
        }
    }

    /// The feed that has, or once had, an address.
    private static func feed(at address: FeedAddress, in db: Database) throws -> FeedID? {
        if let known = try SubscriptionWriting.knownFeed(at: address, in: db) { return known }
        return try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT feedID FROM move WHERE former = ? ORDER BY id DESC LIMIT 1"),
            arguments: [address.text]
        ).map { FeedID($0) }
    }
}
