/// Decides what the declared subscriptions mean for the stored ones (guide §9).
package struct Adoption: Hashable, Sendable {
    /// Declared now, and not subscribed to before.
    package let adopted: [Subscription]
    /// Subscribed to before, and declared otherwise now: by another origin, or with other words.
    package let changed: [Subscription]
    /// Declared before, and no longer.
    package let letGo: [Subscription]

    /// - Parameters:
    ///   - declared: all that the files declare now; the first of several with one address counts.
    ///   - stored: all subscriptions in force; their addresses are distinct.
    package init(declared: [DeclaredSubscription], stored: [Subscription]) {
        // There may be many, and mostly all are as they were: then no address is looked up.
        var places = StoredPlaces(of: stored)
        var isWanted = [Bool](repeating: false, count: stored.count)
        var found: Set<FeedAddress> = []
        var (adopted, changed): ([Subscription], [Subscription]) = ([], [])
        for index in declared.indices {
            if let place = places.place(of: declared[index].subscription.address) {
                if isWanted[place] { continue }
                isWanted[place] = true
                if stored[place] != declared[index].subscription {
                    changed.append(declared[index].subscription)
                }
            } else if found.insert(declared[index].subscription.address).inserted {
                adopted.append(declared[index].subscription)
            }
        }
        self.adopted = adopted
        self.changed = changed
        letGo = stored.indices.filter { !isWanted[$0] && stored[$0].origin != .reader }.map { stored[$0] }
    }
}

/// Where subscriptions stand among the stored ones, which were mostly declared in the order in which they still are.
private struct StoredPlaces {
    private let stored: [Subscription]
    /// Where the next address that is asked for should be.
    private var next = 0
    /// All places, once one was not where it should be.
    private var byAddress: [FeedAddress: Int]?

    init(of stored: [Subscription]) { self.stored = stored }

    mutating func place(of address: FeedAddress) -> Int? {
        if next < stored.count, stored[next].address == address {
            next += 1
            return next - 1
        }
        let all = byAddress ?? places()
        byAddress = all
        guard let place = all[address] else { return nil }
        next = place + 1
        return place
    }

    private func places() -> [FeedAddress: Int] {
        var places: [FeedAddress: Int] = [:]
        places.reserveCapacity(stored.count)
        for index in stored.indices { places[stored[index].address] = index }
        return places
    }
}
