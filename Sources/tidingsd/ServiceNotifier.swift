import FeedUpdating
import Glibc
import ServiceLifecycle
import Synchronization

/// Tells the service manager how the daemon does: sd_notify(3)'s protocol, datagrams of `KEY=VALUE` lines to the
/// socket that `NOTIFY_SOCKET` names; nothing where it names none.
///
/// Its watchdog is fed by what the rounds tell of their progress and by nothing else, so that a daemon that hangs in
/// whatever way is restarted.
final class ServiceNotifier: Service {
    private let socket: String?
    /// How long the service manager waits for a sign of life; nil where it does not.
    let watchdog: Duration?
    private let state = Mutex(State())

    private struct State {
        var isReady = false
        var isStopping = false
        /// What an administrator should see before all else.
        var note: String?
        var progress: RoundProgress?
        var toldAt = Duration.zero
    }

    /// - Parameter environment: what sd_notify(3) and sd_watchdog_enabled(3) say is handed over in it.
    init(environment: [String: String]) {
        socket = environment["NOTIFY_SOCKET"]
        let isOurs = environment["WATCHDOG_PID"].map { $0 == "\(getpid())" } ?? true
        let period = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        watchdog = isOurs && period > 0 ? .microseconds(period) : nil
    }

    /// Waits for the shutdown, and tells of it.
    func run() async throws {
        try? await gracefulShutdown()
        state.withLock { $0.isStopping = true }
        tell("STOPPING=1\nSTATUS=Stopping: what was downloaded is being remembered")
    }

    /// The rounds got somewhere, which feeds the watchdog; the first time, the daemon is ready.
    ///
    /// - Parameter elapsed: the time since some moment, by a clock that never jumps.
    func take(_ progress: RoundProgress, at elapsed: Duration) {
        let status: String? = state.withLock { state in
            let isNews = !state.isReady || progress.activity != state.progress?.activity
            // A thousand polls are not a thousand messages; the one that follows the last of them is never left out.
            guard !state.isStopping, isNews || elapsed - state.toldAt >= .seconds(1) else { return nil }
            let ready = state.isReady ? "" : "READY=1\n"
            state.isReady = true
            state.progress = progress
            state.toldAt = elapsed
            return ready + "WATCHDOG=1\nSTATUS=" + ServiceStatus.line(of: progress, note: state.note)
        }
        if let status { tell(status) }
    }

    /// The configuration is being read again; `tellReloaded` ends it. The time stamp is what `Type=notify-reload` asks
    /// for.
    func tellReloading() {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_MONOTONIC, &time) == 0 else { return }
        tell("RELOADING=1\nMONOTONIC_USEC=\(time.tv_sec * 1_000_000 + time.tv_nsec / 1_000)")
    }

    /// The configuration has been read again.
    ///
    /// - Parameter note: why it is not in force, or not all of it; nil where it is. Stays in the status until the next
    ///   reload.
    func tellReloaded(note: String?) {
        let status = state.withLock { state in
            state.note = note
            return state.progress.map { ServiceStatus.line(of: $0, note: note) } ?? note
        }
        tell("READY=1" + (status.map { "\nSTATUS=\($0)" } ?? ""))
    }

    /// Whether there is a service manager that hears all this.
    var isHeard: Bool { socket != nil }

    /// The daemon is not ready yet, for this reason, and will not be for so long; it asks for that and a minute more.
    func tellWaiting(_ reason: String, for pause: Duration) {
        tell("EXTEND_TIMEOUT_USEC=\((pause.components.seconds + 60) * 1_000_000)\nSTATUS=" + reason)
    }

    /// The daemon ends, or does not begin, for this reason.
    func tellFailure(_ reason: String) {
        tell("STATUS=" + reason.split(whereSeparator: \.isNewline).joined(separator: " "))
    }

    private func tell(_ message: String) {
        guard let socket, let first = socket.utf8.first,
            first == UInt8(ascii: "/") || first == UInt8(ascii: "@")
        else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var path = Array(socket.utf8)
        // An abstract name begins with a zero byte, which the environment cannot hold.
        if first == UInt8(ascii: "@") { path[0] = 0 }
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard path.count < room else { return }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size - room + path.count)
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let bytes = Array(message.utf8)
        _ = unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bytes.withUnsafeBytes { bytes in
                    unsafe sendto(
                        descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL), address, length)
                }
            }
        }
    }
}
