package import FeedModel
import GRDB

extension FeedStore {
    /// What was done to marks and subscriptions, newest first.
    ///
    /// - Parameter limit: at most so many; nil: all that are remembered.
    package func operations(limit: Int?) throws(StoreError) -> [Operation] {
        try reading { db in
            // SQLite takes a negative limit for none.
            try Row.fetchAll(
                db, sql: "SELECT \(OperationRecord.columns) FROM operation ORDER BY id DESC LIMIT ?",
                arguments: [limit.map { max(0, $0) } ?? -1]
            ).compactMap(OperationRecord.operation)
        }
    }

    /// The operations that changed the marks of an item, newest first; none for one that is not there.
    package func operations(on item: ItemID) throws(StoreError) -> [Operation] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(OperationRecord.columns) FROM item
                    JOIN itemState ON itemState.feedID = item.feedID AND itemState.itemKey = item.itemKey
                    JOIN operationState ON operationState.stateID = itemState.id
                    JOIN operation ON operation.id = operationState.operationID
                    WHERE item.id = ? ORDER BY operation.id DESC
                    """, arguments: [item.rawValue]
            ).compactMap(OperationRecord.operation)
        }
    }
}
