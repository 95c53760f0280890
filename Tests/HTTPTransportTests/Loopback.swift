import HTTPTransport
import TestSupport

/// Runs a loopback server and a transport that may reach it.
func onLoopback<Value>(
    allowing entries: [String] = ["127.0.0.0/8"],
    _ body: (LoopbackServer, CurlTransport) async throws -> Value
) async throws -> Value {
    try await LoopbackServer.running { server in
        try await CurlTransport.running(width: 8, addresses: AddressRule(allowing: entries)) { transport in
            try await body(server, transport)
        }
    }
}

/// The failure of a request, or `nil` where it had an answer.
func failure(of request: HTTPRequest, through transport: CurlTransport) async -> TransportError? {
    do throws(TransportError) {
        _ = try await transport.send(request)
        return nil
    } catch {
        return error
    }
}

extension TransferLimits {
    /// The usual limits, changed.
    static func with(_ change: (inout TransferLimits) -> Void) -> TransferLimits {
        var limits = TransferLimits()
        change(&limits)
        return limits
    }
}

extension HTTPRequest {
    /// A request of a test that is not about time: it waits as long as a busy machine needs.
    static func patient(_ url: String) -> HTTPRequest {
        var request = HTTPRequest(url: url)
        request.limits = .with {
            $0.connecting = .seconds(600)
            $0.firstByte = .seconds(600)
            $0.total = .seconds(600)
            $0.totalWhileSteady = .seconds(600)
            $0.lowSpeedWindow = .seconds(600)
        }
        return request
    }
}
