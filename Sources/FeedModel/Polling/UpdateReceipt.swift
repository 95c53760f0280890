/// What remembering an update did.
package struct UpdateReceipt: Hashable, Sendable {
    package let feed: FeedID
    /// The title under which the reader knows the feed; its address without secrets where it has none. Nil of a poll that
    /// changed nothing: it was not looked up.
    package let title: String?
    /// New items, in the document's order.
    package let new: [ItemID]
    package let revised: Int
    package let unchanged: Int
    /// Whether this poll ended or began trouble.
    package let turn: Turn
    /// Where it has moved; nil where it stayed.
    package let move: Move?

    /// A feed's new address, and the feed that it became one with there.
    package struct Move: Hashable, Sendable {
        package let address: FeedAddress
        /// Nil where nobody was at that address.
        package let merged: FeedID?

        package init(address: FeedAddress, merged: FeedID?) {
            self.address = address
            self.merged = merged
        }
    }

    package enum Turn: Hashable, Sendable {
        /// As before: well or failing.
        case steady
        /// The first failure after success, or a failure of another kind than before.
        case broke
        case recovered
    }

    package init(
        feed: FeedID, title: String?, new: [ItemID], revised: Int, unchanged: Int, turn: Turn,
        move: Move? = nil
    ) {
        self.feed = feed
        self.title = title
        self.new = new
        self.revised = revised
        self.unchanged = unchanged
        self.turn = turn
        self.move = move
    }
}
