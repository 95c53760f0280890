import FeedModel
import FoundationEssentials
import GRDB

/// Writes down what is done to the reader's facts, so that it can be taken back.
enum Journal {
    /// Does something to states or subscriptions as one operation, whoever changes them meanwhile: triggers write down
    /// each that becomes another. Must be called within a transaction, and not within another operation.
    ///
    /// - Parameter subject: what it is done to, for the reader.
    /// - Returns: the operation; nil where nothing is other than before, and so nothing is remembered.
    @discardableResult
    static func operation(
        _ kind: Operation.Kind, subject: String, at now: Date, in db: Database, _ body: () throws -> Void
    ) throws -> Operation? {
        let id = try begin(kind, subject: subject, at: now, in: db)
        try body()
        try end(id, in: db)
        let changed = try changedItems(by: id, in: db) + changedSubscriptions(by: id, in: db)
        // What was to be taken back is taken back, though others have changed all of it since.
        guard changed > 0 || kind.undoes != nil else {
            try drop(id, in: db)
            return nil
        }
        try db.cachedStatement(sql: "UPDATE operation SET changed = ? WHERE id = ?")
            .execute(arguments: [changed, id.rawValue])
        return Operation(id: id, at: now, kind: kind, subject: subject, changed: changed, undoneBy: nil)
    }

    private static func begin(
        _ kind: Operation.Kind, subject: String, at now: Date, in db: Database
    ) throws -> OperationID {
        // Operations do not nest, and each ends in the transaction that it began in.
        guard try Int.fetchOne(db.cachedStatement(sql: "SELECT 1 FROM currentOperation")) == nil else {
            throw DatabaseError.damage("an operation has not ended")
        }
        let id = try OperationRecord.insert(kind, subject: subject, at: now, in: db)
        try db.cachedStatement(sql: "INSERT INTO currentOperation VALUES (?)").execute(arguments: [
            id.rawValue
        ])
        return id
    }

    /// Nothing more is written down, and of what was, not what is as before.
    private static func end(_ id: OperationID, in db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM currentOperation").execute()
        for sql in [
            """
            DELETE FROM operationState
            WHERE operationID = ? AND readAt IS formerReadAt AND starredAt IS formerStarredAt
            """,
            "DELETE FROM operationSubscription WHERE operationID = ? AND endedAt IS formerEndedAt",
        ] {
            try db.cachedStatement(sql: sql).execute(arguments: [id.rawValue])
        }
    }

    /// Forgets an operation whose number nobody has been told, so that the next one has it.
    private static func drop(_ id: OperationID, in db: Database) throws {
        for sql in [
            "DELETE FROM operation WHERE id = ?",
            "UPDATE sqlite_sequence SET seq = ? - 1 WHERE name = 'operation'",
        ] {
            try db.cachedStatement(sql: sql).execute(arguments: [id.rawValue])
        }
    }

    /// How many articles have another state by an operation; twins are one.
    private static func changedItems(by id: OperationID, in db: Database) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(
                sql: try articles(in: db) + " WHERE operationState.operationID = ?"),
            arguments: [id.rawValue]) ?? 0
    }

    private static func changedSubscriptions(by id: OperationID, in db: Database) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM operationSubscription WHERE operationID = ?"),
            arguments: [id.rawValue]) ?? 0
    }

    /// The beginning of a statement that counts articles among the states of operations; what follows may choose some by
    /// `operationState` and `itemState`.
    static func articles(in db: Database) throws -> String {
        let rows = "FROM operationState CROSS JOIN itemState ON itemState.id = operationState.stateID"
        guard try QuerySQL.hasTwins(in: db) else { return "SELECT count(*) \(rows)" }
        return """
            SELECT count(DISTINCT ifnull(-twin.story, itemState.id)) \(rows)
            LEFT JOIN item ON item.feedID = itemState.feedID AND item.itemKey = itemState.itemKey
            LEFT JOIN twin ON twin.itemID = item.id
            """
    }
}
