/// Where a subscription comes from: the file that declares it, or the reader who added it.
package enum SubscriptionOrigin: Hashable, Sendable {
    /// Made by `tidings add` or `tidings import`.
    case reader
    /// Declared in this file (the configuration or an OPML file it names); only an edit there changes it.
    case declared(file: String)
}
