import FeedModel
import FoundationEssentials
import GRDB

/// Takes an operation back: where what it set is there still, the former comes again; what was changed since stays.
struct Undoing {
    let operation: Operation
    let now: Date

    func undo(in db: Database) throws -> UndoReceipt {
        let stayed = try changedSince(in: db)
        let kind = Operation.Kind.undo(of: operation.id)
        let undo = try Journal.operation(kind, subject: "", at: now, in: db) {
            for sql in [Self.states, Self.subscriptions] {
                try db.execute(sql: sql, arguments: [operation.id.rawValue])
            }
        }
        guard let undo else { preconditionFailure("what takes back is remembered") }
        try noteUndone(by: undo.id, in: db)
        return UndoReceipt(operation: operation, undo: undo.id, changed: undo.changed, stayed: stayed)
    }

    /// The operation is undone; what it had taken back itself stands again, what that had taken back does not, and so on.
    private func noteUndone(by undo: OperationID, in db: Database) throws {
        var current = operation.id.rawValue
        var by: Int64? = undo.rawValue
        while true {
            try db.execute(sql: "UPDATE operation SET undoneBy = ? WHERE id = ?", arguments: [by, current])
            let undoes = try Int64.fetchOne(
                db, sql: "SELECT undoes FROM operation WHERE id = ?", arguments: [current])
            guard let undoes else { return }
            by = by == nil ? current : nil
            current = undoes
        }
    }

    private func changedSince(in db: Database) throws -> Int {
        let conditions = ["readAt", "starredAt"].map {
            "(\(Self.wasChanged($0)) AND NOT \(Self.isThereStill($0)))"
        }
        let items = try Int.fetchOne(
            db,
            sql: """
                \(try Journal.articles(in: db))
                WHERE operationState.operationID = ? AND (\(conditions.joined(separator: " OR ")))
                """, arguments: [operation.id.rawValue])
        let subscriptions = try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM operationSubscription AS done
                JOIN subscription ON subscription.id = done.subscriptionID
                WHERE done.operationID = ? AND subscription.endedAt IS NOT done.endedAt
                """, arguments: [operation.id.rawValue])
        return (items ?? 0) + (subscriptions ?? 0)
    }

    private static let states = """
        WITH own AS MATERIALIZED (
            SELECT stateID, formerReadAt, formerStarredAt,
                \(wasChanged("readAt")) AND \(isThereStill("readAt")) AS isRead,
                \(wasChanged("starredAt")) AND \(isThereStill("starredAt")) AS isStarred
            FROM operationState CROSS JOIN itemState ON itemState.id = operationState.stateID
            WHERE operationState.operationID = ?
        )
        UPDATE itemState SET readAt = iif(own.isRead, own.formerReadAt, readAt),
            starredAt = iif(own.isStarred, own.formerStarredAt, starredAt)
        FROM own WHERE itemState.id = own.stateID AND (own.isRead OR own.isStarred)
        """

    private static let subscriptions = """
        UPDATE subscription SET endedAt = done.formerEndedAt FROM operationSubscription AS done
        WHERE done.operationID = ? AND subscription.id = done.subscriptionID AND subscription.endedAt IS done.endedAt
        """

    private static func wasChanged(_ column: String, in table: String = "operationState") -> String {
        "\(table).former\(column.prefix(1).uppercased())\(column.dropFirst()) IS NOT \(table).\(column)"
    }

    /// Whether a state has what the operation set: the value, and no other operation of the reader that stands has said
    /// the same once more.
    private static func isThereStill(_ column: String) -> String {
        """
        (itemState.\(column) IS operationState.\(column) AND NOT EXISTS (
            SELECT 1 FROM operationState AS later CROSS JOIN operation ON operation.id = later.operationID
            WHERE later.stateID = operationState.stateID AND later.operationID > operationState.operationID
                AND \(wasChanged(column, in: "later"))
                AND operation.isAutomatic = 0 AND operation.undoes IS NULL AND operation.undoneBy IS NULL))
        """
    }
}
