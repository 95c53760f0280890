package import FeedModel
package import FoundationEssentials
import GRDB

/// What importing states did.
package struct ImportReceipt: Hashable, Sendable {
    /// Items that are read or starred now and were not before.
    package let changed: Int
    /// Items that were so already.
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
    /// Items are known by their keys, else by a link that only one item of the feed bears; what is not stored yet has its
    /// state once it comes. On the disk when this returns; all or nothing.
    ///
    /// - Parameter source: where it comes from, for the history.
    package func importStates(
        _ feeds: [PortableStates], from source: String, at now: Date
    ) throws(StoreError) -> ImportReceipt {
        try writingDurably { db in
            var changed = 0
            var total = 0
            var unknown: [FeedAddress] = []
            let operation = try Journal.operation(.importing, subject: source, at: now, in: db) {
                for states in feeds {
                    guard let address = states.addresses.first else { continue }
                    let known = try states.addresses.lazy.compactMap { try Self.feed(at: $0, in: db) }.first
                    if known == nil { unknown.append(address) }
                    let feed = try known ?? SubscriptionWriting.newFeed(address, at: now, in: db)
                    let importing = StateImporting(feed: feed, db: db)
                    for state in states.states { changed += try importing.join(state) ? 1 : 0 }
                    total += states.states.count
                }
            }
            return ImportReceipt(
                changed: changed, unchanged: total - changed, unknown: unknown, operation: operation?.id)
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

/// Joins states to those of one feed's items.
private struct StateImporting {
    let feed: FeedID
    let db: Database

    /// Says whether anything is other than before.
    func join(_ state: PortableState) throws -> Bool {
        guard let key = try key(of: state) else { return false }
        try db.cachedStatement(
            sql: """
                INSERT INTO itemState (feedID, itemKey, readAt, starredAt) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET readAt = ifnull(readAt, excluded.readAt),
                    starredAt = ifnull(starredAt, excluded.starredAt)
                WHERE (readAt IS NULL AND excluded.readAt IS NOT NULL)
                    OR (starredAt IS NULL AND excluded.starredAt IS NOT NULL)
                """
        ).execute(arguments: [
            feed.rawValue, key.text, state.state.readAt?.column, state.state.starredAt?.column,
        ])
        return db.changesCount > 0
    }

    /// The key under which the item's state is kept here; nil for one that another library made up and that nothing else
    /// tells.
    private func key(of state: PortableState) throws -> ItemKey? {
        if !state.key.isOwn {
            if try isKnown(state.key) { return state.key }
            if let first = try firstKey(behind: state.key) { return first }
        }
        if let link = state.link, let single = try singleKey(bearing: link) { return single }
        return state.key.isOwn ? nil : state.key
    }

    private func isKnown(_ key: ItemKey) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM itemState WHERE feedID = ?1 AND itemKey = ?2)
                        OR EXISTS (SELECT 1 FROM item WHERE feedID = ?1 AND itemKey = ?2)
                    """), arguments: [feed.rawValue, key.text]) ?? false
    }

    private func firstKey(behind alias: ItemKey) throws -> ItemKey? {
        try String.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT item.itemKey FROM itemAlias JOIN item ON item.id = itemAlias.itemID
                    WHERE itemAlias.feedID = ? AND itemAlias.itemKey = ?
                    """), arguments: [feed.rawValue, alias.text]
        ).map { ItemKey(text: $0) }
    }

    private func singleKey(bearing link: Link) throws -> ItemKey? {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT itemKey, link FROM item WHERE linkHash = ? AND feedID = ? LIMIT 2"),
            arguments: [ItemTraits.link(link), feed.rawValue])
        guard rows.count == 1, rows[0].link(1)?.normalised == link.normalised else { return nil }
        return ItemKey(text: rows[0][0])
    }
}
