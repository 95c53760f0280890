package import FoundationEssentials

/// One item of a parsed feed.
package struct ParsedItem: Hashable, Sendable {
    /// What makes it itself within its feed. Two items of a document have the same key only where the document prints
    /// one item twice: same key, link and title. Then the first counts.
    package var key: ItemKey
    /// The identifier as `tidings parse` prints it.
    package var id: String
    package var content: ItemContent
    package var published: Date?
    package var updated: Date?
    /// RSS items that have a guid: whether it is a link too.
    package var idIsPermalink: Bool?
    package var bannerImage: Link?
    package var commentsFeed: Link?
    package var commentCount: Int?
    package var rights: String?
    package var contributors: [Person]
    package var categories: [Category]
    package var source: Source?
    package var links: [RelatedLink]

    package init(key: ItemKey, id: String, content: ItemContent) {
        self.key = key
        self.id = id
        self.content = content
        contributors = []
        categories = []
        links = []
    }

    /// The feed from which an item was taken over.
    package struct Source: Hashable, Sendable {
        package var id: String?
        package var title: String?
        package var url: Link?
        package var feedURL: Link?
        package var updated: Date?
        package var authors: [Person]
        package var rights: String?

        package init() {
            authors = []
        }
    }
}
