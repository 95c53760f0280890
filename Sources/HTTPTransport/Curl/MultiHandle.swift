import CCurl

/// The handle that drives all transfers. It belongs to the transfer thread.
@safe struct MultiHandle: ~Copyable {
    private let pointer: UnsafeMutableRawPointer

    init() {
        guard let pointer = unsafe curl_multi_init() else { preconditionFailure("libcurl is out of memory") }
        unsafe self.pointer = pointer
    }

    deinit {
        unsafe curl_multi_cleanup(pointer)
    }

    func set(_ option: CURLMoption, _ value: Int) {
        check(unsafe tidings_multi_set_long(pointer, option, value))
    }

    /// Tells `context` which sockets to watch, and when to call again.
    func report(
        to context: UnsafeMutableRawPointer, sockets: @escaping curl_socket_callback,
        timer: @escaping curl_multi_timer_callback
    ) {
        unsafe check(tidings_multi_set_pointer(pointer, CURLMOPT_SOCKETDATA, context))
        unsafe check(tidings_multi_set_pointer(pointer, CURLMOPT_TIMERDATA, context))
        unsafe check(tidings_multi_set_socket_callback(pointer, sockets))
        unsafe check(tidings_multi_set_timer_callback(pointer, timer))
    }

    func add(_ easy: borrowing EasyHandle) {
        check(unsafe curl_multi_add_handle(pointer, easy.pointer))
    }

    /// Has a socket told of from now on with something beside it: that it is watched already.
    func note(_ socket: curl_socket_t, _ mark: UnsafeMutableRawPointer) {
        unsafe check(curl_multi_assign(pointer, socket, mark))
    }

    func remove(_ easy: borrowing EasyHandle) {
        check(unsafe curl_multi_remove_handle(pointer, easy.pointer))
    }

    /// Goes on where a socket is ready, or, with `tidings_socket_timeout`, where time has passed.
    func act(on socket: curl_socket_t, events: Int32) {
        var running: Int32 = 0
        check(unsafe curl_multi_socket_action(pointer, socket, events, &running))
    }

    /// The next transfer that has ended: what its handle has as CURLOPT_PRIVATE, and how it ended.
    func nextEnded() -> (context: UnsafeMutableRawPointer?, code: CURLcode)? {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(pointer, &left) {
            if let easy = unsafe tidings_message_easy(message) {
                var context: UnsafeMutableRawPointer?
                unsafe tidings_easy_get_pointer(easy, CURLINFO_PRIVATE, &context)
                return unsafe (context, tidings_message_result(message))
            }
        }
        return nil
    }

    private func check(_ code: CURLMcode) {
        // A socket that has just been closed is no fault: its last event was already on its way.
        precondition(code == CURLM_OK || code == CURLM_BAD_SOCKET, "libcurl refuses: \(code.rawValue)")
    }
}
