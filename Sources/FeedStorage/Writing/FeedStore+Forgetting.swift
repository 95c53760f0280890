package import FoundationEssentials
import GRDB

extension FeedStore {
    /// Forgets the operations before a moment, which cannot be taken back any more; what they did stays done. In short
    /// transactions, so that nobody has to wait.
    ///
    /// - Returns: how many were forgotten.
    package func forgetOperations(before end: Date) async throws(StoreError) -> Int {
        var forgotten = 0
        while true {
            let (operations, rows) = try await writing(rows: Self.rowsForgottenAtOnce) { db in
                try Self.forgetSome(before: end, in: db)
            }
            forgotten += operations
            if operations + rows < Self.rowsForgottenAtOnce { return forgotten }
        }
    }

    private static let rowsForgottenAtOnce = 1_000

    /// Rows first: of an operation on all items of a large database there are more than one transaction should take.
    private static func forgetSome(before end: Date, in db: Database) throws -> (operations: Int, rows: Int) {
        try db.execute(
            sql: """
                DELETE FROM operationState WHERE (operationID, stateID) IN (
                    SELECT operationState.operationID, stateID
                    FROM operation CROSS JOIN operationState ON operationState.operationID = operation.id
                    WHERE operation.at < ? LIMIT ?)
                """, arguments: [end.column, rowsForgottenAtOnce])
        let rows = db.changesCount
        guard rows < rowsForgottenAtOnce else { return (0, rows) }
        try db.execute(
            sql: "DELETE FROM operation WHERE id IN (SELECT id FROM operation WHERE at < ? LIMIT ?)",
            arguments: [end.column, rowsForgottenAtOnce - rows])
        return (db.changesCount, rows)
    }
}
