/// How much of one document and of one item is taken (`polling.md` §3); the surplus is dropped.
package struct ItemLimits: Hashable, Sendable {
    /// Items in one document.
    package var items = 50_000
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

    /// Everything but items without number: for a look at what a document says.
    package static let whole = ItemLimits(
        categories: .max, attachments: .max, links: .max, title: .max, address: .max)
}
