import FeedModel
import FoundationEssentials
import GRDB

/// A row of `operation`.
enum OperationRecord {
    /// In the order in which `operation(_:)` reads them.
    static let columns = """
        operation.id, operation.at, operation.kind, operation.undoes, operation.subject, operation.changed, \
        operation.undoneBy
        """

    /// Nil for a kind that nobody gave.
    static func operation(_ row: Row) -> Operation? {
        let undoes = (row[3] as Int64?).map { OperationID($0) }
        return Operation.Kind(code: row[2], undoes: undoes).map { kind in
            Operation(
                id: OperationID(row[0]), at: Date(column: row[1]), kind: kind, subject: row[4],
                changed: row[5], undoneBy: (row[6] as Int64?).map { OperationID($0) })
        }
    }

    /// The operation of this number; nil where there is none.
    static func find(_ id: OperationID, in db: Database) throws -> Operation? {
        try Row.fetchOne(
            db, sql: "SELECT \(columns) FROM operation WHERE id = ?", arguments: [id.rawValue]
        ).flatMap(operation)
    }

    /// The newest one of the reader that stands and took nothing back itself.
    static func newestToUndo(in db: Database) throws -> Operation? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT \(columns) FROM operation WHERE isAutomatic = 0 AND undoes IS NULL AND undoneBy IS NULL
                ORDER BY id DESC LIMIT 1
                """
        ).flatMap(operation)
    }

    static func insert(
        _ kind: Operation.Kind, subject: String, at now: Date, in db: Database
    ) throws -> OperationID {
        try db.cachedStatement(
            sql: "INSERT INTO operation (at, kind, isAutomatic, subject, undoes) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: [
            now.column, kind.code, kind.isAutomatic, subject, kind.undoes?.rawValue,
        ])
        return OperationID(db.lastInsertedRowID)
    }
}
