/// The bytes a server sent for a feed, with what it said about them.
package struct FeedDocument: Hashable, Sendable {
    package let bytes: [UInt8]
    /// The address that it came from, after redirects; nil where it is not known (`tidings parse` without `--url`).
    package let url: Link?
    /// The value of `Content-Type`; nil where there was none.
    package let contentType: String?

    package init(bytes: [UInt8], url: Link?, contentType: String?) {
        self.bytes = bytes
        self.url = url
        self.contentType = contentType
    }
}
