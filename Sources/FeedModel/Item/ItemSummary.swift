package import FoundationEssentials

/// An item as a list shows it: everything but its body.
package struct ItemSummary: Hashable, Sendable {
    package let id: ItemID
    package let feed: FeedReference
    /// Plain text on one line; empty where the item has none.
    package let title: String
    package let link: Link?
    /// The names of its authors.
    package let authors: [String]
    package let tags: [String]
    /// What the feed says; may be absent or wrong.
    package let published: Date?
    package let updated: Date?
    /// When we first saw it.
    package let received: Date
    package let state: ItemState
    /// Whether its feed has changed it since it was first seen.
    package let isRevised: Bool
    /// The other feeds that published the same article.
    package let alsoIn: [FeedReference]

    /// The feed that an item belongs to, with the title under which the reader knows it.
    package struct FeedReference: Hashable, Sendable {
        package let id: FeedID
        package let title: String
        package let address: FeedAddress

        package init(id: FeedID, title: String, address: FeedAddress) {
            self.id = id
            self.title = title
            self.address = address
        }
    }

    package init(
        id: ItemID, feed: FeedReference, title: String, link: Link?, authors: [String], tags: [String],
        published: Date?, updated: Date?, received: Date, state: ItemState, isRevised: Bool,
        alsoIn: [FeedReference]
    ) {
        self.id = id
        self.feed = feed
        self.title = title
        self.link = link
        self.authors = authors
        self.tags = tags
        self.published = published
        self.updated = updated
        self.received = received
        self.state = state
        self.isRevised = isRevised
        self.alsoIn = alsoIn
    }

    /// The date that lists sort by and `older:` and `newer:` mean (`PRODUCT.md` §4).
    package var date: Date {
        Self.date(published: published, received: received)
    }

    /// Published, or received where that is absent or lay in the future when the item was received.
    package static func date(published: Date?, received: Date) -> Date {
        guard let published, published <= received else { return received }
        return published
    }
}
