import GRDB

extension FeedStore {
    /// What is wrong with the database, a line each; empty where nothing is.
    ///
    /// Looks at every page and every index, whether all is there that every database has, at what points from one table to
    /// another, and at what is kept in two places. Reads all of the file: seconds for each gigabyte.
    package func flaws() throws(StoreError) -> [String] {
        try reading { db in
            let flaws = try String.fetchAll(db, sql: "PRAGMA integrity_check(100)").filter { $0 != "ok" }
            do {
                let lacks = try Migrations.lacks(of: db)
                // What is asked of a table or a column that is not there would only fail.
                let isWhole = lacks.allSatisfy { $0.hasPrefix("index ") || $0.hasPrefix("trigger ") }
                return flaws + lacks.map { "there is no \($0)" } + (isWhole ? try contradictions(in: db) : [])
            } catch {
                guard !flaws.isEmpty else { throw error }
                return flaws + ["what else there may be cannot be asked: \(StoreError(error, at: path))"]
            }
        }
    }

    private func contradictions(in db: Database) throws -> [String] {
        let loose = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row in
            "a row of \(row[0] as String) points to a row of \(row[2] as String) that is not there"
        }
        return try loose
            + Self.disagreements.compactMap { flaw in
                let count = try Int.fetchOne(db, sql: flaw.sql) ?? 0
                return count > 0 ? "\(count) \(flaw.what)" : nil
            }
    }

    /// Counts what is kept in two places and is not the same in both.
    private static let disagreements = [
        (
            sql: """
            SELECT count(*) FROM feedCount LEFT JOIN (
                SELECT feedID, count(*) AS total, sum(readAt IS NULL) AS unread,
                    sum(starredAt IS NOT NULL) AS starred
                FROM item GROUP BY feedID
            ) AS counted USING (feedID)
            WHERE feedCount.total <> ifnull(counted.total, 0) OR feedCount.unread <> ifnull(counted.unread, 0)
                OR feedCount.starred <> ifnull(counted.starred, 0)
            """, what: "feeds have other counts than their items make"
        ),
        (
            sql: """
            SELECT count(*) FROM item LEFT JOIN itemState AS state
            ON state.feedID = item.feedID AND state.itemKey = item.itemKey
            WHERE state.readAt IS NOT item.readAt OR state.starredAt IS NOT item.starredAt
            """, what: "items are shown with other marks than the reader gave them"
        ),
        (
            sql: """
            SELECT count(*) FROM hiddenCount WHERE \(Schema5.storyColumns.map {
                    "\($0) <> ifnull((SELECT sum(max(\($0) - 1, 0)) FROM storyCount), 0)"
                }.joined(separator: " OR "))
            """, what: "count of articles that are listed once is wrong"
        ),
        (
            sql: "SELECT count(*) FROM item WHERE id NOT IN (SELECT id FROM itemSearch_docsize)",
            what: "items are not in the index of words"
        ),
        (
            sql: "SELECT count(*) FROM itemSearch_docsize WHERE id NOT IN (SELECT id FROM item)",
            what: "items are in the index of words that are not there"
        ),
    ]

    /// Writes a copy of the database, as it is at one moment, to `file`, replacing what is there once the copy is whole.
    ///
    /// Others may read and write meanwhile. The copy has no log beside it and no free pages in it.
    /// - Throws: `.cannotOpen` with the reason where `file` cannot be written.
    package func backUp(to file: String) throws(StoreError) {
        for own in ["", "-wal", "-shm", ".lock"] where KeptFile.isSame(file, path + own) {
            throw .file(path: file, reason: "it belongs to the database itself")
        }
        try refuseToReplaceOthers(file)
        let part = try KeptFile.partBeside(file)
        defer { KeptFile.remove(part) }
        // Made here, empty, as SQLite allows it: so the file is the owner's alone, and what hinders is told by the kernel.
        try KeptFile.create(part)
        do {
            try database.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [part]) }
        } catch {
            throw StoreError(error, at: file)
        }
        try KeptFile.sync(part)
        try KeptFile.move(part, to: file)
    }

    /// Throws where there is something else than an older backup.
    private func refuseToReplaceOthers(_ file: String) throws(StoreError) {
        do throws(StoreError) {
            _ = try DatabaseFile.head(of: file)
        } catch {
            switch error {
            case .missing: return
            case .damaged: throw .file(path: file, reason: "it exists, and is no backup of tidings")
            default: throw error
            }
        }
    }

    /// Puts a backup in the place of the database at `path`, which may be damaged or missing.
    ///
    /// What was there is kept as `path.replaced`. The backup is copied, looked through and brought up to date beside the
    /// place, so that the place is never without a whole database, and the backup stays as it is.
    ///
    /// - Parameter lock: the lock of the database: nobody polls meanwhile.
    /// - Returns: where what was there is kept; nil where nothing was.
    /// - Throws: `.damaged` for a backup that is not whole, `.newer` for one of a newer program.
    package static func restore(
        _ backup: String, to path: String, holding lock: borrowing PollerLock
    ) throws(StoreError) -> String? {
        let path = DatabaseFile.real(path)
        precondition(lock.database == path, "a database is restored under its own lock")
        let part = try KeptFile.partBeside(path)
        let companions = ["-wal", "-shm", "-journal"].map { part + $0 }
        defer { for file in [part] + companions { KeptFile.remove(file) } }
        try KeptFile.copy(backup, to: part)
        do throws(StoreError) {
            try checkWhole(part)
            // Here, and not in its place: a backup that cannot be brought up to date must not take it.
            try prepareCopy(at: part)
        } catch {
            switch error {
            case .damaged(_, let reason): throw .damaged(path: backup, reason: reason)
            case .newer(_, let schema): throw .newer(path: backup, schema: schema)
            case .full: throw .full(path: path)
            default: throw error
            }
        }
        for file in companions { KeptFile.remove(file) }
        try KeptFile.sync(part)
        emptyLog(of: path)
        let kept = try KeptFile.setAside(path)
        try KeptFile.move(part, to: path)
        _ = try open(at: path, holding: lock)
        return kept
    }

    /// Copies the log of what is to be replaced into it: who is killed while the two are set aside, one after the other,
    /// must not leave a database without its last words. Where it is damaged it may fail.
    private static func emptyLog(of path: String) {
        guard (try? DatabaseFile.head(of: path)) != nil,
            let queue = try? DatabaseQueue(path: path, configuration: Configuration())
        else { return }
        _ = try? queue.writeWithoutTransaction {
            try Row.fetchAll($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try? queue.close()
    }

    /// Throws where there is no whole database of ours at `path`.
    private static func checkWhole(_ path: String) throws(StoreError) {
        guard case .ours = try DatabaseFile.head(of: path) else {
            throw .damaged(path: path, reason: "it is empty")
        }
        do {
            let queue = try DatabaseQueue(path: path, configuration: Configuration())
            let flaws = try queue.read { try String.fetchAll($0, sql: "PRAGMA integrity_check(1)") }
            try queue.close()
            guard flaws == ["ok"] else {
                throw StoreError.damaged(path: path, reason: flaws.first ?? "nobody knows how")
            }
        } catch {
            throw StoreError(error, at: path)
        }
    }
}
