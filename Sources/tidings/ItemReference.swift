import FeedModel
import FeedParsing

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

    /// All of `words` as references, or nil where none of them is one, so that they may be a query.
    ///
    /// Words that are neither all the one nor all the other are a mistake, and so are numbers and ranges that name
    /// nothing (`0`, `5-3`, `3,4`): as words to search for they would mark what nobody meant.
    static func all(_ words: [String]) throws(CommandFailure) -> [ItemReference]? {
        let references = words.map { ItemReference($0) }
        for (word, reference) in zip(words, references) where reference == nil {
            let isNumeric = !word.isEmpty && word.allSatisfy { $0.isNumber || $0 == "-" || $0 == "," }
            if isNumeric || references.contains(where: { $0 != nil }) {
                throw CommandFailure(
                    .usage, "\(SafeText.line(word)) is no item number, range or link",
                    hint: "write 410, 410-415 or 410 415; quote a query as one word")
            }
        }
        return references.contains(where: { $0 == nil }) ? nil : references.compactMap(\.self)
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
