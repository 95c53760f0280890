/// What a server gave us to ask "anything new?" with, byte for byte (RFC 9110 §8.8; `polling.md` B02 to B05).
package struct CacheValidators: Hashable, Sendable {
    /// The address whose answer bore them; they are sent to no other (B21).
    package let url: Link
    /// The value of `ETag`, quotes and `W/` included.
    package let entityTag: String?
    /// The value of `Last-Modified`, as written.
    package let lastModified: String?

    /// Nil where the answer bore neither.
    package init?(url: Link, entityTag: String?, lastModified: String?) {
        guard entityTag != nil || lastModified != nil else { return nil }
        self.url = url
        self.entityTag = entityTag
        self.lastModified = lastModified
    }
}
