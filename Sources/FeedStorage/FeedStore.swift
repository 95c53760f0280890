import GRDB

/// Everything that is remembered: one SQLite file that two programs share (guide §10).
///
/// The world's facts are written by the poller alone, through async methods that a cancelled task still finishes; the
/// reader's by whoever acts for the reader, through synchronous ones that are durable when they return. Either may purge.
package struct FeedStore: Sendable {
    /// The file's real path; empty for a store in memory.
    package let path: String
    /// Whether new items are joined with the same article in other feeds; what is joined stays joined.
    package var joinsTwins = true
    let database: any DatabaseWriter
    let writes: WriteQueue
    /// The poller's; nil for others.
    let checkpointer: Checkpointer?
    let clockWatch = ClockWatch()
    private let turn: WriterTurn

    init(_ database: any DatabaseWriter, path: String) {
        self.path = path
        self.database = database
        turn = WriterTurn(beside: path)
        checkpointer = database is DatabasePool ? Checkpointer(path: path) : nil
        writes = WriteQueue(database, path: path, turn: turn, checkpointer: checkpointer)
    }

    func reading<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try database.read(body)
        } catch {
            throw StoreError(error, at: path)
        }
    }

    /// Reads without blocking the caller's thread, and to the end though the task be cancelled: what was downloaded is
    /// still to be remembered.
    func reading<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        let path = path
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            database.asyncRead { opened in
                continuation.resume(
                    returning: Result { try body(opened.get()) }.mapError { StoreError($0, at: path) })
            }
        }
        return try result.get()
    }

    /// Writes all or nothing, whatever becomes of the task. Not synced to the disk: for facts of the world, which can be
    /// asked for again.
    ///
    /// - Parameters:
    ///   - rows: how many rows this is about, roughly.
    ///   - words: what it does to the index of words.
    func writing<Value: Sendable>(
        rows: Int = 1, words: WriteQueue.Words = .changed(),
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        try await writes.write(rows: rows, words: words, body)
    }

    /// Writes what the reader said, in one transaction that is on the disk when this returns.
    ///
    /// GRDB's pool runs with normal durability, and SQLite takes no change of that inside a transaction.
    func writingDurably<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        let value = try writeDurably(body)
        foldGrownLog()
        return value
    }

    /// Pages of the log, 24 MB, from which on who writes beside a poller copies it: later than a poller at work does, else who
    /// marks one item while feeds are stored would copy what the poller has written. One that rests copies nothing.
    private static let logBesidePoller = 6144

    /// A log of this size is read in a millisecond or two, which each command pays; to copy it costs some more, once.
    private static let longestLog = 1 << 20

    /// The same beside a poller, where the disk has little room left: a log may only be copied where the file can grow.
    private static let longestLogOnFullDisk = 4 << 20
    private static let littleRoom: UInt = 128 << 20

    /// Copies the log into the file where it has grown and nobody polls.
    ///
    /// Whoever comes first to a database reads its whole log, and forgets on leaving how far it was copied already: of
    /// commands alone it would grow for ever. With a poller there, what it knows stays, and SQLite sees to it, but too late
    /// for a disk that is nearly full. Where it fails, for want of room perhaps, what was written is on the disk all the
    /// same, and whoever writes next tries again.
    private func foldGrownLog() {
        let size = DatabaseFile.logSize(of: path)
        guard size > Self.longestLog else { return }
        if PollerLock.holder(of: path) == nil {
            try? emptyLog()
        } else if size > Self.longestLogOnFullDisk, DatabaseFile.hasLess(than: Self.littleRoom, at: path) {
            try? copyLog()
        }
    }

    private func writeDurably<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try turn.announced {
                try database.writeWithoutTransaction { db in
                    try db.execute(sql: "PRAGMA synchronous = FULL")
                    if checkpointer == nil, !path.isEmpty, PollerLock.holder(of: path) != nil {
                        try db.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.logBesidePoller)")
                    }
                    defer { try? db.execute(sql: "PRAGMA synchronous = NORMAL") }
                    var value: Value?
                    try db.inTransaction(.immediate) {
                        value = try body(db)
                        return .commit
                    }
                    guard let value else { preconditionFailure("a transaction that committed has a value") }
                    return value
                }
            }
        } catch {
            throw StoreError(error, at: path)
        }
    }
}
