package import FoundationEssentials

/// How long a server says that its answer holds (RFC 9111 §4.2).
package struct Freshness: Hashable, Sendable {
    /// The lifetime that the server stated, clamped to the longest we obey; not negative.
    package let lifetime: Duration
    /// When that lifetime ends, its `Age` taken off.
    package let until: Date

    package init(lifetime: Duration, until: Date) {
        self.lifetime = lifetime
        self.until = until
    }
}
