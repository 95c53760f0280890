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
        // By their places: there may be many, and mostly all are as they were.
        var present: [FeedAddress: Int] = [:]
        present.reserveCapacity(stored.count)
        for (place, subscription) in stored.enumerated() { present[subscription.address] = place }

        var wanted: Set<FeedAddress> = []
        wanted.reserveCapacity(declared.count)
        var (adopted, changed): ([Subscription], [Subscription]) = ([], [])
        for new in declared.lazy.map(\.subscription) where wanted.insert(new.address).inserted {
            if let place = present[new.address] {
                if stored[place] != new { changed.append(new) }
            } else {
                adopted.append(new)
            }
        }
        self.adopted = adopted
        self.changed = changed
        letGo = stored.filter { $0.origin != .reader && !wanted.contains($0.address) }
    }
}
