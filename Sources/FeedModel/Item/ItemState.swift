package import FoundationEssentials

/// What the reader did to an item.
package struct ItemState: Hashable, Sendable {
    /// When it was marked read; nil while unread.
    package var readAt: Date?
    /// When it was starred; nil while it bears no star.
    package var starredAt: Date?

    package init(readAt: Date? = nil, starredAt: Date? = nil) {
        self.readAt = readAt
        self.starredAt = starredAt
    }

    package var isRead: Bool { readAt != nil }
    package var isStarred: Bool { starredAt != nil }
}

/// A change that a reader makes to the state of items.
package enum Mark: String, Hashable, Sendable, CaseIterable {
    case read
    case unread
    case starred
    case unstarred
}
