package import FoundationEssentials

/// Which items are meant: one tree for every command (`PRODUCT.md` §6), whatever way it was written.
///
/// Words are whole words without accents and letter case, `word*` means those that begin so (`SearchPhrase`); where a
/// text has no word, nothing matches. "Date" is published, or received where that is absent or lay in the future
/// (`ItemSummary.date`).
package indirect enum ItemQuery: Hashable, Sendable {
    /// Every item.
    case everything
    /// Title, authors or text contain these words in a row.
    case words(String)
    /// Of the feed with this number, title or address; where none is just so called, of those that contain this.
    case feed(String)
    /// Of a subscription that bears this very tag, or itself filed under it; tags are one where their words are.
    case tag(String)
    /// The title contains these words in a row.
    case title(String)
    /// The authors' names contain these words in a row.
    case author(String)
    case read
    case unread
    case starred
    /// Changed by its feed since it was first seen.
    case revised
    /// Its date lies before this.
    case older(Date)
    /// Its date is this or later.
    case newer(Date)
    /// First seen before this.
    case receivedOlder(Date)
    case not(ItemQuery)
    /// All of them; of none: every item.
    case all([ItemQuery])
    /// At least one of them.
    case any([ItemQuery])

    /// Both this and `other`.
    package func and(_ other: ItemQuery) -> ItemQuery {
        switch (self, other) {
        case (.everything, _): other
        case (_, .everything): self
        default: .all([self, other])
        }
    }
}

/// A question for a list of items.
package struct ItemListing: Hashable, Sendable {
    package let query: ItemQuery
    /// Whether items count whose subscription was removed or let go (`--all`).
    package let includesLetGo: Bool
    package let order: Order
    /// At most so many; nil: all.
    package let limit: Int?

    package enum Order: Hashable, Sendable {
        case newestFirst
        case oldestFirst
        /// By the feed's title, then newest first.
        case feed
        /// By the feed's title, then oldest first.
        case feedOldestFirst
    }

    package init(
        _ query: ItemQuery, includesLetGo: Bool = false, order: Order = .newestFirst, limit: Int? = nil
    ) {
        self.query = query
        self.includesLetGo = includesLetGo
        self.order = order
        self.limit = limit
    }
}
