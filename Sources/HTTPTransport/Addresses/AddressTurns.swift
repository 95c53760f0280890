/// Lets only so many requests go to one address at once, whatever hosts share it: a small server that carries fifty
/// sites is one server.
///
/// Whoever waits is served in the order of coming.
struct AddressTurns<Request: Hashable> {
    /// 0: no limit.
    private let limit: Int
    private var held: [Request: IPAddress] = [:]
    private var queued: [Request: IPAddress] = [:]
    private var addresses: [IPAddress: State] = [:]

    private struct State {
        var inFlight = 0
        var line: [Request] = []
    }

    init(limit: Int) {
        self.limit = max(0, limit)
    }

    /// Takes a turn at an address; false where there is none now, and the request waits in line.
    mutating func take(at address: IPAddress, by request: Request) -> Bool {
        guard limit > 0 else { return true }
        var state = addresses[address] ?? State()
        defer { addresses[address] = state }
        guard state.inFlight < limit else {
            state.line.append(request)
            queued[request] = address
            return false
        }
        state.inFlight += 1
        held[request] = address
        return true
    }

    /// Gives a turn back, or the place in line.
    ///
    /// - Returns: who has the turn now, of those that waited.
    mutating func giveBack(by request: Request) -> Request? {
        guard limit > 0 else { return nil }
        if let address = queued.removeValue(forKey: request) {
            addresses[address]?.line.removeAll { $0 == request }
            return nil
        }
        guard let address = held.removeValue(forKey: request), var state = addresses[address] else {
            return nil
        }
        guard state.line.isEmpty else {
            let next = state.line.removeFirst()
            addresses[address] = state
            queued[next] = nil
            held[next] = address
            return next
        }
        state.inFlight -= 1
        addresses[address] = state.inFlight > 0 ? state : nil
        return nil
    }
}
