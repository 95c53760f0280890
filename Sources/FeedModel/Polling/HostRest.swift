package import FoundationEssentials

/// A host that wishes not to be asked for a while.
package struct HostRest: Hashable, Sendable {
    /// As `FeedAddress.host` gives it; with a dot before it, a registrable domain with all its hosts.
    package let host: String
    package let until: Date
    /// How many times in a row the host asked for it; 0 ends a row, nil says nothing of it.
    package let repeats: Int?

    package init(host: String, until: Date, repeats: Int? = nil) {
        self.host = host
        self.until = until
        self.repeats = repeats
    }
}
