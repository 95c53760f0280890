/// A mistake in a query, and where.
package struct QueryMistake: Error, Hashable, Sendable {
    /// The query as it was typed.
    package let text: String
    /// Where the mistake is, in characters from the start.
    package let range: Range<Int>
    /// What is wrong, and what would be right.
    package let message: String

    package init(text: String, range: Range<Int>, message: String) {
        self.text = text
        self.range = range
        self.message = message
    }
}
