/// How much of one document and of one item is taken (`polling.md` §3); the surplus is dropped.
package struct ItemLimits: Hashable, Sendable {
    /// Items in one document.
    package var items = 50_000
    /// Items that are read: one more than are kept, so that the surplus is noticed.
    static let itemsRead = 50_001
    /// Members of a feed or an item, other than items, that are looked at: more than any limit keeps.
    static let membersRead = 20_000
    /// Categories, enclosures, links and people of a document and its items together: an entry that took 20 bytes may be
    /// kept in 100.
    static let entries = 1_000_000
    /// Bytes of an id, a date, an address or a number: what is longer is none.
    static let token = 64 << 10
    package var categories: Int
    package var attachments: Int
    package var links: Int
    /// Bytes of a title.
    package var title: Int
    /// Bytes of an id, and of an address.
    package var address: Int

    /// What is stored of a feed that is polled.
    package static let polled = ItemLimits(
        categories: 100, attachments: 50, links: 50, title: 4096, address: 8192)

    /// Everything but lists without end: for a look at what a document says.
    package static let whole = ItemLimits(
        categories: 1_000, attachments: 10_000, links: 10_000, title: .max, address: .max)
}
