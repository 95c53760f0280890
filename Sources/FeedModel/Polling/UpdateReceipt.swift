/// What remembering an update did.
package struct UpdateReceipt: Hashable, Sendable {
    package let feed: FeedID
    /// The title under which the reader knows the feed.
    package let title: String
    /// New items, in the document's order.
    package let new: [ItemID]
    package let revised: Int
    package let unchanged: Int
    /// Whether this poll ended or began trouble.
    package let turn: Turn

    package enum Turn: Hashable, Sendable {
        /// As before: well or failing.
        case steady
        /// The first failure after success, or a failure of another kind than before.
        case broke
        case recovered
    }

    package init(feed: FeedID, title: String, new: [ItemID], revised: Int, unchanged: Int, turn: Turn) {
        self.feed = feed
        self.title = title
        self.new = new
        self.revised = revised
        self.unchanged = unchanged
        self.turn = turn
    }
}
