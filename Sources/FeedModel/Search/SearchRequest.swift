/// What is searched for. Items of feeds that are no longer subscribed to are found too.
package struct SearchRequest: Hashable, Sendable {
    package let query: ItemQuery
    package let order: Order
    /// At most so many.
    package let limit: Int

    package enum Order: Hashable, Sendable {
        /// The best fit first, among those that arrived last (`FeedStore.search`).
        case relevance
        /// By date, the newest first.
        case newest
    }

    package init(_ query: ItemQuery, order: Order, limit: Int) {
        self.query = query
        self.order = order
        self.limit = limit
    }
}

/// An item that was found.
package struct SearchHit: Hashable, Sendable {
    package let summary: ItemSummary
    package let title: FoundText
    /// What its text says of what is searched for, on one line; empty where it has no text.
    package let snippet: FoundText

    package init(summary: ItemSummary, title: FoundText, snippet: FoundText) {
        self.summary = summary
        self.title = title
        self.snippet = snippet
    }
}
