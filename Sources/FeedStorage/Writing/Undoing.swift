import FeedModel
import FoundationEssentials
import GRDB

/// Takes an operation back: what it set becomes what the operations make of it that stand still (`StandingValue`); what
/// was changed since stays.
struct Undoing {
    let operation: Operation
    let now: Date

    func undo(in db: Database) throws -> UndoReceipt {
        var stayed = 0
        let kind = Operation.Kind.undo(of: operation.id)
        let undo = try Journal.operation(kind, subject: "", at: now, in: db) {
            let root = try noteUndone(in: db)
            stayed = try changedSince(root, in: db)
            try db.execute(sql: Self.states, arguments: [root])
            try db.execute(sql: Self.subscriptions, arguments: [operation.id.rawValue])
        }
        guard let undo else { preconditionFailure("what takes back is remembered") }
        return UndoReceipt(operation: operation, undo: undo.id, changed: undo.changed, stayed: stayed)
    }

    /// The operation is undone; what it had taken back itself stands again, what that had taken back does not, and so on.
    ///
    /// - Returns: the last of them that is remembered: it is what this is about.
    private func noteUndone(in db: Database) throws -> Int64 {
        var current = operation.id.rawValue
        var by = try Int64.fetchOne(db, sql: "SELECT operationID FROM currentOperation")
        while true {
            try db.execute(sql: "UPDATE operation SET undoneBy = ? WHERE id = ?", arguments: [by, current])
            let undoes = try Int64.fetchOne(
                db,
                sql: """
                    SELECT former.id FROM operation JOIN operation AS former ON former.id = operation.undoes
                    WHERE operation.id = ?
                    """, arguments: [current])
            guard let undoes else { return current }
            by = by == nil ? current : nil
            current = undoes
        }
    }

    private static let columns = ["readAt", "starredAt"].map { StandingValue(column: $0) }

    private func changedSince(_ root: Int64, in db: Database) throws -> Int {
        let conditions = Self.columns.map {
            "(\($0.wasChanged(in: "own")) AND (NOT \($0.isRemembered) OR \($0.isOverruled)))"
        }
        let items = try Int.fetchOne(
            db,
            sql: """
                \(try Journal.articles(in: db))
                JOIN operationState AS own ON own.operationID = operationState.operationID
                    AND own.stateID = operationState.stateID
                WHERE operationState.operationID = ? AND (\(conditions.joined(separator: " OR ")))
                """, arguments: [root])
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
        WITH standing AS MATERIALIZED (
            SELECT own.stateID, \(columns.map { "\(value($0)) AS \($0.column)" }.joined(separator: ", "))
            FROM operationState AS own CROSS JOIN itemState ON itemState.id = own.stateID WHERE own.operationID = ?
        )
        UPDATE itemState SET readAt = standing.readAt, starredAt = standing.starredAt
        FROM standing WHERE itemState.id = standing.stateID
            AND (itemState.readAt IS NOT standing.readAt OR itemState.starredAt IS NOT standing.starredAt)
        """

    /// What a column is afterwards.
    private static func value(_ column: StandingValue) -> String {
        "iif(\(column.wasChanged(in: "own")) AND \(column.isRemembered), \(column.sql), itemState.\(column.column))"
    }

    private static let subscriptions = """
        UPDATE subscription SET endedAt = done.formerEndedAt FROM operationSubscription AS done
        WHERE done.operationID = ? AND subscription.id = done.subscriptionID AND subscription.endedAt IS done.endedAt
        """
}
