package import FoundationEssentials

/// How a feed is doing, for people and for `tidings feeds --json`.
package struct FeedHealth: Hashable, Sendable {
    package enum State: String, Hashable, Sendable, CaseIterable {
        /// Not polled yet.
        case new
        /// The last poll went well.
        case well
        /// The last polls failed; it is tried again.
        case failing
        /// This machine had no network at the last poll, which says nothing of the feed.
        case offline
        /// Its server asked for rest.
        case resting
        /// Confirmed gone (410): polled no more.
        case gone
        /// Rests because the reader said so.
        case paused
        /// Nobody subscribes to it any more.
        case letGo = "let-go"
    }

    package let state: State
    /// When it came into this state, as far as known.
    package let since: Date?
    /// A sentence for people; nil where all is well.
    package let message: String?

    package init(state: State, since: Date?, message: String?) {
        self.state = state
        self.since = since
        self.message = message
    }

    /// Whether something is wrong with the feed or its server.
    package var isTrouble: Bool {
        switch state {
        case .failing, .resting, .gone: true
        case .new, .well, .offline, .paused, .letGo: false
        }
    }
}
