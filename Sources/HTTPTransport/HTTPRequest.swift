/// One GET request, hop for hop: the transport sends what stands here and adds `Host` and `Accept-Encoding` alone.
package struct HTTPRequest: Hashable, Sendable {
    /// Where to ask, as an absolute `http` or `https` URL.
    ///
    /// Path and query reach the server byte for byte: nothing is sorted, folded or escaped anew. Only what may not
    /// stand in a request line (spaces, bytes beyond ASCII) is percent-encoded, and the fragment stays here. A user
    /// name and password in the URL are sent as Basic credentials unless `credentials` says otherwise.
    package var url: String

    /// What is sent beside `Host` and `Accept-Encoding`, in this order.
    package var headers: HTTPHeaders

    /// When to give up.
    package var limits: TransferLimits

    /// A proxy to ask through (`http://`, `https://` or `socks5h://` with a host and a port), or none. The
    /// environment's proxies are never used.
    package var proxy: String?

    /// User name and password for Basic authentication (RFC 7617).
    package var credentials: BasicCredentials?

    /// Whose certificates are accepted.
    package var trust: CertificateTrust

    /// Which versions of HTTP are offered.
    package var version: VersionOffer

    package init(
        url: String,
        headers: HTTPHeaders = HTTPHeaders(),
        limits: TransferLimits = TransferLimits(),
        proxy: String? = nil,
        credentials: BasicCredentials? = nil,
        trust: CertificateTrust = .system,
        version: VersionOffer = .negotiated
    ) {
        self.url = url
        self.headers = headers
        self.limits = limits
        self.proxy = proxy
        self.credentials = credentials
        self.trust = trust
        self.version = version
    }
}

/// A user name and a password.
package struct BasicCredentials: Hashable, Sendable {
    package let user: String
    package let password: String

    package init(user: String, password: String) {
        self.user = user
        self.password = password
    }
}

/// Whose certificates a request accepts.
package enum CertificateTrust: Hashable, Sendable {
    /// Those that the system's authorities vouch for, for this very host.
    case system
    /// Any: an exception that the operator made for one feed.
    case anything
}

/// Which versions of HTTP a request offers.
package enum VersionOffer: Hashable, Sendable {
    /// HTTP/2 and HTTP/1.1 over TLS (ALPN), HTTP/1.1 else.
    case negotiated
    /// HTTP/1.1 alone, for hosts whose HTTP/2 has failed.
    case http1
}
