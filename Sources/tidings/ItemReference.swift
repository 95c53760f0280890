import FeedModel

/// How a person names items: a number, a range (`410-415`), an item's link, or `-` for one of these a line on standard
/// input.
enum ItemReference: Hashable {
    case number(ItemID)
    case range(ClosedRange<Int64>)
    case link(Link)
    case standardInput

    /// Nil for text that names no item and so may be a query.
    init?(_ text: String) {
        if text == "-" {
            self = .standardInput
        } else if let number = Int64(text), number > 0 {
            self = .number(ItemID(number))
        } else if let range = Self.range(text) {
            self = .range(range)
        } else if text.hasPrefix("http://") || text.hasPrefix("https://") || text.hasPrefix("file:") {
            self = .link(Link(text))
        } else {
            return nil
        }
    }

    /// All of `words` as references, or nil where one of them is none.
    static func all(_ words: [String]) -> [ItemReference]? {
        var references: [ItemReference] = []
        for word in words {
            guard let reference = ItemReference(word) else { return nil }
            references.append(reference)
        }
        return references
    }

    private static func range(_ text: String) -> ClosedRange<Int64>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Int64(ends[0]), let last = Int64(ends[1]), first > 0, first <= last
        else {
            return nil
        }
        return first...last
    }
}
