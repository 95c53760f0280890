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
        /// Written since the last copy began, roughly.
        var pages = 0
        var isCopying = false
        /// Opened when it is first needed, and kept until the writer rests.
        var connection: DatabaseQueue?
    }

    /// Six MB of the log, roughly.
    private static let pagesOfCopy = 1500

    /// - Parameter path: of a database in WAL mode that is open.
    init(path: String) {
        self.path = path
    }

    /// Takes note of about how many pages were written to the log, and begins to copy where there are many.
    ///
    /// What cannot be copied, for want of room perhaps, the writer tries to copy in its turn.
    func note(pages: Int) {
        state.withLock { state in
            state.pages += pages
            guard state.pages >= Self.pagesOfCopy, !state.isCopying else { return }
            state.pages = 0
            guard let connection = state.connection ?? connection() else { return }
            state.connection = connection
            state.isCopying = true
            connection.asyncWriteWithoutTransaction { [self] db in
                _ = try? Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(PASSIVE)")
                self.state.withLock { $0.isCopying = false }
            }
        }
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

    private func connection() -> DatabaseQueue? {
        var configuration = Configuration()
        configuration.label = "tidings.checkpoints"
        return try? DatabaseQueue(path: path, configuration: configuration)
    }
}
