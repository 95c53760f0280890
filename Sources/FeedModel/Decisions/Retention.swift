package import FoundationEssentials

/// Decides which items of one feed may be purged, and says why (`PRODUCT.md` §5).
///
/// A starred item never goes. Age alone takes no item that its feed still carries, and a number alone no unread one.
package struct Retention: Hashable, Sendable {
    /// How long read items are kept, counted from when they left their feed or were read, whichever came later.
    package let read: KeptTime
    /// How long unread items are kept, counted from when they left their feed.
    package let unread: KeptTime
    /// The newest that are kept, whatever their state; 0: all.
    package let newest: Int

    package init(_ policy: RetentionPolicy, of feed: FeedRetention) {
        read = feed.read ?? policy.read
        unread = feed.unread ?? policy.unread
        newest = feed.newest ?? policy.perFeed
    }

    /// Whether nothing can ever go.
    package var keepsAll: Bool {
        read == .forever && unread == .forever && newest == 0
    }

    /// What must be known of an item.
    package struct Facts: Hashable, Sendable {
        package let state: ItemState
        /// How it parted from its feed; nil while that still carries it, as far as is known.
        package let parting: Parting?
        /// Whether `newest` other items of its feed are newer.
        package let isBeyondNewest: Bool

        package init(state: ItemState, parting: Parting?, isBeyondNewest: Bool) {
            self.state = state
            self.parting = parting
            self.isBeyondNewest = isBeyondNewest
        }
    }

    /// Why an item may go; nil where it stays.
    package func reason(toPurge item: Facts, at now: Date) -> PurgeReason? {
        guard !item.state.isStarred else { return nil }
        guard let readAt = item.state.readAt else {
            if case .atMost(let time) = unread, let parting = item.parting,
                hasPassed(time, since: parting.date, at: now)
            {
                return .unread(parting, kept: time)
            }
            return nil
        }
        if case .atMost(let time) = read, let parting = item.parting,
            hasPassed(time, since: max(parting.date, readAt), at: now)
        {
            return .read(at: readAt, parting, kept: time)
        }
        return newest > 0 && item.isBeyondNewest ? .beyondNewest(newest, readAt: readAt) : nil
    }

    private func hasPassed(_ time: Duration, since date: Date, at now: Date) -> Bool {
        now.timeIntervalSince(date) >= time.inSeconds
    }
}

/// How an item parted from its feed.
package enum Parting: Hashable, Sendable {
    /// A document of the feed first lacked it then.
    case left(Date)
    /// The feed carried it when the subscription ended.
    case unsubscribed(Date)

    package var date: Date {
        switch self {
        case .left(let date), .unsubscribed(let date): date
        }
    }
}

/// Why an item is purged, with the figures.
package enum PurgeReason: Hashable, Sendable {
    /// Read, parted from its feed, and kept so long since the later of both.
    case read(at: Date, Parting, kept: Duration)
    /// Unread, parted from its feed, and kept so long since.
    case unread(Parting, kept: Duration)
    /// Read, and so many of its feed's items are newer.
    case beyondNewest(Int, readAt: Date)
}
