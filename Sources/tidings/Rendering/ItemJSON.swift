import FeedModel
import FeedParsing
import FeedStorage

/// Items as JSON (`PRODUCT.md` §6).
struct ItemJSON {
    /// Where the articles come from; nil to leave them out.
    let store: FeedStore?

    /// Programs get the same text wherever they run.
    private static let measure = 80

    func print(_ items: [ItemSummary], asLines: Bool) throws {
        ListingJSON.print(
            try items.map { Self.object($0, with: try store?.item($0.id)?.content) }, asLines: asLines)
    }

    /// Prints an object a line as the items are found, however many they are.
    static func printLines(
        of listing: ItemListing, in store: FeedStore, withContent: Bool
    ) throws(StoreError) {
        var output = LineOutput()
        try store.forEachItem(matching: listing, withContent: withContent) { item, content in
            output.print(JSONOutput.bytes(of: object(item, with: content), isPretty: false))
            return true
        }
        output.flush()
    }

    /// The same, with what the text says of what was searched for.
    func print(_ hits: [SearchHit], asLines: Bool) throws {
        ListingJSON.print(
            hits.map { Self.object($0.summary, with: nil, snippet: $0.snippet.text) }, asLines: asLines)
    }

    /// - Parameters:
    ///   - content: the article; nil to leave it out.
    ///   - snippet: what it says of what was searched for; nil or empty to leave it out.
    static func object(
        _ item: ItemSummary, with content: ItemContent?, snippet: String? = nil
    ) -> JSONValue {
        .object([
            "id": .integer(item.id.rawValue),
            "feed": object(item.feed),
            "also_in": .array(item.alsoIn.map { object($0) }),
            "title": .string(item.title),
            "url": item.link.map { .string($0.text) },
            "authors": item.authors.isEmpty ? nil : .list(item.authors),
            "tags": item.tags.isEmpty ? nil : .list(item.tags),
            "published": item.published.map { .string(Timestamp.text($0)) },
            "updated": item.updated.map { .string(Timestamp.text($0)) },
            "received": .string(Timestamp.text(item.received)),
            "read": .bool(item.state.isRead),
            "starred": .bool(item.state.isStarred),
            "revised": .bool(item.isRevised),
            "snippet": snippet.flatMap { $0.isEmpty ? nil : .string($0) },
            "content_html": content?.html.map(JSONValue.string),
            "content_text": content.flatMap(text),
        ])
    }

    static func object(_ feed: ItemSummary.FeedReference) -> JSONValue {
        .object([
            "id": .integer(feed.id.rawValue), "title": .string(feed.title),
            "url": .string(feed.address.shown),
        ])
    }

    private static func text(of content: ItemContent) -> JSONValue? {
        if let text = content.text { return .string(text) }
        if let html = content.html {
            return .string(PlainText.lines(fromHTML: html, columns: measure).joined(separator: "\n"))
        }
        return content.summary.map(JSONValue.string)
    }
}
