/// What a document changes in what we know of its feed.
package struct FeedChanges: Hashable, Sendable {
    package let facts: FeedFacts
    /// Never seen before, in the document's order.
    package let new: [ParsedItem]
    /// Known, and now saying something else.
    package let revised: [RevisedItem]
    /// Known, and saying what they said.
    package let unchanged: [ItemID]

    /// Of `unchanged` those that are other in something that makes no revision: markup, tags, attachments, time, the link
    /// of one that was healed. It is stored.
    package var rewritten: [RevisedItem]
    package var keys: KeyChanges
    /// Whether the document shows all that the feed carries, so that what it lacks has left.
    package let isWhole: Bool

    package init(
        facts: FeedFacts, new: [ParsedItem], revised: [RevisedItem], unchanged: [ItemID],
        rewritten: [RevisedItem] = [], keys: KeyChanges = KeyChanges(), isWhole: Bool = false
    ) {
        self.facts = facts
        self.new = new
        self.revised = revised
        self.unchanged = unchanged
        self.rewritten = rewritten
        self.keys = keys
        self.isWhole = isWhole
    }

    /// The items known before that the document carries.
    package var carried: Set<ItemID> {
        Set(unchanged).union(revised.map(\.id))
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

/// What a document changes in the keys by which a feed's items are known.
package struct KeyChanges: Hashable, Sendable {
    /// Keys that denote something else from now on; they are let go before any key is learned.
    package var released: [Key]
    package var learned: [LearnedKey]
    /// Purged items that the feed carries no more: they may come back.
    package var left: [ItemID]

    package init(released: [Key] = [], learned: [LearnedKey] = [], left: [ItemID] = []) {
        self.released = released
        self.learned = learned
        self.left = left
    }

    package struct Key: Hashable, Sendable {
        /// An item that is stored, or of which only the keys are left.
        package let item: ItemID
        package let key: ItemKey

        package init(item: ItemID, key: ItemKey) {
            self.item = item
            self.key = key
        }
    }

    /// A key under which a known item was found, and how it was recognised.
    package struct LearnedKey: Hashable, Sendable {
        package let key: Key
        package let evidence: HealingEvidence

        package init(key: Key, evidence: HealingEvidence) {
            self.key = key
            self.evidence = evidence
        }
    }
}

/// By what an item was recognised under a new key.
package enum HealingEvidence: String, Hashable, Sendable, CaseIterable {
    /// The time of publication, and the title, the link or, of two untitled ones, the content.
    case time
    /// Link, title and content.
    case content
    /// Link and title, as most of the document at once.
    case reissue
    /// Title, content and path, as most of the document at once: the site has another host.
    case host
    /// The title, where neither has a guid or a link.
    case title
    /// Its key is borne by several items now, which link and title tell apart.
    case repetition
    /// Another feed that became one with its own had it too.
    case merger
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
