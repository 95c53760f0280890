import CCurl
import Glibc

extension EasyHandle {
    /// Sets everything about a request that libcurl decides otherwise by itself, but for what differs from each to the next.
    func apply(_ request: HTTPRequest, to target: HTTPTarget) throws(CurlFault) {
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_HTTP09_ALLOWED, 0)
        try set(CURLOPT_NETRC, 0)
        try set(CURLOPT_UNRESTRICTED_AUTH, 0)
        try set(CURLOPT_BUFFERSIZE, 16 << 10)
        // So that it undoes these. What is sent is a line of the request's own, which it need not write twice.
        try set(CURLOPT_ACCEPT_ENCODING, Self.acceptedEncodings)
        // All that libcurl remembers of hosts are pins, which are taken out, and IPv6 in numbers, which is right for good:
        // else it would look through them after each transfer for what is too old. By some proxies it looks up hosts itself.
        try set(CURLOPT_DNS_CACHE_TIMEOUT, request.proxy == nil ? -1 : 3600)
        try set(CURLOPT_MAXAGE_CONN, Int(TransferLimits.longestIdle.components.seconds))
        try applyTrust(request)
        try applyCredentials(request.credentials ?? target.credentials)
        try applyProxy(request.proxy)
    }

    /// Sets what differs from each request to the next.
    ///
    /// - Parameter text: memory to write in.
    func aim(
        _ request: HTTPRequest, at target: HTTPTarget, connectingWithin time: Duration, text: inout TextList
    ) throws(CurlFault) {
        text.removeAll()
        target.writeOrigin(to: &text)
        text.endText()
        try set(CURLOPT_URL, textOf: text)
        let asksProxy = target.scheme == "http" && request.proxy?.lowercased().hasPrefix("socks") == false
        try set(CURLOPT_REQUEST_TARGET, asksProxy ? target.absolute : target.requestTarget)
        // Until its answer begins nobody can say what the connection will be good for.
        try set(CURLOPT_FORBID_REUSE, 1)
        let milliseconds = time.attoseconds / 1_000_000_000_000_000
        try set(CURLOPT_CONNECTTIMEOUT_MS, Int(max(1, min(milliseconds, 1_000_000_000))))
        let version = request.version == .http1 ? CURL_HTTP_VERSION_1_1 : CURL_HTTP_VERSION_2TLS
        try set(CURLOPT_HTTP_VERSION, version)
    }

    static let acceptedEncodings = "gzip, deflate, br, zstd"

    /// Has libcurl call back with what it finds out, and ask before it opens a socket.
    func report(to context: UnsafeMutableRawPointer) throws(CurlFault) {
        unsafe try set(CURLOPT_PRIVATE, pointer: context)
        unsafe try set(CURLOPT_HEADERDATA, pointer: context)
        unsafe try set(CURLOPT_WRITEDATA, pointer: context)
        unsafe try set(CURLOPT_XFERINFODATA, pointer: context)
        unsafe try set(CURLOPT_OPENSOCKETDATA, pointer: context)
        try set(CURLOPT_NOPROGRESS, 0)
        unsafe try set(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            guard let bytes = unsafe bytes, let transfer = unsafe transfer(context) else { return 0 }
            return unsafe bytes.withMemoryRebound(to: UInt8.self, capacity: size * count) { bytes in
                let line = unsafe UnsafeBufferPointer(start: bytes, count: size * count).span
                return transfer.take(headerLine: line) ? size * count : 0
            }
        }
        unsafe try set(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            guard let bytes = unsafe bytes, let transfer = unsafe transfer(context) else { return 0 }
            return unsafe bytes.withMemoryRebound(to: UInt8.self, capacity: size * count) { bytes in
                let piece = unsafe UnsafeBufferPointer(start: bytes, count: size * count)
                return unsafe transfer.reader.take(body: piece, wire: transfer.wire) ? size * count : 0
            }
        }
        unsafe try setProgress { context, _, received, _, _ in
            // Nothing is within every limit, and a poll mostly brings nothing.
            guard received > 0 else { return 0 }
            guard let transfer = unsafe transfer(context) else { return 1 }
            return transfer.reader.keepsWireLimit(Int(received)) ? 0 : 1
        }
        unsafe try setSocketOpener { context, _, address in
            guard let address = unsafe address, let transfer = unsafe transfer(context),
                transfer.mayOpen(unsafe IPAddress(tidings_socket_address(address)))
            else { return tidings_socket_refused }
            let kind = unsafe address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
            return unsafe socket(address.pointee.family, kind, address.pointee.protocol)
        }
    }

    /// The version of HTTP that was spoken.
    var version: HTTPVersion {
        switch number(CURLINFO_HTTP_VERSION) {
        case CURL_HTTP_VERSION_1_0, CURL_HTTP_VERSION_1_1: .http1
        case CURL_HTTP_VERSION_2_0: .http2
        default: .other
        }
    }

    private func applyTrust(_ request: HTTPRequest) throws(CurlFault) {
        // Only without a folder of certificates does libcurl 7.88 keep the parsed bundle: 1 ms a connection, not 19.
        try clear(CURLOPT_CAPATH)
        try set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        let isVerified = request.trust == .system
        try set(CURLOPT_SSL_VERIFYPEER, isVerified ? 1 : 0)
        try set(CURLOPT_SSL_VERIFYHOST, isVerified ? 2 : 0)
    }

    private func applyCredentials(_ credentials: BasicCredentials?) throws(CurlFault) {
        guard let credentials else { return }
        try set(CURLOPT_HTTPAUTH, Int(tidings_auth_basic))
        try set(CURLOPT_USERNAME, credentials.user)
        try set(CURLOPT_PASSWORD, credentials.password)
    }

    private func applyProxy(_ proxy: String?) throws(CurlFault) {
        try set(CURLOPT_PROXY, proxy ?? "")
        try set(CURLOPT_NOPROXY, proxy == nil ? "*" : "")
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    }
}

/// The transfer that libcurl calls back for.
func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    unsafe context.map { unsafe Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}
