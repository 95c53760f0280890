import CCurl
import Glibc

/// A URL taken apart as a request needs it: whom to ask, and for what.
struct HTTPTarget: Hashable, Sendable {
    let scheme: String
    /// In lower case and ASCII (international names as `xn--…`), without brackets, trailing dot or escapes.
    let host: String
    let port: Int
    /// Host and port as a URL has them.
    let authority: String
    /// Path and query as they were written.
    let requestTarget: String
    let credentials: BasicCredentials?

    /// - Throws: `.badAddress`, `.schemeRefused`.
    init(reading url: String) throws(TransportError) {
        self = if let plain = Self(plain: url) { plain } else { try Self(takingApart: url) }
    }

    /// Reads any URL.
    init(takingApart url: String) throws(TransportError) {
        let bytes = Array(url.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0 else {
            throw .badAddress("it names no scheme")
        }
        let scheme = String(decoding: bytes[..<colon].map(\.asciiLowercased), as: UTF8.self)
        guard scheme == "http" || scheme == "https" else { throw .schemeRefused(scheme) }
        guard bytes[colon...].starts(with: "://".utf8) else {
            throw .badAddress("\"//\" is missing after the scheme")
        }
        guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw .badAddress("it holds control characters")
        }
        let rest = bytes[(colon + 3)...]
        let authority = rest.prefix { !"/?#\\".utf8.contains($0) }
        // To some readers a backslash begins the path, to others it is part of the host: nobody shall choose.
        guard rest.dropFirst(authority.count).first != UInt8(ascii: "\\") else {
            throw .badAddress("a backslash follows the host")
        }
        let parts = try Authority(scheme: scheme, authority: authority)
        self.scheme = scheme
        host = parts.host
        let port = parts.port ?? (scheme == "https" ? 443 : 80)
        self.port = port
        self.authority = "\(Self.bracketed(parts.host)):\(port)"
        credentials = parts.credentials
        requestTarget = Self.requestTarget(rest.dropFirst(authority.count))
    }

    /// Reads a URL as nearly all are, in which libcurl's reader would find what stands there: a host in lower case that is a
    /// name or an address in its usual notation, and a path with nothing to escape. Nil for any other.
    init?(plain url: String) {
        let bytes = url.utf8.span
        let isSecure = Self.begins(bytes, with: "https://")
        guard isSecure || Self.begins(bytes, with: "http://") else { return nil }
        let start = isSecure ? 8 : 7
        var end = start
        while end < bytes.count, Self.isPlain(bytes[end]) { end += 1 }
        guard (1...253).contains(end - start), bytes[end - 1] != UInt8(ascii: ".") else { return nil }
        let hostStart = url.utf8.index(url.startIndex, offsetBy: start)
        let host = String(url[hostStart..<url.utf8.index(hostStart, offsetBy: end - start)])
        // What begins as a number may be an address in a notation of its own (`127.1`).
        switch bytes[start] {
        case 0x30...0x39: guard IPAddress(host) != nil else { return nil }
        case 0x61...0x7A: break
        default: return nil
        }
        var port: Int?
        if end < bytes.count, bytes[end] == UInt8(ascii: ":") {
            (port, end) = Self.port(bytes, from: end + 1)
            if port == nil { return nil }
        }
        guard end == bytes.count || bytes[end] == UInt8(ascii: "/") else { return nil }
        var pathEnd = end
        while pathEnd < bytes.count, bytes[pathEnd] != UInt8(ascii: "#") {
            guard (0x21...0x7E).contains(bytes[pathEnd]) else { return nil }
            pathEnd += 1
        }
        for index in pathEnd..<bytes.count where bytes[index] < 0x20 || bytes[index] == 0x7F { return nil }
        let path = url.utf8.index(url.startIndex, offsetBy: end)
        scheme = isSecure ? "https" : "http"
        self.host = host
        self.port = port ?? (isSecure ? 443 : 80)
        authority = port == nil ? host + (isSecure ? ":443" : ":80") : String(url[hostStart..<path])
        requestTarget =
            pathEnd > end ? String(url[path..<url.utf8.index(path, offsetBy: pathEnd - end)]) : "/"
        credentials = nil
    }

    private static func begins(_ bytes: Span<UInt8>, with text: String) -> Bool {
        let beginning = text.utf8.span
        guard bytes.count >= beginning.count else { return false }
        for index in beginning.indices where bytes[index] != beginning[index] { return false }
        return true
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x2D...0x39).contains(byte) && byte != UInt8(ascii: "/")
    }

    /// A port in its shortest form, and where it ends.
    private static func port(_ bytes: Span<UInt8>, from start: Int) -> (Int?, Int) {
        var (number, end) = (0, start)
        while end < bytes.count, end < start + 5, (0x30...0x39).contains(bytes[end]) {
            number = number * 10 + Int(bytes[end] - 0x30)
            end += 1
        }
        let isShortest = end > start && bytes[start] != UInt8(ascii: "0") && number < 65536
        return (isShortest ? number : nil, end)
    }

    /// Writes the URL of the bare host, as libcurl is given it: the path travels apart, so that nothing can tidy it.
    func writeOrigin(to text: inout TextList) {
        text.write(scheme)
        text.write("://")
        text.write(authority)
        text.write("/")
    }

    /// The URL as a proxy is asked for it.
    var absolute: String {
        let usual = scheme == "https" ? 443 : 80
        return "\(scheme)://\(port == usual ? Self.bracketed(host) : authority)\(requestTarget)"
    }

    private static func bracketed(_ host: String) -> String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
    }

    private static func requestTarget(_ written: ArraySlice<UInt8>) -> String {
        let target = written.prefix { $0 != UInt8(ascii: "#") }
        var bytes: [UInt8] = target.first == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]
        bytes.reserveCapacity(target.count + 1)
        for byte in target {
            if byte > 0x20 && byte < 0x7F {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes.append(hexDigits[Int(byte >> 4)])
                bytes.append(hexDigits[Int(byte & 15)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let hexDigits = Array("0123456789ABCDEF".utf8)
}

/// User, host and port of a URL, read and made canonical by libcurl's own reader: what it would connect to is what is
/// judged.
struct Authority: Hashable, Sendable {
    let host: String
    let port: Int?
    let credentials: BasicCredentials?

    init(scheme: String, authority: some Collection<UInt8>) throws(TransportError) {
        try self.init(url: "\(scheme)://\(String(decoding: authority, as: UTF8.self))/")
    }

    /// Of a proxy: a URL of a scheme that only proxies have (socks5h), or a host and port alone, which mean HTTP. Without a
    /// port it is libcurl's own choice.
    static func ofProxy(_ proxy: String) throws(TransportError) -> (host: String, port: Int) {
        let flags = CURLU_NON_SUPPORT_SCHEME | CURLU_GUESS_SCHEME
        let authority = try Authority(url: proxy, flags: UInt32(flags))
        return (authority.host, authority.port ?? (proxy.lowercased().hasPrefix("https://") ? 443 : 1080))
    }

    /// - Parameters:
    ///   - url: any URL of a scheme that libcurl knows.
    ///   - flags: what libcurl's reader is to bear besides.
    init(url: String, flags: UInt32 = 0) throws(TransportError) {
        guard let handle = unsafe curl_url() else { preconditionFailure("libcurl is out of memory") }
        defer { unsafe curl_url_cleanup(handle) }
        let code = unsafe curl_url_set(handle, CURLUPART_URL, url, flags)
        guard code == CURLUE_OK else { throw .badAddress(unsafe String(cString: curl_url_strerror(code))) }
        if let zone = unsafe Self.part(CURLUPART_ZONEID, of: handle) {
            throw .badAddress("an address with a zone (\(zone)) means something on this machine alone")
        }
        guard var host = unsafe Self.asciiHost(of: handle), !host.isEmpty else {
            throw .badAddress("the host's name is not valid")
        }
        if host.hasPrefix("[") { host = String(host.dropFirst().dropLast()) }
        if host.hasSuffix(".") { host = String(host.dropLast()) }
        guard !host.isEmpty else { throw .badAddress("the host's name is not valid") }
        self.host = host.lowercased()
        port = unsafe Self.part(CURLUPART_PORT, of: handle).flatMap { Int($0) }
        let user = unsafe Self.part(CURLUPART_USER, of: handle, flags: UInt32(CURLU_URLDECODE))
        let password = unsafe Self.part(CURLUPART_PASSWORD, of: handle, flags: UInt32(CURLU_URLDECODE))
        credentials =
            user == nil && password == nil
            ? nil : BasicCredentials(user: user ?? "", password: password ?? "")
    }

    /// The host in ASCII. libidn2 reads names in the encoding of the locale, and a program that has chosen none has
    /// one without umlauts: so for the length of this call the thread has UTF-8.
    private static func asciiHost(of handle: OpaquePointer) -> String? {
        let former = unsafe uselocale(CurlLibrary.utf8)
        defer { unsafe _ = uselocale(former) }
        return unsafe part(CURLUPART_HOST, of: handle, flags: UInt32(CURLU_PUNYCODE))
    }

    private static func part(_ part: CURLUPart, of handle: OpaquePointer, flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text = unsafe text else {
            return nil
        }
        defer { unsafe curl_free(text) }
        return unsafe String(cString: text)
    }
}
