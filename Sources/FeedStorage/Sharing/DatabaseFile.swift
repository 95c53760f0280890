import Glibc

/// The database as a file: creates it as it must be, and reads its first page before SQLite opens it, so that a
/// database that is refused is left exactly as it was.
enum DatabaseFile {
    enum Head: Hashable {
        /// A file without a byte, or one that SQLite has begun to write: its creation was interrupted, or has just begun.
        case empty
        /// A database of ours. The schema may be newer in the log beside it.
        case ours(schema: Int)
    }

    /// Creates the file where there is none, readable and writable for owner and group, and the folders above it.
    ///
    /// SQLite itself would create it 0640 whatever the umask; `-wal` and `-shm` copy the mode that they find.
    static func create(at path: String) throws(StoreError) {
        try makeFolder(for: path)
        let file = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o660)
        guard file >= 0 else {
            if errno == EEXIST { return }
            throw failure(errno, at: path)
        }
        // The spelled-out mode: a umask of 022 would keep the group from marking.
        _ = fchmod(file, 0o660)
        _ = Glibc.close(file)
    }

    /// The path by which the database has no links in it, the last of its names included: what lies beside it bears that
    /// name, so that all who use the one file meet there. Of what does not exist yet, so much as does is followed.
    static func real(_ path: String) -> String {
        real(path, links: 0)
    }

    /// More links than a path may have (`ELOOP`).
    private static let mostLinks = 40

    private static func real(_ path: String, links: Int) -> String {
        // In memory; and what leads round in a circle leads nowhere.
        guard !path.isEmpty, links < mostLinks else { return path }
        if let whole = unsafe realpath(path, nil) {
            defer { unsafe free(whole) }
            return unsafe String(cString: whole)
        }
        let folder = parent(of: path)
        if let target = target(ofLink: path) {
            return real(target.hasPrefix("/") ? target : "\(folder)/\(target)", links: links + 1)
        }
        guard let slash = path.lastIndex(of: "/") else { return real(folder, links: links + 1) + "/" + path }
        let name = path[path.index(after: slash)...]
        let above = folder == "/" ? "" : real(folder, links: links + 1)
        return name.isEmpty ? above : "\(above)/\(name)"
    }

    private static func target(ofLink path: String) -> String? {
        var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe bytes.withUnsafeMutableBytes { bytes in
            guard let start = bytes.baseAddress else { return 0 }
            return unsafe readlink(path, start.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
    }

    /// Creates the folders above `path` where there are none, for their owner alone.
    static func makeFolder(for path: String) throws(StoreError) {
        let folder = parent(of: path)
        guard unsafe access(folder, F_OK) != 0 else { return }
        if folder != parent(of: folder) { try makeFolder(for: folder) }
        guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw failure(errno, at: path) }
    }

    /// What the first page says; throws where the file is missing, may not be used, or is no database that this
    /// program may open.
    static func head(of path: String) throws(StoreError) -> Head {
        try checkAccess(to: path)
        let bytes = try firstBytes(of: path)
        // Only before it becomes WAL does a database of ours have such a journal, and then the file is not to be trusted.
        if bytes.isEmpty || size(ofFile: path + "-journal") > 0 { return .empty }
        guard bytes.count == 100, bytes.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw .damaged(path: path, reason: "it does not begin as a database does")
        }
        guard number(in: bytes, at: 68) == Int(Migrations.applicationID) else {
            throw anothers(path)
        }
        let schema = number(in: bytes, at: 60)
        try checkVersion(schema, of: path)
        return .ours(schema: schema)
    }

    /// Throws for a version that this program does not know, or that no program ever wrote.
    static func checkVersion(_ schema: Int, of path: String) throws(StoreError) {
        guard schema >= 0 else {
            throw .damaged(path: path, reason: "no database has the version \(schema)")
        }
        guard schema <= Migrations.newest else { throw .newer(path: path, schema: schema) }
    }

    static func anothers(_ path: String) -> StoreError {
        .damaged(path: path, reason: "it is a database of another program")
    }

    /// Bytes of the database with its log; 0 where there is none.
    static func size(of path: String) -> Int {
        size(ofFile: path) + logSize(of: path)
    }

    /// Bytes of the log beside the database.
    static func logSize(of path: String) -> Int {
        size(ofFile: path + "-wal")
    }

    /// Whether the disk has no room for another page: SQLite tells some of these cases as plain input/output errors.
    static func hasFullDisk(at path: String) -> Bool {
        hasLess(than: 1 << 17, at: path)
    }

    /// Whether the disk has less room than so many bytes; false where that cannot be told.
    static func hasLess(than bytes: UInt, at path: String) -> Bool {
        var figures = statvfs()
        guard unsafe statvfs(parent(of: path), &figures) == 0 else { return false }
        return figures.f_bavail * figures.f_frsize < bytes
    }

    /// Throws `.full` where the disk has no megabyte for another file: where the documents of feeds found no room, a
    /// small write may well find some.
    ///
    /// Asked by doing it, since the kernel's figures know nothing of quotas; nothing of it stays.
    static func checkRoom(beside path: String) throws(StoreError) {
        guard !path.isEmpty else { return }
        let trial = "\(path).room-\(getpid())"
        let file = unsafe open(trial, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure(errno, at: path) }
        defer { _ = Glibc.close(file) }
        _ = unsafe unlink(trial)
        let code = posix_fallocate(file, 0, 1 << 20)
        if code == ENOSPC || code == EDQUOT { throw .full(path: path) }
    }

    /// The error behind SQLite's "cannot open".
    static func openingFailure(at path: String, reason: String) -> StoreError {
        do {
            try checkAccess(to: path)
            return .cannotOpen(path: path, reason: reason)
        } catch {
            return error
        }
    }

    /// Asks what SQLite will need: the file, and its folder where the files beside it do not exist yet.
    private static func checkAccess(to path: String) throws(StoreError) {
        guard unsafe faccessat(AT_FDCWD, path, R_OK | W_OK, AT_EACCESS) == 0 else {
            throw failure(errno, at: path)
        }
        for companion in [path + "-wal", path + "-shm"]
        where unsafe faccessat(AT_FDCWD, companion, R_OK | W_OK, AT_EACCESS) != 0 {
            guard errno == ENOENT else { throw failure(errno, at: companion) }
            guard unsafe faccessat(AT_FDCWD, parent(of: path), W_OK | X_OK, AT_EACCESS) == 0 else {
                throw failure(errno, at: parent(of: path))
            }
        }
    }

    private static func failure(_ code: Int32, at path: String) -> StoreError {
        let reason = unsafe String(cString: strerror(code))
        return switch code {
        case ENOENT: .missing(path: path)
        case EACCES, EPERM: .permission(path: path, reason: "permission denied")
        case EROFS: .permission(path: path, reason: "the file system is read-only")
        case ENOSPC, EDQUOT: .full(path: path)
        default: .cannotOpen(path: path, reason: reason)
        }
    }

    /// Up to 100 bytes, the length of SQLite's header.
    ///
    /// The descriptor is never closed: closing any descriptor of a file takes away the locks that this process holds
    /// on it, SQLite's among them (https://www.sqlite.org/howtocorrupt.html §2.2). A process opens one database or two.
    private static func firstBytes(of path: String) throws(StoreError) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure(errno, at: path) }
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(file, $0.baseAddress, 100, 0) }
        guard count >= 0 else { throw failure(errno, at: path) }
        return Array(bytes.prefix(count))
    }

    /// Four bytes, big-endian and signed.
    private static func number(in bytes: [UInt8], at offset: Int) -> Int {
        let value = bytes[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return Int(Int32(bitPattern: value))
    }

    private static func size(ofFile path: String) -> Int {
        var facts = stat()
        return unsafe stat(path, &facts) == 0 ? facts.st_size : 0
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

extension FeedStore {
    /// Whether the database at `path` belongs to the user who runs this program: only then may a poller of their own
    /// work on it, since another user's daemon has credentials that they lack.
    package static func belongsToUser(at path: String) -> Bool {
        var facts = stat()
        return unsafe stat(path, &facts) == 0 && facts.st_uid == geteuid()
    }
}
