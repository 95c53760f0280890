/// What the reader did to an item, as it travels from one library to another: by what both know the item, not by its
/// number.
package struct PortableState: Hashable, Sendable {
    package let key: ItemKey
    /// By which the item may be known instead, where the other library does not say which kind of name it has.
    package let others: [ItemKey]
    /// Where the item is stored and has one.
    package let link: Link?
    package let state: ItemState

    package init(key: ItemKey, others: [ItemKey] = [], link: Link?, state: ItemState) {
        self.key = key
        self.others = others
        self.link = link
        self.state = state
    }
}

/// The states of one feed's items.
package struct PortableStates: Hashable, Sendable {
    /// The feed's address, then others under which it is or was known; one at least.
    package let addresses: [FeedAddress]
    package var states: [PortableState]

    package init(addresses: [FeedAddress], states: [PortableState]) {
        self.addresses = addresses
        self.states = states
    }
}
