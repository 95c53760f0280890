import Dispatch
package import FoundationEssentials
import Glibc

/// The daemon's ear: a Unix datagram socket on which any datagram means "look at the database again".
///
/// It carries nothing, so it needs no version, no parser and no trust, and a hundred are one. The daemon looks once a
/// minute anyway: a lost one delays a wish and loses none.
package struct WakeSocket: ~Copyable, Sendable {
    /// Each element is at least one wake-up since the element before; ends when the socket is gone or the waiting task
    /// is cancelled. For one waiter.
    package let calls: AsyncStream<Void>
    private let path: String
    /// May be cancelled from any thread; its protocol does not say so.
    nonisolated(unsafe) private let source: any DispatchSourceRead
    private let end: AsyncStream<Void>.Continuation

    /// Listens at `path`, which takes the place of what an earlier process left there; owner and group may call.
    ///
    /// - Throws: `.cannotOpen` where the socket cannot be made there.
    package init(at path: String) throws(StoreError) {
        try DatabaseFile.makeFolder(for: path)
        guard let address = Self.address(of: path) else {
            throw .cannotOpen(path: path, reason: "a socket's path holds at most 107 bytes")
        }
        let file = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Self.closedOnExec | Self.notBlocking, 0)
        guard file >= 0 else { throw .cannotOpen(path: path, reason: Self.reason(errno)) }
        Self.removeSocket(at: path)
        guard unsafe Self.calling(bind, file, address) == 0, unsafe chmod(path, 0o660) == 0 else {
            let code = errno
            _ = close(file)
            throw .cannotOpen(path: path, reason: Self.reason(code))
        }
        let (calls, end) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let source = DispatchSource.makeReadSource(fileDescriptor: file)
        source.setEventHandler {
            Self.drain(file)
            end.yield()
        }
        source.setCancelHandler { _ = close(file) }
        source.activate()
        self.path = path
        self.calls = calls
        unsafe self.source = source
        self.end = end
    }

    deinit {
        Self.removeSocket(at: path)
        unsafe source.cancel()
        end.finish()
    }

    /// Whatever else lies there is somebody's file, and stays.
    private static func removeSocket(at path: String) {
        var facts = stat()
        guard unsafe lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFSOCK else { return }
        _ = unsafe unlink(path)
    }

    /// Wakes the daemon that listens at `path`, if one does; says whether one does.
    @discardableResult
    package static func call(_ path: String) -> Bool {
        guard let address = address(of: path) else { return false }
        let file = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | closedOnExec | notBlocking, 0)
        guard file >= 0 else { return false }
        defer { _ = close(file) }
        guard unsafe calling(connect, file, address) == 0 else { return false }
        // A full queue means that the daemon has calls enough waiting.
        return send(file, nil, 0, Int32(MSG_NOSIGNAL)) == 0 || errno == EAGAIN
    }

    /// Gives a sign of life of the daemon that listens at `path`: the time of its socket, which commonly lies in memory,
    /// so that no disk is woken by it.
    package static func giveSign(at path: String) {
        _ = unsafe utimensat(AT_FDCWD, path, nil, AT_SYMLINK_NOFOLLOW)
    }

    /// When the daemon that listens at `path` last gave a sign of life; nil where nobody does, or ever did.
    package static func lastSign(at path: String) -> Date? {
        guard let facts = try? FileManager.default.attributesOfItem(atPath: path),
            facts[.type] as? FileAttributeType == .typeSocket
        else { return nil }
        return facts[.modificationDate] as? Date
    }

    private static let closedOnExec = Int32(SOCK_CLOEXEC.rawValue)
    private static let notBlocking = Int32(SOCK_NONBLOCK.rawValue)

    private static func drain(_ file: Int32) {
        var byte: UInt8 = 0
        while unsafe recv(file, &byte, 1, 0) >= 0 {}
    }

    private static func address(of path: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let fits = unsafe withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard bytes.count < room.count else { return false }
            unsafe room.copyBytes(from: bytes)
            return true
        }
        return fits ? address : nil
    }

    private static func calling(
        _ call: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32, _ file: Int32, _ address: sockaddr_un
    ) -> Int32 {
        unsafe withUnsafePointer(to: address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe call(file, pointer, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private static func reason(_ code: Int32) -> String {
        unsafe String(cString: strerror(code))
    }
}
