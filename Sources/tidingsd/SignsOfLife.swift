import FeedStorage
import FeedUpdating
import Synchronization

/// Tells commands how the daemon does, which they cannot see of a process: by the time of its socket that it lives, and
/// beside the database whether it polls.
final class SignsOfLife: Sendable {
    private let database: String
    /// The socket's path; nil where there is none.
    private let socket: String?
    private let told = Mutex<PollerLock.Standing?>(nil)

    init(at socket: String?, of database: String) {
        self.socket = socket
        self.database = database
    }

    /// Takes note of where the rounds stand; as the watchdog of the service manager, it hears nothing of a daemon that
    /// hangs.
    func take(_ progress: RoundProgress) {
        if let socket { WakeSocket.giveSign(at: socket) }
        let standing: PollerLock.Standing = progress.activity == .full ? .full : .polling
        let isNews = told.withLock { told in
            defer { told = standing }
            return told != standing
        }
        if isNews { PollerLock.note(standing, for: database) }
    }
}
