package import FoundationEssentials

/// How an item came to be as it is: everything that `tidings why` tells of it.
package struct ItemAccount: Hashable, Sendable {
    package let item: ItemSummary
    /// Whether its feed is subscribed to.
    package let isSubscribed: Bool
    /// When a document of its feed first lacked it; nil while the feed carries it, as far as is known.
    package let leftAt: Date?
    /// The key under which it was stored.
    package let key: ItemKey
    /// The keys that it bears besides, oldest first.
    package let learnedKeys: [LearnedKey]
    /// Newest first, as far as former versions are kept.
    package let revisions: [ItemRevision]
    /// Whether its subscription wishes that a revision turns it unread.
    package let revisedTurnsUnread: Bool
    /// It and its twins, in the order in which lists prefer them; empty where it has none.
    package let twins: [Twin]
    /// The moves of its feed since it was first seen, oldest first.
    package let moves: [FeedAccount.Move]

    /// A key by which an item came to be known.
    package struct LearnedKey: Hashable, Sendable {
        package let key: ItemKey
        package let at: Date
        package let evidence: HealingEvidence

        package init(key: ItemKey, at: Date, evidence: HealingEvidence) {
            self.key = key
            self.at = at
            self.evidence = evidence
        }
    }

    /// One of the items that are the same article.
    package struct Twin: Hashable, Sendable {
        package let id: ItemID
        package let feed: ItemSummary.FeedReference
        package let received: Date
        /// Whether its link belongs to its feed's own site.
        package let isOfOwnSite: Bool
        package let isSubscribed: Bool

        package init(
            id: ItemID, feed: ItemSummary.FeedReference, received: Date, isOfOwnSite: Bool, isSubscribed: Bool
        ) {
            self.id = id
            self.feed = feed
            self.received = received
            self.isOfOwnSite = isOfOwnSite
            self.isSubscribed = isSubscribed
        }
    }

    package init(
        item: ItemSummary, isSubscribed: Bool, leftAt: Date?, key: ItemKey, learnedKeys: [LearnedKey],
        revisions: [ItemRevision], revisedTurnsUnread: Bool, twins: [Twin], moves: [FeedAccount.Move]
    ) {
        self.item = item
        self.isSubscribed = isSubscribed
        self.leftAt = leftAt
        self.key = key
        self.learnedKeys = learnedKeys
        self.revisions = revisions
        self.revisedTurnsUnread = revisedTurnsUnread
        self.twins = twins
        self.moves = moves
    }
}

/// The reasons that follow from an account.
extension ItemAccount {
    /// Which date lists sort an item by, and why (`PRODUCT.md` §4).
    package enum DateRule: String, Hashable, Sendable {
        /// The feed's own date.
        case published
        /// When it was first seen: the feed gives no date.
        case absent
        /// When it was first seen: the feed's date lay in the future then.
        case future
    }

    package var dateRule: DateRule {
        guard let published = item.published else { return .absent }
        return published <= item.received ? .published : .future
    }

    /// How an item came to be read or unread, as far as its dates tell.
    package enum Reading: String, Hashable, Sendable {
        case unread
        /// Unread, and its feed has revised it, upon which it turns unread.
        case unreadByRevision = "unread-by-revision"
        case read
        /// Marked as it was stored: only what came after the first poll was wanted.
        case readOnArrival = "read-on-arrival"
        /// Read longer than it has been there: under another key, or as another feed's.
        case readBefore = "read-before"
    }

    package var reading: Reading {
        guard let readAt = item.state.readAt else {
            return revisedTurnsUnread && !revisions.isEmpty ? .unreadByRevision : .unread
        }
        if readAt == item.received { return .readOnArrival }
        return readAt < item.received ? .readBefore : .read
    }

    /// Whether its feed revised it after it was read, and it stayed read.
    package var stayedRead: Bool {
        guard let readAt = item.state.readAt, let last = revisions.first else { return false }
        return readAt < last.at
    }

    /// The twin that lists show for all; nil where it has none that is subscribed to.
    package var shown: Twin? {
        twins.first(where: \.isSubscribed)
    }
}

/// What is left of an item that was purged while its feed still carried it.
package struct PurgedItem: Hashable, Sendable {
    package let id: ItemID
    package let feed: ItemSummary.FeedReference
    package let keys: [ItemKey]
    package let published: Date?

    package init(id: ItemID, feed: ItemSummary.FeedReference, keys: [ItemKey], published: Date?) {
        self.id = id
        self.feed = feed
        self.keys = keys
        self.published = published
    }
}
