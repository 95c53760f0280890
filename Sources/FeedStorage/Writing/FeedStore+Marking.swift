package import FeedModel
package import FoundationEssentials
import GRDB

/// What marking did.
package struct MarkReceipt: Hashable, Sendable {
    /// Articles whose state is another than before; twins are one.
    package let changed: Int
    /// The number by which it is taken back; nil where nothing was changed.
    package let operation: OperationID?
    /// Of the numbers given, those that no item bears, in the order given.
    package let missing: [ItemID]

    package init(changed: Int, operation: OperationID?, missing: [ItemID]) {
        self.changed = changed
        self.operation = operation
        self.missing = missing
    }

    fileprivate init(_ operation: Operation?, missing: [ItemID]) {
        self.init(changed: operation?.changed ?? 0, operation: operation?.id, missing: missing)
    }
}

extension FeedStore {
    /// Marks items, all in one transaction that is on the disk when this returns; those that bear the mark already keep
    /// the time of their first.
    ///
    /// - Parameter subject: what the reader typed to name them, for the history.
    package func mark(
        _ items: [ItemID], as mark: Mark, subject: String, at now: Date
    ) throws(StoreError) -> MarkReceipt {
        try writingDurably { db in
            let exists = try db.cachedStatement(sql: "SELECT 1 FROM item WHERE id = ?")
            // To prepare what changes a state, with all that its triggers do, is the dearest part of marking one item.
            let hasTwins = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM twin)") ?? false
            let twins =
                hasTwins
                ? try db.cachedStatement(sql: mark.statement(where: Self.isTwin(ofOneOf: "SELECT ?2"))) : nil
            let statement = try db.cachedStatement(sql: mark.statement(where: "id = ?2"))
            var missing: [ItemID] = []
            let operation = try Journal.operation(.mark(mark), subject: subject, at: now, in: db) {
                for item in items {
                    guard try Int.fetchOne(exists, arguments: [item.rawValue]) != nil else {
                        missing.append(item)
                        continue
                    }
                    try twins?.execute(arguments: mark.arguments(at: now) + [item.rawValue])
                    try statement.execute(arguments: mark.arguments(at: now) + [item.rawValue])
                }
            }
            return MarkReceipt(operation, missing: missing)
        }
    }

    /// Marks all items that a listing would show.
    ///
    /// - Parameter subject: the query as the reader typed it, for the history.
    package func mark(
        matching listing: ItemListing, as mark: Mark, subject: String, at now: Date
    ) throws(StoreError) -> MarkReceipt {
        try writingDurably { db in
            let chosen = try QuerySQL(listing, selecting: "item.id", in: db)
            let operation = try Journal.operation(.mark(mark), subject: subject, at: now, in: db) {
                // Twins first: no item of the listing is another's twin, but it may be listed by the state that changes.
                for condition in [Self.isTwin(ofOneOf: chosen.sql), "id IN (\(chosen.sql))"] {
                    try db.execute(
                        sql: mark.statement(where: condition),
                        arguments: mark.arguments(at: now) + chosen.arguments)
                }
            }
            return MarkReceipt(operation, missing: [])
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
