/// An item whole: what `tidings show` needs.
package struct Item: Hashable, Sendable {
    package let summary: ItemSummary
    package let content: ItemContent

    package init(summary: ItemSummary, content: ItemContent) {
        self.summary = summary
        self.content = content
    }
}
