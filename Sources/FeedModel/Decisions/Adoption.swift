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
        var wanted: [FeedAddress: Subscription] = [:]
        var order: [Subscription] = []
        for declaration in declared where wanted[declaration.subscription.address] == nil {
            wanted[declaration.subscription.address] = declaration.subscription
            order.append(declaration.subscription)
        }
        var present: [FeedAddress: Subscription] = [:]
        for subscription in stored { present[subscription.address] = subscription }

        adopted = order.filter { present[$0.address] == nil }
        changed = order.filter { new in present[new.address].map { $0 != new } ?? false }
        letGo = stored.filter { subscription in
            subscription.origin != .reader && wanted[subscription.address] == nil
        }
    }
}
