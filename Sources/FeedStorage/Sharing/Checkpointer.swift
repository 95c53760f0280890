import GRDB
import Synchronization

/// Copies the log into the database while its writer goes on (a checkpoint, sqlite.org/wal.html).
///
/// SQLite has whoever writes do it, who then waits for the disk twice: a tenth of the time of a first contact. Here a
/// connection of its own does it earlier. What it leaves is the writer's still, since the log begins anew only where all of
/// it was copied at a moment when nobody wrote; but that is little by then.
final class Checkpointer: Sendable {
    private let path: String
    private let state = Mutex(State())

    private struct State {
        /// Written since the last copy began.
        var rows = 0
        var isCopying = false
        /// Opened when it is first needed, and kept until the writer rests.
        var connection: DatabaseQueue?
    }

    /// Some ten MB of the log, whether rows are small, each with its pages, or articles, of which several share one.
    private static let rowsOfCopy = 800

    /// - Parameter path: of a database in WAL mode that is open.
    init(path: String) {
        self.path = path
    }

    /// Takes note of rows that were written, and begins to copy where there are many.
    func note(rows: Int) {
        let isDue = state.withLock { state in
            state.rows += rows
            guard state.rows >= Self.rowsOfCopy, !state.isCopying else { return false }
            state.rows = 0
            state.isCopying = true
            return true
        }
        if isDue { copy() }
    }

    /// Lets the connection go, with its memory, once what was begun is done.
    func rest() async {
        let connection = state.withLock { state in
            defer { state.connection = nil }
            return state.connection
        }
        await withCheckedContinuation { continuation in
            guard let connection else { return continuation.resume() }
            connection.asyncWriteWithoutTransaction { _ in continuation.resume() }
        }
    }

    /// What cannot be copied, for want of room perhaps, the writer will try to copy in its turn, and tell of it.
    private func copy() {
        guard let connection = connection() else { return state.withLock { $0.isCopying = false } }
        connection.asyncWriteWithoutTransaction { [self] db in
            _ = try? Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(PASSIVE)")
            state.withLock { $0.isCopying = false }
        }
    }

    private func connection() -> DatabaseQueue? {
        if let connection = state.withLock({ $0.connection }) { return connection }
        var configuration = Configuration()
        configuration.label = "tidings.checkpoints"
        let connection = try? DatabaseQueue(path: path, configuration: configuration)
        state.withLock { $0.connection = connection }
        return connection
    }
}
