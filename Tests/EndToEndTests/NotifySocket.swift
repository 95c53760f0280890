import Foundation

/// The service manager's end of sd_notify(3): a datagram socket that hands over what arrives.
final class NotifySocket {
    let path: String
    private let descriptor: Int32

    init(in folder: String) throws {
        path = folder + "/notify"
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        let isBound = unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        guard isBound else { throw CocoaError(.fileWriteUnknown) }
    }

    deinit {
        close(descriptor)
    }

    /// Waits for the next message, and gives its lines.
    func next() async -> [String] {
        await Patience.wait { [descriptor] in
            var bytes = [UInt8](repeating: 0, count: 4_096)
            let count = unsafe bytes.withUnsafeMutableBytes {
                unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
            }
            return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(separator: "\n")
                .map(String.init)
        }
    }

    /// Waits for a message that is so, and gives its lines; others are passed over.
    func next(_ isWanted: ([String]) -> Bool) async -> [String] {
        while true {
            let lines = await next()
            if isWanted(lines) { return lines }
        }
    }
}
