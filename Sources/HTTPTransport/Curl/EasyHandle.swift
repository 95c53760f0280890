import CCurl
import Glibc

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

    /// Sets all options back to libcurl's defaults.
    func reset() {
        unsafe curl_easy_reset(pointer)
    }

    func set(_ option: CURLoption, _ value: Int) throws(CurlFault) {
        try CurlFault.throwing(unsafe tidings_easy_set_long(pointer, option, value))
    }

    /// libcurl copies the text.
    func set(_ option: CURLoption, _ value: String) throws(CurlFault) {
        try CurlFault.throwing(
            unsafe value.withCString { unsafe tidings_easy_set_string(pointer, option, $0) })
    }

    /// Sets an option to no text at all.
    func clear(_ option: CURLoption) throws(CurlFault) {
        try CurlFault.throwing(unsafe tidings_easy_set_string(pointer, option, nil))
    }

    /// Sets an option to the first text. libcurl copies it.
    func set(_ option: CURLoption, textOf list: borrowing TextList) throws(CurlFault) {
        try CurlFault.throwing(unsafe tidings_easy_set_string(pointer, option, list.text))
    }

    /// The list must outlive the transfer, unchanged.
    func set(_ option: CURLoption, _ list: inout TextList) throws(CurlFault) {
        try CurlFault.throwing(unsafe tidings_easy_set_list(pointer, option, list.list()))
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

/// Texts as libcurl takes them: each ended by a NUL, all of them a list. Their memory serves those that follow too.
@safe struct TextList: ~Copyable {
    private var bytes: UnsafeMutableBufferPointer<UInt8>
    private var end = 0
    private var entries: UnsafeMutableBufferPointer<curl_slist>
    private var count = 0

    init() {
        unsafe bytes = .allocate(capacity: 256)
        unsafe entries = .allocate(capacity: 8)
    }

    deinit {
        unsafe bytes.deallocate()
        unsafe entries.deallocate()
    }

    /// Begins anew. What libcurl was given must not be in use any more.
    mutating func removeAll() {
        end = 0
        count = 0
    }

    /// Goes on with the text at the end. It must not hold a NUL.
    mutating func write(_ text: String) {
        write(text.utf8.span)
    }

    /// Goes on with the bytes that a text stands for, one for each scalar up to U+00FF.
    mutating func write(isomorphic text: String) {
        if text.utf8.span.isASCII {
            write(text.utf8.span)
        } else {
            write(text.isomorphicBytes.span)
        }
    }

    /// Ends a text; what is written then belongs to the next.
    mutating func endText() {
        reserve(1)
        unsafe bytes[end] = 0
        end += 1
        count += 1
    }

    /// The first text alone; valid until the next is begun.
    var text: UnsafePointer<CChar>? {
        unsafe bytes.baseAddress.map { unsafe UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self) }
    }

    /// All texts in order, or nil where there are none; valid until the next is begun.
    mutating func list() -> UnsafeMutablePointer<curl_slist>? {
        if unsafe count > entries.count {
            unsafe entries.deallocate()
            unsafe entries = .allocate(capacity: 2 * count)
        }
        guard count > 0, let start = unsafe bytes.baseAddress, let first = unsafe entries.baseAddress else {
            return nil
        }
        var text = unsafe UnsafeMutableRawPointer(start).assumingMemoryBound(to: CChar.self)
        for index in 0..<count {
            let next = unsafe index + 1 < count ? first + index + 1 : nil
            unsafe (first + index).initialize(to: curl_slist(data: text, next: next))
            unsafe text += strlen(text) + 1
        }
        return unsafe first
    }

    private mutating func write(_ piece: Span<UInt8>) {
        reserve(piece.count)
        unsafe piece.withUnsafeBufferPointer { piece in
            guard let source = piece.baseAddress, let start = unsafe bytes.baseAddress else { return }
            unsafe (start + end).update(from: source, count: piece.count)
        }
        end += piece.count
    }

    private mutating func reserve(_ more: Int) {
        guard unsafe end + more > bytes.count else { return }
        let longer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 2 * (end + more))
        _ = unsafe longer.update(fromContentsOf: bytes[..<end])
        unsafe bytes.deallocate()
        unsafe bytes = longer
    }
}
