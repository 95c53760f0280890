/// What a server answered to one request.
package struct HTTPExchange: Hashable, Sendable {
    /// The URL that was asked.
    package let url: String

    /// The status code, 200 to 999: interim answers are passed over.
    package let status: Int

    /// The headers of this answer, without those of interim answers or trailers.
    package let headers: HTTPHeaders

    /// The body, decoded.
    package let body: [UInt8]

    /// The version of HTTP that was spoken.
    package let version: HTTPVersion

    /// The address that answered, as numbers, or "" where it is not known.
    package let remoteAddress: String

    /// When things happened, counted from the moment the request was asked for.
    package let timings: TransferTimings

    /// Bytes of the body as it travelled.
    package let wireBodySize: Int

    /// Bytes of the header lines.
    package let headerSize: Int

    /// Whether a private network answered, which the operator must have opened.
    package var isFromPrivateNetwork: Bool {
        IPAddress(remoteAddress).map(AddressRule.isPrivate) ?? false
    }

    package init(
        url: String,
        status: Int,
        headers: HTTPHeaders = HTTPHeaders(),
        body: [UInt8] = [],
        version: HTTPVersion = .http1,
        remoteAddress: String = "",
        timings: TransferTimings = TransferTimings(),
        wireBodySize: Int? = nil,
        headerSize: Int = 0
    ) {
        self.url = url
        self.status = status
        self.headers = headers
        self.body = body
        self.version = version
        self.remoteAddress = remoteAddress
        self.timings = timings
        self.wireBodySize = wireBodySize ?? body.count
        self.headerSize = headerSize
    }
}

/// A version of HTTP.
package enum HTTPVersion: Hashable, Sendable {
    case http1, http2, other
}

/// When the stages of a transfer were reached, counted from the moment it was asked for.
package struct TransferTimings: Hashable, Sendable {
    /// The host's addresses were known.
    package var resolved: Duration = .zero
    /// TCP and, where there is any, TLS stood.
    package var connected: Duration = .zero
    /// The first byte of the answer was there.
    package var firstByte: Duration = .zero
    /// All was there.
    package var total: Duration = .zero

    package init() {}
}
