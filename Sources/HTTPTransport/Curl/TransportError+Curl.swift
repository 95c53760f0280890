import CCurl
import Glibc

extension TransportError {
    /// Translates how libcurl ended a transfer.
    ///
    /// - Parameters:
    ///   - message: libcurl's own words.
    ///   - number: the `errno` of a failed connection, or 0.
    init(_ code: CURLcode, message: String, number: Int) {
        switch code {
        case CURLE_COULDNT_CONNECT:
            let isDown = [ENETUNREACH, ENETDOWN, EADDRNOTAVAIL].contains(Int32(number))
            self = isDown ? .networkDown(message: message) : .connectFailed(message: message)
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY:
            self = .connectFailed(message: message)
        // Only the time to connect is left to libcurl.
        case CURLE_OPERATION_TIMEDOUT:
            self = .timedOut(.connecting)
        case CURLE_BAD_CONTENT_ENCODING:
            self = .unknownEncoding(message)
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR:
            self = .cutShort(message: message)
        case CURLE_HTTP2, CURLE_HTTP2_STREAM:
            self = .http2(message: message)
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
            self = .notHTTP(message: message)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ENGINE_NOTFOUND,
            CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED,
            CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_SHUTDOWN_FAILED,
            CURLE_SSL_CRL_BADFILE,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_CLIENTCERT:
            self = .tls(message: message)
        default:
            self = .failed(code: Int32(code.rawValue), message: message)
        }
    }
}
