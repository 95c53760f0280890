package import FeedModel
package import FoundationEssentials
import GRDB

/// What taking back did.
package struct UndoReceipt: Hashable, Sendable {
    /// What was taken back, as it was before.
    package let operation: Operation
    /// The number by which the taking back is taken back.
    package let undo: OperationID
    /// How many articles and subscriptions are as they were before the operation.
    package let changed: Int
    /// How many were changed since, and stay as they are.
    package let stayed: Int

    package init(operation: Operation, undo: OperationID, changed: Int, stayed: Int) {
        self.operation = operation
        self.undo = undo
        self.changed = changed
        self.stayed = stayed
    }
}

extension FeedStore {
    /// Takes an operation back, in one transaction that is on the disk when this returns, and is an operation itself.
    ///
    /// What was changed since stays. A subscription that was removed counts again, and its feed is due when it was.
    ///
    /// - Parameter id: nil for the newest operation of the reader that stands and took nothing back itself.
    /// - Throws: `.unknownOperation`, `.undoneAlready`; `.nothingToUndo` where no number was given.
    package func undo(_ id: OperationID?, at now: Date) throws(StoreError) -> UndoReceipt {
        try writingDurably { db in
            try Undoing(operation: operationToUndo(id, in: db), now: now).undo(in: db)
        }
    }

    private func operationToUndo(_ id: OperationID?, in db: Database) throws -> Operation {
        guard let id else {
            guard let newest = try OperationRecord.newestToUndo(in: db) else {
                throw StoreError.nothingToUndo
            }
            return newest
        }
        guard let operation = try OperationRecord.find(id, in: db) else {
            throw StoreError.unknownOperation(id)
        }
        if let undo = operation.undoneBy { throw StoreError.undoneAlready(id, by: undo) }
        return operation
    }
}
