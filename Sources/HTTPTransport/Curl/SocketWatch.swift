import CCurl
import Glibc

/// The sockets that the transfer thread waits for.
final class SocketWatch: Sendable {
    private let descriptor: Int32

    init() throws(TransportError) {
        descriptor = epoll_create1(tidings_epoll_flags)
        guard descriptor >= 0 else { throw .startFailure(errno) }
    }

    deinit {
        close(descriptor)
    }

    /// Watches a socket for what libcurl wants to know of it (`CURL_POLL_IN`, …), or no more.
    ///
    /// - Parameter isWatched: whether it is watched already, which the kernel would otherwise have to say.
    func watch(_ socket: Int32, _ events: Int32, isWatched: Bool = false) {
        var event = unsafe epoll_event()
        unsafe event.data.fd = socket
        if events & CURL_POLL_IN != 0 { unsafe event.events |= tidings_epoll_in }
        if events & CURL_POLL_OUT != 0 { unsafe event.events |= tidings_epoll_out }
        if events == CURL_POLL_REMOVE {
            unsafe epoll_ctl(descriptor, EPOLL_CTL_DEL, socket, &event)
        } else if unsafe epoll_ctl(
            descriptor, isWatched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event) != 0
        {
            // A number that another socket had before.
            unsafe epoll_ctl(descriptor, isWatched ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event)
        }
    }

    /// Waits until something is ready, or that many milliseconds (-1: without end), and tells of each socket what is
    /// ready (`CURL_CSELECT_IN`, …).
    func wait(_ milliseconds: Int32, _ ready: (Int32, Int32) -> Void) {
        unsafe withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: 64) { events in
            let count = unsafe epoll_wait(descriptor, events.baseAddress, Int32(events.count), milliseconds)
            for index in 0..<Int(max(0, count)) {
                let event = unsafe events[index]
                var mask: Int32 = 0
                if unsafe event.events & tidings_epoll_in != 0 { mask |= CURL_CSELECT_IN }
                if unsafe event.events & tidings_epoll_out != 0 { mask |= CURL_CSELECT_OUT }
                if unsafe event.events & tidings_epoll_broken != 0 { mask |= CURL_CSELECT_ERR }
                unsafe ready(event.data.fd, mask)
            }
        }
    }
}
