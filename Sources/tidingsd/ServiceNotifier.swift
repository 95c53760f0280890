import Glibc
import ServiceLifecycle

/// Tells the service manager how the daemon does: sd_notify(3)'s protocol, datagrams of `KEY=VALUE` lines to the
/// socket that `NOTIFY_SOCKET` names; nothing where it names none.
struct ServiceNotifier: Service {
    private let socket: String?

    init(socket: String?) {
        self.socket = socket
    }

    /// Waits for the shutdown, and tells of it.
    func run() async throws {
        try? await gracefulShutdown()
        tell("STOPPING=1")
    }

    /// The first round is planned.
    func tellReady(status: String) {
        tell("READY=1\nSTATUS=\(status)")
    }

    /// The configuration is being read again; `tellReady` ends it. The time stamp is what `Type=notify-reload` asks for.
    func tellReloading() {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_MONOTONIC, &time) == 0 else { return }
        tell("RELOADING=1\nMONOTONIC_USEC=\(time.tv_sec * 1_000_000 + time.tv_nsec / 1_000)")
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
