import CCurl
import Glibc

/// A URL taken apart as a request needs it: whom to ask, and for what.
struct HTTPTarget: Hashable, Sendable {
    let scheme: String
    /// In lower case and ASCII (international names as `xn--…`), without brackets, trailing dot or escapes.
    let host: String
    let port: Int
    /// Path and query as they were written.
    let requestTarget: String
    let credentials: BasicCredentials?

    /// - Throws: `.badAddress`, `.schemeRefused`.
    init(reading url: String) throws(TransportError) {
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
        port = parts.port ?? (scheme == "https" ? 443 : 80)
        credentials = parts.credentials
        requestTarget = Self.requestTarget(rest.dropFirst(authority.count))
    }

    /// The URL of the bare host, as libcurl is given it: the path travels apart, so that nothing can tidy it.
    var origin: String {
        "\(scheme)://\(bracketedHost):\(port)/"
    }

    /// The URL as a proxy is asked for it.
    var absolute: String {
        let usual = scheme == "https" ? 443 : 80
        return "\(scheme)://\(bracketedHost)\(port == usual ? "" : ":\(port)")\(requestTarget)"
    }

    private var bracketedHost: String {
        host.contains(":") ? "[\(host)]" : host
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
