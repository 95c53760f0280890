import GRDB
import Synchronization

/// Gathers the writes that arrive while a transaction is being written into the next one: a group commit without a
/// timer. A row costs 2.4 times as much in transactions of thirty as in those of a thousand.
///
/// Whoever finds nobody writing writes, for itself and for all who wait; then the first of those who came meanwhile
/// does. So no task without an owner is needed, and nobody writes for others for ever. A cancelled task's write is
/// written all the same.
actor WriteQueue {
    /// May run twice: once more alone, should SQLite have rolled back the whole group.
    private typealias Errand = @Sendable (Database) throws -> Void

    private enum Turn {
        case done(Result<Void, StoreError>)
        case write
    }

    private struct Waiting {
        let errand: Errand
        let rows: Int
        let continuation: CheckedContinuation<Turn, Never>
    }

    private let database: any DatabaseWriter
    private let path: String
    private let turn: WriterTurn
    private var waiting: [Waiting] = []
    private var isWriting = false

    init(_ database: any DatabaseWriter, path: String, turn: WriterTurn) {
        self.database = database
        self.path = path
        self.turn = turn
    }

    /// Writes together with others, yet all or nothing by itself.
    ///
    /// - Parameter rows: how many rows this is about, roughly; at least 1.
    func write<Value: Sendable>(
        rows: Int, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        let outcome = Outcome<Value>()
        let errand: Errand = { db in
            let value = try body(db)
            outcome.value.withLock { $0 = value }
        }
        let result = await result(of: errand, rows: rows)
        try result.get()
        guard let value = outcome.value.withLock({ $0 }) else {
            preconditionFailure("an errand that was written has a value")
        }
        return value
    }

    private final class Outcome<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
    }

    private func result(of errand: @escaping Errand, rows: Int) async -> Result<Void, StoreError> {
        guard isWriting else {
            isWriting = true
            return await write(beginningWith: errand, rows: rows)
        }
        let turn = await withCheckedContinuation { continuation in
            waiting.append(Waiting(errand: errand, rows: rows, continuation: continuation))
        }
        switch turn {
        case .done(let result): return result
        case .write: return await write(beginningWith: errand, rows: rows)
        }
    }

    /// Rows of one group. Whoever wants to write waits for the end of it, when the index writes the words that it gathered:
    /// of so many articles in some ten milliseconds. Groups of 1,500 save a tenth of the cost of storing.
    private static let largestGroup = 400

    private func write(beginningWith own: @escaping Errand, rows: Int) async -> Result<Void, StoreError> {
        var left = Self.largestGroup - rows
        let others = Array(
            waiting.prefix { other in
                left -= other.rows
                return left >= 0
            })
        waiting.removeFirst(others.count)
        let results = await results(of: [own] + others.map(\.errand))
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

    private func results(of errands: [Errand]) async -> [Result<Void, StoreError>] {
        let path = path
        let turn = turn
        return await withCheckedContinuation { continuation in
            database.asyncWriteWithoutTransaction { db in
                var results: [Result<Void, StoreError>] = []
                while results.count < errands.count {
                    turn.yield()
                    results += Self.write(errands[results.count...], in: db, at: path, until: turn)
                }
                continuation.resume(returning: results)
            }
        }
    }

    /// Writes in one transaction, each in its savepoint, as many as there are until somebody else wants to write. What
    /// SQLite rolls back as a whole (a full disk, an input/output error) is offered once more, each alone.
    ///
    /// - Returns: what became of the first of them, of one at least.
    private static func write(
        _ errands: ArraySlice<Errand>, in db: Database, at path: String, until turn: WriterTurn
    ) -> [Result<Void, StoreError>] {
        do {
            var results: [Result<Void, StoreError>] = []
            try db.inTransaction(.immediate) {
                if errands.count == 1, let errand = errands.first {
                    try errand(db)
                    results = [.success(())]
                } else {
                    for errand in errands {
                        results.append(try writeApart(errand, in: db, at: path))
                        if turn.isWanted { break }
                    }
                }
                return .commit
            }
            return results
        } catch {
            guard errands.count > 1 else { return [.failure(StoreError(error, at: path))] }
            return errands.indices.flatMap { write(errands[$0...$0], in: db, at: path, until: turn) }
        }
    }

    /// Throws only where the transaction around it is lost too.
    private static func writeApart(
        _ errand: Errand, in db: Database, at path: String
    ) throws -> Result<Void, StoreError> {
        do {
            try db.inSavepoint {
                try errand(db)
                return .commit
            }
            return .success(())
        } catch {
            guard db.isInsideTransaction else { throw error }
            return .failure(StoreError(error, at: path))
        }
    }
}
