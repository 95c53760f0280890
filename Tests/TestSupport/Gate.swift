import Glibc

/// Holds a server's thread back until a test opens it. Once open, it stays open.
package final class Gate: Sendable {
    /// Readable from the moment the gate is open.
    let reader: Int32
    private let writer: Int32

    package init() {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { preconditionFailure("no descriptors are left") }
        reader = ends[0]
        writer = ends[1]
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    deinit {
        close(reader)
        close(writer)
    }

    /// Lets all pass, those who come later too.
    package func open() {
        var byte: UInt8 = 1
        unsafe _ = write(writer, &byte, 1)
    }
}

/// What ended a wait.
enum Awaited: Hashable {
    case socket, gate, closing, time
}

/// Waits until there is something to read from a socket, a gate opens, the server closes, or time has passed.
func wait(socket: Int32 = -1, gate: Gate? = nil, closing: Gate, milliseconds: Int32 = -1) -> Awaited {
    var watched = [closing.reader, gate?.reader ?? -1, socket].map { descriptor in
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    }
    while true {
        let count = unsafe poll(&watched, nfds_t(watched.count), milliseconds)
        if count == 0 { return .time }
        if count < 0 { continue }
        if watched[0].revents != 0 { return .closing }
        return watched[1].revents != 0 ? .gate : .socket
    }
}
