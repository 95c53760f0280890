/// What a name lookup brought.
enum LookupAnswer: Hashable, Sendable {
    case addresses([ResolvedAddress])
    /// There is no such host, or it has no address.
    case unknownHost(message: String)
    /// It may go better later.
    case failed(message: String)
    /// This machine has no address but its loopback.
    case noNetwork(message: String)
}

/// An address that a host's name leads to.
struct ResolvedAddress: Hashable, Sendable {
    let address: IPAddress
    /// Whether one of this machine's own interfaces bears it.
    let isOwn: Bool
}
