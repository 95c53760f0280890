import Glibc
import Synchronization

/// The right to poll for a database: a locked file beside it, `<database>.lock`.
///
/// Whoever holds it polls, and nobody else. The kernel gives it back when its process ends, however it ends; the file
/// stays and means nothing by itself. It holds, a line each, the number of the last process that had the lock and, how
/// that does; and below them the seal of the configuration that it last found sound.
package struct PollerLock: ~Copyable, Sendable {
    /// The database that it guards, by its real path.
    package let database: String
    private let file: Int32

    /// Takes the lock, creating the file and the folders above it; throws `.busy(.anotherPoller)` where another
    /// process (or this one, elsewhere) has it.
    ///
    /// - Parameter isForGood: whether a daemon takes it, which notes how it does once it polls; whoever else takes it is
    ///   noted as one that ends by itself.
    package init(guarding database: String, isForGood: Bool = false) throws(StoreError) {
        let database = DatabaseFile.real(database)
        try DatabaseFile.makeFolder(for: database)
        let path = Self.path(beside: database)
        let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o660)
        guard file >= 0 else {
            let code = errno
            switch code {
            case ENOSPC, EDQUOT: throw .full(path: database)
            // Of the folder, where there is no such file yet.
            case EACCES, EPERM: throw .permission(path: path, reason: "permission denied")
            case EROFS: throw .permission(path: path, reason: "the file system is read-only")
            default: break
            }
            throw DatabaseFile.openingFailure(at: path, reason: Self.reason(code))
        }
        var wanted = Self.pollersByte
        guard unsafe fcntl(file, OpenFileLock.set, &wanted) == 0 else {
            let code = errno
            let holder = Int32(Notes(in: file).process)
            _ = close(file)
            guard code == EAGAIN || code == EACCES else {
                throw .cannotOpen(path: path, reason: Self.reason(code))
            }
            throw .busy(.anotherPoller(path: database, process: holder))
        }
        self.database = database
        self.file = file
        sign(isForGood ? nil : .once)
    }

    deinit {
        // Given back in words: a child that is just being started holds a copy of the descriptor until it is another
        // program.
        var free = Self.pollersByte
        free.l_type = Int16(F_UNLCK)
        _ = unsafe fcntl(file, OpenFileLock.set, &free)
        _ = close(file)
    }

    /// Holds the lock while `body` runs.
    package static func holding<Result>(
        _ database: String, isForGood: Bool = false, _ body: (borrowing PollerLock) async throws -> Result
    ) async throws -> Result {
        let lock = try PollerLock(guarding: database, isForGood: isForGood)
        return try await body(lock)
    }

    /// Who polls for a database.
    package struct Holder: Hashable, Sendable {
        /// Nil where the file does not say.
        package let process: Int32?
        /// Nil of a daemon that has just been started, which does not say yet.
        package let standing: Standing?

        /// Whether it polls until it is told to stop; one that does not need not hear of what is wished for meanwhile.
        package var isDaemon: Bool { standing != .once }
    }

    /// How the holder does, in its own words.
    package enum Standing: String, Hashable, Sendable {
        /// It polls what is due.
        case polling
        /// It polls nothing, since the disk is full.
        case full
        /// It is no daemon: it does what it was started for, and ends.
        case once
    }

    /// Notes how the daemon does that this process is, and that holds the lock of this database.
    ///
    /// Best effort, as the number is. The file has its room on the disk by then, so that a full one does not hinder.
    package static func note(_ standing: Standing, for database: String) {
        rewrite(beside: database) { $0.standing = standing.rawValue }
    }

    /// Notes of which files the process that holds this lock has read its settings (`Settings.seal`): who only reads need
    /// not read them again. It stays when the lock is given back. Best effort; who reads meanwhile may find a part of it.
    ///
    /// - Parameter seal: one of more than 60 KB is none: a part of it would hold while a file changes that is not in it.
    package static func note(seal: String, for database: String) {
        rewrite(beside: database) { $0.seal = seal.utf8.count <= longestSeal ? seal : "" }
    }

    private static let longestSeal = 60 << 10

    /// The seal that was noted last; empty where none was, nil where there is no such file.
    package static func seal(for database: String) -> String? {
        let file = unsafe open(path(beside: database), O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { _ = close(file) }
        return Notes(in: file).seal
    }

    /// Who holds the lock of this database; nil where nobody does. Asks without taking it, so that a poller that
    /// starts at the same moment is not turned away.
    package static func holder(of database: String) -> Holder? {
        let file = unsafe open(path(beside: database), O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { _ = close(file) }
        var answer = pollersByte
        guard unsafe fcntl(file, OpenFileLock.get, &answer) == 0, answer.l_type != Int16(F_UNLCK) else {
            return nil
        }
        let notes = Notes(in: file)
        return Holder(process: Int32(notes.process), standing: Standing(rawValue: notes.standing))
    }

    /// The first byte; the next one is `WriterTurn`'s.
    private static var pollersByte: flock {
        flock(l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 0, l_len: 1, l_pid: 0)
    }

    private static func path(beside database: String) -> String {
        DatabaseFile.real(database) + ".lock"
    }

    private static func reason(_ code: Int32) -> String {
        unsafe String(cString: strerror(code))
    }

    /// What stands in the file.
    private struct Notes {
        var process = ""
        var standing = ""
        var seal = ""

        init(in file: Int32) {
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            let count = unsafe bytes.withUnsafeMutableBytes {
                unsafe pread(file, $0.baseAddress, $0.count, 0)
            }
            let parts = bytes.prefix(max(0, count))
                .split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            process = parts[0]
            if parts.count > 1 { standing = parts[1] }
            // What fills it to the brim may go on beyond.
            if parts.count > 2, count < bytes.count { seal = parts[2] }
        }

        /// Best effort: the number is for people, the lock does not need it.
        func write(to file: Int32) {
            let text = Array("\(process)\n\(standing)\n\(seal)".utf8)
            _ = unsafe text.withUnsafeBytes { unsafe pwrite(file, $0.baseAddress, $0.count, 0) }
            // Shortened afterwards: whoever looks meanwhile finds whole lines where they belong.
            _ = ftruncate(file, text.count)
        }
    }

    /// Of one process, one at a time.
    private static let writing = Mutex(())

    private static func rewrite(beside database: String, _ change: (inout Notes) -> Void) {
        writing.withLock { _ in
            let file = unsafe open(path(beside: database), O_RDWR | O_CLOEXEC)
            guard file >= 0 else { return }
            defer { _ = close(file) }
            var notes = Notes(in: file)
            change(&notes)
            notes.write(to: file)
        }
    }

    private func sign(_ standing: Standing?) {
        _ = fchmod(file, 0o660)
        Self.writing.withLock { _ in
            var notes = Notes(in: file)
            notes.process = "\(getpid())"
            notes.standing = standing?.rawValue ?? ""
            notes.write(to: file)
        }
    }
}
