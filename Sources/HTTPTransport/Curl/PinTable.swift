/// Which names are pinned to addresses inside libcurl, and by how many transfers.
///
/// A pin outlives its transfer in the multi handle's cache until a later transfer takes it out.
struct PinTable {
    private var users: [String: Int] = [:]

    /// Pins that no transfer uses any more. The next to use any pin takes them out.
    private(set) var loose: [String] = []

    /// Notes that a transfer has been given all `loose` pins to take out, and uses this one.
    mutating func use(_ pin: String?) {
        loose.removeAll(keepingCapacity: true)
        if let pin { users[pin, default: 0] += 1 }
    }

    /// Notes that a transfer is over.
    mutating func release(_ pin: String?) {
        guard let pin, let place = users.index(forKey: pin) else { return }
        if users[place].value > 1 {
            users.values[place] -= 1
        } else {
            users.remove(at: place)
            loose.append(pin)
        }
    }
}
