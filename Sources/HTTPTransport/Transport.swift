/// The road to the network: one request in, one exchange out.
///
/// It knows no feeds, keeps no cookies and no cache, follows no redirect and tries nothing twice. This is the one
/// place where tests put something else in the network's stead.
package protocol Transport: Sendable {
    /// Sends one request and returns what the server answered, whatever its status.
    ///
    /// An answer counts when its status, its headers and its body are whole. Of an answer other than 2xx the body
    /// matters little: such an answer is returned even if its body was cut short, could not be decoded or was longer
    /// than 64 KiB, with as much of it as there was.
    ///
    /// - Parameter answering: is called, at most once and from any thread, when the first line of an answer arrives.
    /// - Throws: `TransportError.cancelled` when the calling task was cancelled, at whatever moment.
    func send(
        _ request: HTTPRequest, answering: @escaping @Sendable () -> Void
    ) async throws(TransportError) -> HTTPExchange
}

extension Transport {
    /// The same, for callers who need not know when an answer begins.
    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPExchange {
        try await send(request) {}
    }
}
