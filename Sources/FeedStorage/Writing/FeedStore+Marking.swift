package import FeedModel
package import FoundationEssentials
import GRDB

/// What marking did.
package struct MarkReceipt: Hashable, Sendable {
    /// Items whose state is another than before.
    package let changed: Int
    /// Of the numbers given, those that no item bears, in the order given.
    package let missing: [ItemID]

    package init(changed: Int, missing: [ItemID]) {
        self.changed = changed
        self.missing = missing
    }
}

extension FeedStore {
    /// Marks items, all in one transaction that is on the disk when this returns; those that bear the mark already keep
    /// the time of their first.
    package func mark(_ items: [ItemID], as mark: Mark, at now: Date) throws(StoreError) -> MarkReceipt {
        try writingDurably { db in
            let exists = try db.cachedStatement(sql: "SELECT 1 FROM item WHERE id = ?")
            let twins = try db.cachedStatement(sql: mark.statement(where: Self.isTwin(ofOneOf: "SELECT ?2")))
            let statement = try db.cachedStatement(sql: mark.statement(where: "id = ?2"))
            var changed = 0
            var missing: [ItemID] = []
            for item in items {
                guard try Int.fetchOne(exists, arguments: [item.rawValue]) != nil else {
                    missing.append(item)
                    continue
                }
                try twins.execute(arguments: mark.arguments(at: now) + [item.rawValue])
                try statement.execute(arguments: mark.arguments(at: now) + [item.rawValue])
                changed += db.changesCount
            }
            return MarkReceipt(changed: changed, missing: missing)
        }
    }

    /// Marks all items that a listing would show.
    package func mark(
        matching listing: ItemListing, as mark: Mark, at now: Date
    ) throws(StoreError) -> MarkReceipt {
        try writingDurably { db in
            let chosen = try QuerySQL(listing, selecting: "item.id", in: db)
            // Twins first: no item of the listing is another's twin, but it may be listed by the state that changes.
            for condition in [Self.isTwin(ofOneOf: chosen.sql), "id IN (\(chosen.sql))"] {
                try db.execute(
                    sql: mark.statement(where: condition),
                    arguments: mark.arguments(at: now) + chosen.arguments)
            }
            return MarkReceipt(changed: db.changesCount, missing: [])
        }
    }

    /// A condition that an item is the twin of one of these: marking one marks both, and counts as one.
    private static func isTwin(ofOneOf these: String) -> String {
        """
        EXISTS (SELECT 1 FROM twin) AND item.id IN (
            SELECT other.itemID FROM twin AS own JOIN twin AS other ON other.story = own.story
            WHERE own.itemID <> other.itemID AND own.itemID IN (\(these)))
        """
    }
}

extension Mark {
    /// Writes the state of the items that do not bear this mark yet; triggers carry it to the items.
    fileprivate func statement(where condition: String) -> String {
        let (column, lacksMark) =
            switch self {
            case .read: ("readAt", "item.readAt IS NULL")
            case .unread: ("readAt", "item.readAt IS NOT NULL")
            case .starred: ("starredAt", "item.starredAt IS NULL")
            case .unstarred: ("starredAt", "item.starredAt IS NOT NULL")
            }
        return """
            INSERT INTO itemState (feedID, itemKey, \(column))
            SELECT feedID, itemKey, ? FROM item WHERE \(lacksMark) AND \(condition)
            ON CONFLICT DO UPDATE SET \(column) = excluded.\(column)
            """
    }

    fileprivate func arguments(at now: Date) -> StatementArguments {
        switch self {
        case .read, .starred: [now.column]
        case .unread, .unstarred: [nil]
        }
    }
}
