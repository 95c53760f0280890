import CCurl

/// One transfer's handle. It never leaves the transfer thread.
@safe struct EasyHandle: ~Copyable {
    let pointer: UnsafeMutableRawPointer

    init() {
        guard let pointer = unsafe curl_easy_init() else { preconditionFailure("libcurl is out of memory") }
        unsafe self.pointer = pointer
    }

    deinit {
        unsafe curl_easy_cleanup(pointer)
    }

    /// What tells this handle from others while it lives.
    var id: UInt {
        unsafe UInt(bitPattern: pointer)
    }

    /// Sets all options back to libcurl's defaults.
    func reset() {
        unsafe curl_easy_reset(pointer)
    }

    func set(_ option: CURLoption, _ value: Int) throws(CurlFault) {
        try CurlFault.throwing(unsafe tidings_easy_set_long(pointer, option, value))
    }

    /// libcurl copies the text.
    func set(_ option: CURLoption, _ value: String?) throws(CurlFault) {
        try CurlFault.throwing(unsafe tidings_easy_set_string(pointer, option, value))
    }

    /// The list must outlive the transfer.
    func set(_ option: CURLoption, _ list: borrowing StringList) throws(CurlFault) {
        try CurlFault.throwing(unsafe tidings_easy_set_list(pointer, option, list.first))
    }

    func set(_ option: CURLoption, pointer value: UnsafeMutableRawPointer?) throws(CurlFault) {
        try CurlFault.throwing(unsafe tidings_easy_set_pointer(pointer, option, value))
    }

    func set(_ option: CURLoption, _ callback: @escaping tidings_data_callback) throws(CurlFault) {
        try CurlFault.throwing(unsafe tidings_easy_set_data_callback(pointer, option, callback))
    }

    func setProgress(_ callback: @escaping curl_xferinfo_callback) throws(CurlFault) {
        try CurlFault.throwing(unsafe tidings_easy_set_progress_callback(pointer, callback))
    }

    func setSocketOpener(_ callback: @escaping curl_opensocket_callback) throws(CurlFault) {
        try CurlFault.throwing(unsafe tidings_easy_set_socket_opener(pointer, callback))
    }

    func number(_ info: CURLINFO) -> Int {
        var value = 0
        unsafe tidings_easy_get_long(pointer, info, &value)
        return value
    }

    func offset(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        unsafe tidings_easy_get_offset(pointer, info, &value)
        return Int(value)
    }

    func text(_ info: CURLINFO) -> String {
        var value: UnsafeMutablePointer<CChar>?
        unsafe tidings_easy_get_string(pointer, info, &value)
        return unsafe value.map { unsafe String(cString: $0) } ?? ""
    }
}

/// A list of texts as libcurl takes it.
@safe struct StringList: ~Copyable {
    private(set) var first: UnsafeMutablePointer<curl_slist>?

    init() {
        unsafe first = nil
    }

    deinit {
        unsafe curl_slist_free_all(first)
    }

    /// Adds a text without NUL at the end.
    mutating func append(_ bytes: [UInt8]) {
        let longer = unsafe (bytes + [0]).withUnsafeBytes { text in
            unsafe text.withMemoryRebound(to: CChar.self) { unsafe curl_slist_append(first, $0.baseAddress) }
        }
        guard let longer = unsafe longer else { preconditionFailure("libcurl is out of memory") }
        unsafe first = longer
    }
}
