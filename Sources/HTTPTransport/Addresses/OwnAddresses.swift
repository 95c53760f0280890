import Synchronization

/// The addresses that this machine's interfaces bear, as they were a few seconds ago at most.
///
/// To ask for them is a conversation with the kernel, longer than all else that a host written as a number needs. What a
/// lookup found is gone by for minutes, so a few seconds more are no other promise.
final class OwnAddresses: Sendable {
    private let remembered = Mutex<Remembered?>(nil)
    private let ask: @Sendable () -> Set<IPAddress>

    private struct Remembered {
        let addresses: Set<IPAddress>
        let end: MonotonicTime
    }

    private static let age: Duration = .seconds(5)

    init(ask: @escaping @Sendable () -> Set<IPAddress> = interfaceAddresses) {
        self.ask = ask
    }

    func known(at now: MonotonicTime = .current()) -> Set<IPAddress> {
        remembered.withLock { remembered in
            if let remembered, now < remembered.end { return remembered.addresses }
            let addresses = ask()
            remembered = Remembered(addresses: addresses, end: now + Self.age)
            return addresses
        }
    }

    /// What a lookup of a host finds that is an address already, as it is usually written; nil for any other.
    func answer(forLiteral host: String, at now: MonotonicTime) -> LookupAnswer? {
        guard let address = IPAddress(host) else { return nil }
        return .addresses([ResolvedAddress(address: address, isOwn: known(at: now).contains(address))])
    }
}
