/// A block of addresses: those that share their first bits.
struct AddressBlock: Hashable, Sendable {
    private let first: UInt128
    private let mask: UInt128

    /// Reads `10.0.0.0/8`, `fc00::/7`, or one address.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first.flatMap({ IPAddress($0) }) else { return nil }
        let width = address.isV4 && !parts[0].contains(":") ? 32 : 128
        var length = width
        if parts.count == 2 {
            guard let given = Int(parts[1]), (0...width).contains(given), !parts[1].hasPrefix("+") else {
                return nil
            }
            length = given
        }
        mask = ~0 << (width - length)
        first = address.bits & mask
    }

    func contains(_ address: IPAddress) -> Bool {
        address.bits & mask == first
    }
}
