import Glibc

/// The right to poll for a database: a locked file beside it, `<database>.lock`.
///
/// Whoever holds it polls, and nobody else. The kernel gives it back when its process ends, however it ends; the file
/// stays and means nothing by itself. It holds the number of the last process that had the lock, and on the lines below
/// what the last poller noted for those who only read (`note`).
package struct PollerLock: ~Copyable, Sendable {
    /// The database that it guards.
    package let database: String
    private let file: Int32

    /// Takes the lock, creating the file and the folders above it; throws `.busy(.anotherPoller)` where another
    /// process (or this one, elsewhere) has it.
    package init(guarding database: String) throws(StoreError) {
        try DatabaseFile.makeFolder(for: database)
        let path = Self.path(beside: database)
        let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o660)
        guard file >= 0 else { throw DatabaseFile.openingFailure(at: path, reason: Self.reason(errno)) }
        var wanted = Self.pollersByte
        guard unsafe fcntl(file, OpenFileLock.set, &wanted) == 0 else {
            let code = errno
            let holder = Self.process(in: file)
            _ = close(file)
            guard code == EAGAIN || code == EACCES else {
                throw .cannotOpen(path: path, reason: Self.reason(code))
            }
            throw .busy(.anotherPoller(path: database, process: holder))
        }
        self.database = database
        self.file = file
        sign()
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
        _ database: String, _ body: (borrowing PollerLock) async throws -> Result
    ) async throws -> Result {
        let lock = try PollerLock(guarding: database)
        return try await body(lock)
    }

    /// Who polls for a database.
    package struct Holder: Hashable, Sendable {
        /// Nil where the file does not say.
        package let process: Int32?

        package init(process: Int32?) {
            self.process = process
        }
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
        return Holder(process: process(in: file))
    }

    /// The first byte; the next one is `WriterTurn`'s.
    private static var pollersByte: flock {
        flock(l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 0, l_len: 1, l_pid: 0)
    }

    private static func path(beside database: String) -> String {
        database + ".lock"
    }

    private static func reason(_ code: Int32) -> String {
        unsafe String(cString: strerror(code))
    }

    private static func process(in file: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(file, $0.baseAddress, 16, 0) }
        let digits = bytes.prefix(max(0, count)).prefix {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
        return Int32(String(decoding: digits, as: UTF8.self))
    }

    /// Best effort: the number is for people, the lock does not need it.
    private func sign() {
        _ = fchmod(file, 0o660)
        Self.write(Self.note(in: file) ?? "", to: file)
    }

    /// Notes something for those who only read, best effort. It stays when the lock is given back.
    ///
    /// To be called while the lock is held. Who reads meanwhile may find a part of it.
    ///
    /// - Parameter note: at most 60 KB.
    package static func leave(_ note: String, beside database: String) {
        let file = unsafe open(path(beside: database), O_RDWR | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { _ = close(file) }
        guard note != self.note(in: file) else { return }
        write(note, to: file)
    }

    /// What the last poller noted; nil where there was none.
    package static func note(beside database: String) -> String? {
        let file = unsafe open(path(beside: database), O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { _ = close(file) }
        return note(in: file)
    }

    private static func note(in file: Int32) -> String? {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(file, $0.baseAddress, $0.count, 0) }
        let text = bytes.prefix(max(0, count))
        guard let end = text.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        return String(decoding: text[(end + 1)...], as: UTF8.self)
    }

    private static func write(_ note: String, to file: Int32) {
        let text = Array("\(getpid())\n\(note)".utf8)
        _ = ftruncate(file, 0)
        _ = unsafe text.withUnsafeBytes { unsafe pwrite(file, $0.baseAddress, $0.count, 0) }
    }
}
