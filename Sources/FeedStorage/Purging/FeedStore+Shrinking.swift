import FeedModel
import GRDB
import Synchronization

/// How far a compaction is, in pages of 4 KB.
package enum CompactionStep: Hashable, Sendable {
    /// Forgotten words are taken out of the index; how much of it there is to write anew shows as it is done.
    case sweepingWords(pages: Int)
    /// Free pages are given back to the disk: so many of all that were free.
    case givingBack(pages: Int, of: Int)
}

extension FeedStore {
    /// Takes forgotten words out of the index, gives free pages back to the disk, a few in each write so that nobody waits
    /// long, and empties the log.
    ///
    /// - Parameters:
    ///   - pausing: waits a moment between two writes, so that another process gets its turn.
    ///   - telling: is told after each write how far it is.
    /// - Returns: bytes of the file and its log before and after.
    package func compact(
        pausing: @Sendable () async -> Void, telling: @Sendable (CompactionStep) -> Void = { _ in }
    ) async throws(StoreError) -> (before: Int, after: Int) {
        let before = DatabaseFile.size(of: path)
        let writes = Mutex(0)
        try await sweepSearch {
            let count = writes.withLock { count in
                count += 1
                return count
            }
            telling(.sweepingWords(pages: count * Self.leavesAtOnce))
            await pausing()
        }
        let free = try await reading { try Self.pages(in: $0).free }
        _ = try await giveBackFreePages {
            if let left = try? await reading({ try Self.pages(in: $0).free }) {
                telling(.givingBack(pages: max(0, free - left), of: free))
            }
            await pausing()
        }
        try await writing { db in
            // Looks at a part of each index only.
            try db.execute(sql: "PRAGMA analysis_limit = 400; PRAGMA optimize")
        }
        try await emptyOwnLog()
        return (before, DatabaseFile.size(of: path))
    }

    /// A megabyte is moved in a few milliseconds.
    private static let pagesAtOnce = 64

    /// Gives free pages back to the disk; whose task is cancelled ends after the write that it is at.
    ///
    /// - Returns: by how much the database has become smaller.
    func giveBackFreePages(pausing: @Sendable () async -> Void) async throws(StoreError) -> ByteCount {
        var bytes = 0
        while !Task.isCancelled {
            let step = try await writing(rows: Self.pagesAtOnce) { db in
                let before = try Self.pages(in: db)
                // The statement does a page at each step, so it must be run to its end.
                _ = try Row.fetchAll(db, sql: "PRAGMA incremental_vacuum(\(Self.pagesAtOnce))")
                let after = try Self.pages(in: db)
                return (given: (before.all - after.all) * before.size, free: after.free)
            }
            bytes += step.given
            guard step.given > 0, step.free > 0 else { break }
            await pausing()
        }
        if bytes > 0 { try await emptyOwnLog() }
        return ByteCount(bytes: bytes)
    }

    /// Writes the index of words anew without those of items that are gone: until then FTS5 keeps them, with a note that
    /// they are void. Takes time with the size of the index.
    func sweepSearch(pausing: @Sendable () async -> Void) async throws(StoreError) {
        if try await joinSearch(-Self.leavesAtOnce) { try await settleSearch(pausing: pausing) }
    }

    /// Joins parts of the index of words where there are many, a few leaves in each write: a purge leaves one with each, which
    /// nobody else joins (`SearchJoining`).
    func settleSearch(pausing: @Sendable () async -> Void) async throws(StoreError) {
        while try await joinSearch(Self.leavesAtOnce), !Task.isCancelled { await pausing() }
    }

    /// Of the index of words.
    private static let leavesAtOnce = 16

    /// - Returns: whether there may be more to do.
    private func joinSearch(_ leaves: Int) async throws(StoreError) -> Bool {
        try await writing(rows: abs(leaves)) { db in
            let before = db.totalChangesCount
            try SearchWriting.join(pages: leaves, in: db)
            return db.totalChangesCount - before >= 2
        }
    }

    private static func pages(in db: Database) throws -> (all: Int, free: Int, size: Int) {
        (
            try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0,
            try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0,
            try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
        )
    }

    /// Empties the log when nothing is at it that this store began itself.
    func emptyOwnLog() async throws(StoreError) {
        await checkpointer?.rest()
        try emptyLog()
    }

    /// Copies the log into the file, which is cut to its size then, and empties it if nobody is at it just now.
    ///
    /// By a connection that waits for nobody: others could not write while it did.
    func emptyLog() throws(StoreError) {
        // The first of them lets others write; it leaves little to the second.
        try checkpoint("PASSIVE", "TRUNCATE")
    }

    /// Copies the log into the file, and lets others write meanwhile.
    func copyLog() throws(StoreError) {
        try checkpoint("PASSIVE")
    }

    private func checkpoint(_ modes: String...) throws(StoreError) {
        guard !path.isEmpty else { return }
        var configuration = Configuration()
        configuration.busyMode = .immediateError
        do {
            try DatabaseQueue(path: path, configuration: configuration).writeWithoutTransaction { db in
                for mode in modes { _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(\(mode))") }
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            // Whoever writes next copies the rest.
        } catch {
            throw StoreError(error, at: path)
        }
    }
}
