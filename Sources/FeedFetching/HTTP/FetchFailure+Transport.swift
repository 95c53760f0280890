import FeedModel
import HTTPTransport

extension FetchFailure.Kind {
    /// What a transport's error means for a feed.
    init(_ error: TransportError) {
        self =
            switch error {
            case .cancelled: .cancelled
            case .badAddress(let reason): .badAddress(reason: reason)
            case .schemeRefused(let scheme): .badAddress(reason: "\(scheme): is not polled")
            case .portRefused(let port): .badAddress(reason: "port \(port) is not polled")
            case .badHeader(let name): .other(reason: "the header \(name) holds what cannot be sent")
            case .privateNetwork(let host, _): .privateNetwork(host: host)
            case .unknownHost(let host, _): .nameLookup(host: host, isPermanent: true)
            case .lookupFailed(let host, _): .nameLookup(host: host, isPermanent: false)
            case .connectFailed(let message): .unreachable(reason: message)
            case .networkDown: .noNetwork
            case .tls(let message): .tls(reason: message)
            case .timedOut(let limit): .timeout(phase: FetchFailure.TimeoutPhase(limit))
            case .bodyTooLarge(let limit): .tooLarge(limit: ByteCount(limit))
            case .headersTooLarge: .headersTooLarge
            case .cutShort: .cutShort
            case .unknownEncoding(let coding): .undecodable(coding: coding)
            case .notHTTP(let message): .other(reason: message)
            case .http2(let message): .http2(reason: message)
            case .failed(_, let message): .other(reason: message)
            }
    }
}

extension FetchFailure.TimeoutPhase {
    fileprivate init(_ limit: TransportError.TimeLimit) {
        self =
            switch limit {
            case .connecting: .connect
            case .firstByte: .firstByte
            case .lowSpeed: .tooSlow
            case .total: .total
            }
    }
}

extension ByteCount {
    /// The size at which a body was refused; where it grew beyond proportion, the size from which that counts.
    fileprivate init(_ limit: TransportError.SizeLimit) {
        self =
            switch limit {
            case .decoded(let bytes), .wire(let bytes): ByteCount(bytes: bytes)
            case .expansion: .megabytes(1)
            }
    }
}
