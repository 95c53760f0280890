package import FoundationEssentials

/// What is stored of an item, as far as deciding about a new document needs it.
package struct KnownItem: Hashable, Sendable {
    package let id: ItemID
    package let key: ItemKey
    /// Of its content as last stored: `ParsedItem.contentDigest`.
    package let digest: ContentDigest
    package let published: Date?
    package let updated: Date?

    package init(id: ItemID, key: ItemKey, digest: ContentDigest, published: Date?, updated: Date?) {
        self.id = id
        self.key = key
        self.digest = digest
        self.published = published
        self.updated = updated
    }
}
