package import FeedModel
package import FoundationEssentials
import GRDB

/// What importing states did.
package struct ImportReceipt: Hashable, Sendable {
    /// Articles that are read or starred now and were not before; twins are one. Those that wait for their items count.
    package let changed: Int
    /// Articles that were so already.
    package let unchanged: Int
    /// Of those that changed, how many are not stored: they are marked once a poll brings them.
    package let waiting: Int
    /// Feeds that nobody ever subscribed to here; what was done to their items waits for them.
    package let unknown: [FeedAddress]
    /// By which all of it can be taken back; nil where nothing changed.
    package let operation: OperationID?

    package init(
        changed: Int, unchanged: Int, waiting: Int, unknown: [FeedAddress], operation: OperationID?
    ) {
        self.changed = changed
        self.unchanged = unchanged
        self.waiting = waiting
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
    /// - Parameters:
    ///   - source: where it comes from, for the history.
    ///   - telling: is told after each time how many states have been joined.
    ///   - giving: gives the states, some at a time, to what it is handed; of one feed as often as it likes.
    package func importStates(
        from source: String, at now: Date, telling: @escaping (Int) -> Void = { _ in },
        _ giving: ((PortableStates) throws -> Void) throws -> Void
    ) throws(StoreError) -> ImportReceipt {
        try writingDurably { db in
            var joining = StateJoining(db: db, now: now)
            let operation = try Journal.operation(.importing, subject: source, at: now, in: db) {
                var done = 0
                try giving { states in
                    try joining.join(states)
                    done += states.states.count
                    telling(done)
                }
            }
            let changed = operation?.changed ?? 0
            return ImportReceipt(
                changed: changed, unchanged: joining.articles.count - changed,
                waiting: joining.waiting, unknown: joining.unknown, operation: operation?.id)
        }
    }

    /// The same, of states that are all at hand.
    package func importStates(
        _ feeds: [PortableStates], from source: String, at now: Date
    ) throws(StoreError) -> ImportReceipt {
        try importStates(from: source, at: now) { join in
            for states in feeds { try join(states) }
        }
    }
}

/// An import on its way.
private struct StateJoining {
    let db: Database
    let now: Date
    private(set) var articles: Set<Int64> = []
    private(set) var waiting = 0
    private(set) var unknown: [FeedAddress] = []

    init(db: Database, now: Date) {
        self.db = db
        self.now = now
    }

    mutating func join(_ states: PortableStates) throws {
        guard let address = states.addresses.first else { return }
        let known = try states.addresses.lazy.compactMap { try knownFeed(at: $0) }.first
        if known == nil { unknown.append(address) }
        let feed = try known ?? SubscriptionWriting.newFeed(address, at: now, in: db)
        let importing = StateImporting(feed: feed, db: db)
        for state in states.states {
            guard let joined = try importing.join(state) else { continue }
            let isFirst = articles.insert(joined.article).inserted
            if isFirst, joined.isNew, !joined.isStored { waiting += 1 }
        }
    }

    /// The feed that has, or once had, an address.
    private func knownFeed(at address: FeedAddress) throws -> FeedID? {
        if let known = try SubscriptionWriting.knownFeed(at: address, in: db) { return known }
        return try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT feedID FROM move WHERE former = ? ORDER BY id DESC LIMIT 1"),
            arguments: [address.text]
        ).map { FeedID($0) }
    }
}
