/// A file that an item brings along: a podcast's episode, a picture, a document.
package struct Attachment: Hashable, Sendable {
    package var url: Link
    /// The declared media type, or `application/octet-stream`.
    package var mimeType: String
    package var title: String?
    /// The declared size in bytes, greater than 0.
    package var size: Int64?
    /// The declared playing time in seconds.
    package var duration: Double?

    package init(
        url: Link, mimeType: String, title: String? = nil, size: Int64? = nil, duration: Double? = nil
    ) {
        self.url = url
        self.mimeType = mimeType
        self.title = title
        self.size = size
        self.duration = duration
    }
}
