import FeedModel
import GRDB

/// Gathers the updates that arrive while a transaction is being written into the next one: a group commit without a
/// timer. A row costs 2.4 times as much in transactions of thirty as in those of a thousand.
///
/// Whoever finds nobody writing writes, for itself and for all who wait; then the first of those who came meanwhile
/// does. So no task without an owner is needed, and nobody writes for others for ever.
actor WriteQueue {
    private enum Turn {
        case done(Result<UpdateReceipt, StoreError>)
        case write
    }

    private struct Waiting {
        let update: FeedUpdate
        let continuation: CheckedContinuation<Turn, Never>
    }

    private let database: any DatabaseWriter
    private let path: String
    private var waiting: [Waiting] = []
    private var isWriting = false

    init(_ database: any DatabaseWriter, path: String) {
        self.database = database
        self.path = path
    }

    func apply(_ update: FeedUpdate) async throws(StoreError) -> UpdateReceipt {
        guard isWriting else {
            isWriting = true
            return try await write(with: update).get()
        }
        let turn = await withCheckedContinuation { continuation in
            waiting.append(Waiting(update: update, continuation: continuation))
        }
        switch turn {
        case .done(let result): return try result.get()
        case .write: return try await write(with: update).get()
        }
    }

    /// Few enough that the command, which waits for the same lock, does not notice.
    private static let largestGroup = 48

    private func write(with own: FeedUpdate) async -> Result<UpdateReceipt, StoreError> {
        let others = Array(waiting.prefix(Self.largestGroup - 1))
        waiting.removeFirst(others.count)
        let results = await results(of: [own] + others.map(\.update))
        for (other, result) in zip(others, results.dropFirst()) {
            other.continuation.resume(returning: .done(result))
        }
        if waiting.isEmpty {
            isWriting = false
        } else {
            waiting.removeFirst().continuation.resume(returning: .write)
        }
        return results[0]
    }

    private func results(of updates: [FeedUpdate]) async -> [Result<UpdateReceipt, StoreError>] {
        let path = path
        return await withCheckedContinuation { continuation in
            database.asyncWriteWithoutTransaction { db in
                continuation.resume(returning: Self.write(updates, in: db, at: path))
            }
        }
    }

    /// Writes all in one transaction, each in its savepoint. What SQLite rolls back as a whole (a full disk, an
    /// input/output error) is offered once more, each alone.
    private static func write(
        _ updates: [FeedUpdate], in db: Database, at path: String
    ) -> [Result<UpdateReceipt, StoreError>] {
        do {
            var results: [Result<UpdateReceipt, StoreError>] = []
            try db.inTransaction(.immediate) {
                for update in updates {
                    results.append(try writeApart(update, in: db, at: path))
                }
                return .commit
            }
            return results
        } catch {
            guard updates.count > 1 else { return [.failure(StoreError(error, at: path))] }
            return updates.flatMap { write([$0], in: db, at: path) }
        }
    }

    /// Throws only where the transaction around it is lost too.
    private static func writeApart(
        _ update: FeedUpdate, in db: Database, at path: String
    ) throws -> Result<UpdateReceipt, StoreError> {
        do {
            var receipt: UpdateReceipt?
            try db.inSavepoint {
                receipt = try UpdateWriting.write(update, in: db)
                return .commit
            }
            guard let receipt else { preconditionFailure("a savepoint that was kept has a receipt") }
            return .success(receipt)
        } catch {
            guard db.isInsideTransaction else { throw error }
            return .failure(StoreError(error, at: path))
        }
    }
}
