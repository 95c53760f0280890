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
    /// - Parameter answering: is called, at most once and from any thread, when the first line of an answer arrives, and says
    ///   whether the connection is to be kept for a request that follows. Each that is kept is looked through by libcurl
    ///   when another transfer ends, so that a thousand hosts of one feed each cost a thousand times a few hundred looks.
    /// - Throws: `TransportError.cancelled` when the calling task was cancelled, at whatever moment.
    func send(
        _ request: HTTPRequest, answering: @escaping @Sendable () -> Bool
    ) async throws(TransportError) -> HTTPExchange
}

extension Transport {
    /// The same, for callers who need not know when an answer begins.
    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPExchange {
        try await send(request) { true }
    }
}
