package import FoundationEssentials

/// Where a feed's permanent redirects lead, not believed yet (`MoveRule`).
package struct MoveCandidate: Hashable, Sendable {
    package let target: Link
    /// Polls that saw it and found a feed at its end; at least 1.
    package var seen: Int
    /// When the first of them was.
    package let since: Date
    /// Since when the name of the feed's own host is not known; nil while it is.
    package var deadSince: Date?

    package init(target: Link, seen: Int, since: Date, deadSince: Date? = nil) {
        self.target = target
        self.seen = seen
        self.since = since
        self.deadSince = deadSince
    }
}

/// A feed's new address, and why it is believed.
package struct FeedMove: Hashable, Sendable {
    package let address: FeedAddress
    package let cause: Cause

    package enum Cause: String, Hashable, Sendable, CaseIterable {
        /// Permanent redirects, often enough and for long enough.
        case permanent
        /// The same address by https.
        case secure
        /// A permanent redirect was there, and the old address has gone.
        case dead
        /// The reader named a web page, and this is the one feed that it names.
        case discovered
    }

    package init(address: FeedAddress, cause: Cause) {
        self.address = address
        self.cause = cause
    }
}
