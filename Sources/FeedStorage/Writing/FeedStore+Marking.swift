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
            let statement = try db.cachedStatement(sql: mark.statement(where: Self.isOrHasTwin("SELECT ?2")))
            var changed = 0
            var missing: [ItemID] = []
            for item in items {
                guard try Int.fetchOne(exists, arguments: [item.rawValue]) != nil else {
                    missing.append(item)
                    continue
                }
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
            try db.execute(
                sql: """
                    WITH chosen AS MATERIALIZED (\(chosen.sql))
                    \(mark.statement(where: Self.isOrHasTwin("SELECT * FROM chosen")))
                    """,
                arguments: chosen.arguments + mark.arguments(at: now))
            return MarkReceipt(changed: db.changesCount, missing: [])
        }
    }

    /// A condition that an item is one of these, or a twin of one: marking one marks both.
    private static func isOrHasTwin(_ these: String) -> String {
        """
        item.id IN (
            \(these) UNION SELECT other.itemID FROM twin JOIN twin AS other ON other.story = twin.story
            WHERE twin.itemID IN (\(these)))
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
