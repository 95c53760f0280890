/// What a document changes in what we know of its feed.
package struct FeedChanges: Hashable, Sendable {
    package let facts: FeedFacts
    /// Never seen before, in the document's order.
    package let new: [ParsedItem]
    /// Known, and now saying something else.
    package let revised: [RevisedItem]
    /// Known, and saying what they said.
    package let unchanged: [ItemID]

    package init(facts: FeedFacts, new: [ParsedItem], revised: [RevisedItem], unchanged: [ItemID]) {
        self.facts = facts
        self.new = new
        self.revised = revised
        self.unchanged = unchanged
    }

    package struct RevisedItem: Hashable, Sendable {
        package let id: ItemID
        package let item: ParsedItem

        package init(id: ItemID, item: ParsedItem) {
            self.id = id
            self.item = item
        }
    }
}

/// What a document says of the feed as a whole and is worth keeping.
package struct FeedFacts: Hashable, Sendable {
    /// Empty where the feed has none.
    package let title: String
    package let homePage: Link?
    package let description: String?
    package let language: String?
    package let format: FeedFormat

    package init(title: String, homePage: Link?, description: String?, language: String?, format: FeedFormat)
    {
        self.title = title
        self.homePage = homePage
        self.description = description
        self.language = language
        self.format = format
    }

    package init(of feed: ParsedFeed) {
        self.init(
            title: feed.title, homePage: feed.homePage, description: feed.description,
            language: feed.language,
            format: feed.format)
    }
}
