/// What the reader changes in a subscription of theirs; what is not named stays.
package struct SubscriptionEdit: Hashable, Sendable {
    /// The reader's title; empty for the feed's own.
    package var title: String?
    package var addedTags: [String] = []
    /// Compared without letter case.
    package var removedTags: [String] = []
    package var interval: Interval?
    package var revisedTurnsUnread: Bool?

    package enum Interval: Hashable, Sendable {
        /// The adaptive schedule.
        case auto
        case fixed(Duration)
    }

    package init() {}

    /// The edit that makes `new` of `old`, which have one address.
    package init(from old: Subscription, to new: Subscription) {
        if old.title != new.title { title = new.title ?? "" }
        addedTags = new.tags.filter { !old.tags.contains($0) }
        removedTags = old.tags.filter { !new.tags.contains($0) }
        if old.interval != new.interval { interval = new.interval.map(Interval.fixed) ?? .auto }
        if old.revisedTurnsUnread != new.revisedTurnsUnread { revisedTurnsUnread = new.revisedTurnsUnread }
    }

    /// Whether it changes nothing.
    package var isEmpty: Bool { self == SubscriptionEdit() }

    /// The subscription with what is to be other.
    package func applied(to old: Subscription) -> Subscription {
        let removed = Set(removedTags.map { $0.lowercased() })
        var tags = old.tags.filter { !removed.contains($0.lowercased()) }
        for tag in addedTags where !tags.contains(tag) { tags.append(tag) }
        return Subscription(
            address: old.address, origin: old.origin,
            title: title.map { $0.isEmpty ? nil : $0 } ?? old.title, tags: tags,
            interval: interval.map { if case .fixed(let pause) = $0 { pause } else { nil } } ?? old.interval,
            onlyNew: old.onlyNew, revisedTurnsUnread: revisedTurnsUnread ?? old.revisedTurnsUnread,
            fetching: old.fetching, retention: old.retention)
    }
}
