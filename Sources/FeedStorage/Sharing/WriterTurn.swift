import Glibc

/// Lets the reader's short writes go before the poller's long ones.
///
/// SQLite has one writer at a time and no waiting line: who writes one transaction after another, as a poller does,
/// keeps all others waiting until one of them happens to look at the right moment. So whoever writes for the reader says
/// so by a shared lock on a byte of the lock file beside the database, and the poller looks at it before each transaction
/// and between the updates of one. The kernel gives the lock back when its process ends.
///
/// Only a courtesy: SQLite's own locks keep the data whole.
final class WriterTurn: Sendable {
    /// -1 where there is no such file: no poller ever was here.
    private let file: Int32

    init(beside database: String) {
        file = database.isEmpty ? -1 : unsafe open(DatabaseFile.real(database) + ".lock", O_RDWR | O_CLOEXEC)
    }

    deinit {
        if file >= 0 { _ = close(file) }
    }

    /// Runs what writes for the reader.
    func announced<Value>(_ body: () throws -> Value) rethrows -> Value {
        set(Int16(F_RDLCK))
        defer { set(Int16(F_UNLCK)) }
        return try body()
    }

    /// Whether somebody writes for the reader, or waits to.
    var isWanted: Bool {
        guard file >= 0 else { return false }
        var lock = Self.turn(Int16(F_WRLCK))
        return unsafe fcntl(file, OpenFileLock.get, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
    }

    /// Waits until nobody does; a tenth of a second at most, since a process may be stopped in the middle.
    func yield() {
        var waits = 0
        while waits < 200, isWanted {
            usleep(500)
            waits += 1
        }
    }

    /// Waits while polls that are under way come to their ends, so that they can be written together.
    func gather() {
        usleep(3_000)
    }

    private func set(_ type: Int16) {
        guard file >= 0 else { return }
        var lock = Self.turn(type)
        _ = unsafe fcntl(file, OpenFileLock.set, &lock)
    }

    /// The byte after the poller's.
    private static func turn(_ type: Int16) -> flock {
        flock(l_type: type, l_whence: Int16(SEEK_SET), l_start: 1, l_len: 1, l_pid: 0)
    }
}

/// Open file description locks (fcntl(2)): unlike POSIX's they belong to a descriptor and not to the process, and unlike
/// flock's they can be asked about. Glibc's names for them need a macro that its module does not set.
enum OpenFileLock {
    static let get: Int32 = 36
    static let set: Int32 = 37
}
