package import FoundationEssentials

/// Why a feed is polled when it is: everything that `tidings why` tells.
package struct FeedAccount: Hashable, Sendable {
    package let feed: Feed
    /// The addresses under which it is subscribed to, where they are other than its own.
    package let subscribedAs: [FeedAddress]
    package let history: PollHistory
    /// The newest polls, the last one first.
    package let polls: [PollSummary]
    /// The addresses that it has left, oldest first.
    package let moves: [Move]
    /// The rest that its host, or the domain of that, asked for; nil without one.
    package let hostRest: HostRest?
    /// When the reader wished for a poll that is not granted yet.
    package let wishedAt: Date?

    /// An address that a feed left.
    package struct Move: Hashable, Sendable {
        package let at: Date
        package let former: FeedAddress
        package let address: FeedAddress
        package let cause: FeedMove.Cause
        /// Whether another feed had the new address already, so that the two became one.
        package let isMerger: Bool

        package init(
            at: Date, former: FeedAddress, address: FeedAddress, cause: FeedMove.Cause, isMerger: Bool
        ) {
            self.at = at
            self.former = former
            self.address = address
            self.cause = cause
            self.isMerger = isMerger
        }
    }

    package init(
        feed: Feed, subscribedAs: [FeedAddress], history: PollHistory, polls: [PollSummary], moves: [Move],
        hostRest: HostRest?, wishedAt: Date?
    ) {
        self.feed = feed
        self.subscribedAs = subscribedAs
        self.history = history
        self.polls = polls
        self.moves = moves
        self.hostRest = hostRest
        self.wishedAt = wishedAt
    }
}
