package import FoundationEssentials

/// A host that wishes not to be asked for a while.
package struct HostRest: Hashable, Sendable {
    /// As `FeedAddress.host` gives it; with a dot before it, a registrable domain with all its hosts.
    package let host: String
    package let until: Date

    package init(host: String, until: Date) {
        self.host = host
        self.until = until
    }
}
