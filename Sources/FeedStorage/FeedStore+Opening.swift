import CSQLite
import GRDB
import Glibc
import Synchronization

extension FeedStore {
    /// Opens the poller's store, creating the file and bringing its schema up to date.
    ///
    /// One writer and several readers at once.
    ///
    /// - Parameters:
    ///   - lock: the lock of this very database.
    ///   - migrating: is called every second or so while the schema is brought up to date, which may take minutes.
    package static func open(
        at path: String, holding lock: borrowing PollerLock,
        migrating: @escaping @Sendable (_ isFirst: Bool) -> Void = { _ in }
    ) throws(StoreError) -> FeedStore {
        let path = DatabaseFile.real(path)
        precondition(lock.database == path, "a store is opened with the lock of its own database")
        try DatabaseFile.create(at: path)
        let head = try DatabaseFile.head(of: path)
        do {
            let pool = try DatabasePool(path: path, configuration: pollersConfiguration(for: head, at: path))
            try pool.writeWithoutTransaction { db in
                try LongStatements.telling(migrating, in: db) { try migrate(db, at: path) }
            }
            return FeedStore(pool, path: path)
        } catch {
            throw StoreError(error, at: path)
        }
    }

    /// Opens the store for a reader, who neither polls nor, while somebody else may poll, brings the schema up to date.
    ///
    /// One connection: it opens quicker than a pool, and leaves the log as it is.
    ///
    /// - Parameter migrating: is called every second or so while the schema is brought up to date, which may take minutes.
    package static func open(
        at path: String, migrating: @escaping @Sendable (_ isFirst: Bool) -> Void = { _ in }
    ) throws(StoreError) -> FeedStore {
        let path = DatabaseFile.real(path)
        let head = try DatabaseFile.head(of: path)
        if head == .empty { try bringUpToDate(path, migrating) }
        do {
            let queue = try DatabaseQueue(path: path, configuration: readersConfiguration())
            let isCurrent = try queue.unsafeRead { db in
                try checkVersion(db, at: path)
                return try Migrations.isCurrent(db)
            }
            if !isCurrent { try bringUpToDate(path, migrating) }
            return FeedStore(queue, path: path)
        } catch {
            throw StoreError(error, at: path)
        }
    }

    /// A store in memory that vanishes with its last copy.
    package static func inMemory() throws(StoreError) -> FeedStore {
        do {
            let queue = try DatabaseQueue(configuration: configuration())
            try queue.writeWithoutTransaction { try Migrations.migrate($0) }
            return FeedStore(queue, path: "")
        } catch {
            throw StoreError(error, at: "")
        }
    }

    /// Leaves the file open until the process ends.
    ///
    /// The last to close a database copies its log back and deletes it, and the next to open it writes a new one: with
    /// no daemon there, 22 ms a command instead of 2. WAL allows to end without.
    package func staysOpenUntilExit() {
        Self.open.withLock { $0.append(self) }
    }

    private static let open = Mutex<[FeedStore]>([])

    /// Checks that a small write reaches the file, and that there is room for what polls bring: what the daemon tries
    /// each minute while the disk is full.
    package func checkWriting() async throws(StoreError) {
        // The log may hold what room there is.
        try? await emptyOwnLog()
        try DatabaseFile.checkRoom(beside: path)
        try await writing { db in
            // Dirties the first page and says nothing new.
            try db.execute(sql: "PRAGMA user_version = \(Migrations.version(of: db))")
        }
    }

    /// Gives back the memory that is kept to make what comes next quicker: pages of the file, and prepared statements.
    package func releaseMemory() async {
        await checkpointer?.rest()
        (database as? DatabasePool)?.releaseMemoryEventually()
        // The line of the writer is first come, first served: what was asked for above is done by then.
        await withCheckedContinuation { continuation in
            database.asyncWriteWithoutTransaction { _ in continuation.resume() }
        }
    }

    /// How long a busy writer is waited for; then it is 75.
    private static let busyMilliseconds = 10_000

    /// Once, before SQLite is used first; later it refuses, and counts on.
    private static let countsNoMemory: Void = { _ = tidings_sqlite_count_no_memory() }()

    private static func configuration() -> Configuration {
        countsNoMemory
        var configuration = Configuration()
        configuration.label = "tidings"
        // SQLite's own timeout looks at growing intervals, up to a tenth of a second, and so comes late.
        configuration.busyMode = .callback { tries in
            usleep(1_000)
            return tries < busyMilliseconds
        }
        configuration.maximumReaderCount = 2
        configuration.prepareDatabase { $0.add(function: Folding.contains) }
        return configuration
    }

    /// Room for a group of updates in a large library, where no page has two of their items, lest their pages be written
    /// twice; savepoints that need no file; a log that the writer copies every 16 MB, when a `Checkpointer` has copied most
    /// of it, and that shrinks again after a first contact.
    private static func pollersConfiguration(for head: DatabaseFile.Head, at path: String) -> Configuration {
        var configuration = configuration()
        configuration.prepareDatabase { db in
            guard !db.configuration.readonly else { return }
            if head == .empty { try Migrations.prepareNewFile(db, at: path) }
            try db.execute(
                sql: """
                    PRAGMA cache_size = -16384;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA wal_autocheckpoint = 4096;
                    PRAGMA journal_size_limit = \(32 << 20);
                    """)
        }
        return configuration
    }

    /// Room for what marking thousands of items changes, lest pages be written twice, and no file for taking a statement
    /// back: a tenth of the time.
    private static func readersConfiguration() -> Configuration {
        var configuration = configuration()
        configuration.prepareDatabase { db in
            StatementRegions.forget(db)
            try db.execute(sql: "PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY")
        }
        return configuration
    }

    /// Of what the log says, which the first page may not say yet.
    private static func checkVersion(_ db: Database, at path: String) throws {
        try DatabaseFile.checkVersion(Migrations.version(of: db), of: path)
    }

    /// Brings the database up to date; throws `.damaged` where it is not what its version says.
    private static func migrate(_ db: Database, at path: String) throws {
        try checkVersion(db, at: path)
        do {
            try Migrations.migrate(db)
        } catch {
            guard case .other(let reason) = StoreError(error, at: path),
                (error as? DatabaseError)?.resultCode != .SQLITE_NOMEM
            else { throw error }
            let version = try Migrations.version(of: db)
            throw StoreError.damaged(path: path, reason: "it is not as version \(version) is: \(reason)")
        }
    }

    /// Brings a copy up to date that is to become a database, and throws `.damaged` where it then lacks what every
    /// database has. All of it is in the one file afterwards.
    static func prepareCopy(at path: String) throws(StoreError) {
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration())
            try queue.writeWithoutTransaction { db in
                try migrate(db, at: path)
                if let lack = try Migrations.lacks(of: db).first {
                    throw StoreError.damaged(path: path, reason: "it has no \(lack)")
                }
                guard try Migrations.isCurrent(db) else {
                    throw StoreError.damaged(path: path, reason: "it cannot be brought up to date")
                }
                _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
            try queue.close()
        } catch {
            throw StoreError(error, at: path)
        }
    }

    private static func isCurrent(_ path: String) -> Bool {
        var configuration = Configuration()
        configuration.readonly = true
        guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { return false }
        return (try? queue.unsafeRead { try Migrations.isCurrent($0) }) ?? false
    }

    /// Under the lock, if it is free: a daemon that holds it must be restarted to know the new schema.
    private static func bringUpToDate(
        _ path: String, _ migrating: @escaping @Sendable (_ isFirst: Bool) -> Void
    ) throws(StoreError) {
        do {
            let lock = try PollerLock(guarding: path)
            _ = try open(at: path, holding: lock, migrating: migrating)
        } catch .busy(.anotherPoller) {
            // Another command may be at it just now.
            for _ in 0..<30 {
                usleep(100_000)
                if isCurrent(path) { return }
            }
            // A daemon that waits for room has not made or mended it yet. On a disk that was full before, it could not even
            // note that it waits.
            if PollerLock.holder(of: path)?.standing == .full || DatabaseFile.hasFullDisk(at: path) {
                throw .full(path: path)
            }
            throw .busy(.olderSchema(path: path))
        }
    }
}
