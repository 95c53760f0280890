/// Why a request brought no answer.
///
/// Messages are libcurl's or the resolver's own words.
package enum TransportError: Error, Hashable, Sendable {
    /// The calling task was cancelled, or the transport ended. No failure of the world.
    case cancelled
    /// The URL cannot be read; the text says what is wrong with it.
    case badAddress(String)
    /// The URL's scheme is neither `http` nor `https`.
    case schemeRefused(String)
    /// No web server is asked on this port (`AddressRule`).
    case portRefused(Int)
    /// A header of the request, named here, holds what may not stand in a header.
    case badHeader(String)
    /// The host is, or has among its addresses, one that may not be contacted (`AddressRule`).
    case privateNetwork(host: String, address: String)
    /// There is no such host (NXDOMAIN), or it has no address.
    case unknownHost(String, message: String)
    /// The host's addresses could not be learned for now.
    case lookupFailed(String, message: String)
    /// No connection: refused, reset, or no way to the host.
    case connectFailed(message: String)
    /// This machine has no network.
    case networkDown(message: String)
    /// TLS failed: the certificate, or the handshake.
    case tls(message: String)
    /// A limit of time was reached.
    case timedOut(TimeLimit)
    /// The body is larger than a limit.
    case bodyTooLarge(SizeLimit)
    /// More header lines, or more bytes of them, than the limits admit.
    case headersTooLarge
    /// The connection ended before the answer did.
    case cutShort(message: String)
    /// The body's encoding is unknown, broken, or wrapped more than twice.
    case unknownEncoding(String)
    /// What answered does not speak HTTP.
    case notHTTP(message: String)
    /// HTTP/2 failed; HTTP/1.1 may work.
    case http2(message: String)
    /// Anything else, with libcurl's code (or `errno` where no transport could be started).
    case failed(code: Int32, message: String)

    /// The limits of time in `TransferLimits`.
    package enum TimeLimit: Hashable, Sendable {
        case connecting, firstByte, total, lowSpeed
    }

    /// The limits of a body's size in `TransferLimits`, in bytes or as a ratio.
    package enum SizeLimit: Hashable, Sendable {
        case decoded(Int)
        case wire(Int)
        case expansion(Int)
    }
}
