package import FeedModel

/// A feed as another reader's files name it.
package struct MovingFeed: Hashable, Sendable {
    package let address: FeedAddress
    /// The reader's own title; nil for that of the feed.
    package var title: String?
    /// Each once.
    package var tags: [String]
    /// Whether the other reader polls it no more.
    package var isPaused: Bool

    package init(address: FeedAddress, title: String? = nil, tags: [String] = [], isPaused: Bool = false) {
        self.address = address
        self.title = title
        self.tags = tags
        self.isPaused = isPaused
    }
}

/// What stands in another reader's file and has nothing like it here.
package struct Unmovable: Hashable, Sendable {
    /// From 1.
    package let line: Int
    /// What it is called there, as it is written: not fit for a terminal yet.
    package let name: String
    /// Why it stays behind, in words.
    package let reason: String
}
