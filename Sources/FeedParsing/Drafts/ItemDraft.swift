import FeedModel

/// What a document said about one item; as `FeedDraft` in all else.
struct ItemDraft {
    var line: Int?
    /// The id that an element of its own gives, trimmed.
    var id: String?
    var idIsPermalink: Bool?
    var title = ""
    var link: [Reference] = []
    var externalLink: [Reference] = []
    var body: BodyDraft?
    /// The text body that JSON Feed has beside the HTML one.
    var text: String?
    /// Plain text, with what the body's own text must not be equal to.
    var summary: String?
    var image: [Reference] = []
    var bannerImage: [Reference] = []
    var published: [DateDraft] = []
    var updated: [DateDraft] = []
    var authors: [PersonDraft] = []
    var contributors: [PersonDraft] = []
    /// In the order of the list, without those of Media RSS.
    var categories: [Category] = []
    /// The tags of JSON Feed, which has no categories.
    var tags: [String] = []
    var language: String?
    var attachments: [AttachmentDraft] = []
    /// What `itunes:duration` says, in seconds.
    var duration: Double?
    var comments: [Reference] = []
    var commentsFeed: [Reference] = []
    var commentCount: Int?
    var rights: String?
    var source: SourceDraft?
    var links: [LinkDraft] = []
}

/// A body before it is cleaned.
enum BodyDraft {
    /// HTML in UTF-8, with the values of `xml:base` around it, innermost first.
    case html(ArraySlice<UInt8>, bases: [String])
    /// Text with its white space.
    case text(String)
}

/// A file that an item brings along.
struct AttachmentDraft {
    var url: Reference
    var mimeType: String?
    var title: String?
    var size: Int64?
    var duration: Double?
    /// Whether it says itself that it is a picture.
    var isImage = false
}

/// The feed from which an item was taken over.
struct SourceDraft {
    var id: String?
    var title: String?
    var url: [Reference] = []
    var feedURL: [Reference] = []
    var updated: [DateDraft] = []
    var authors: [PersonDraft] = []
    var rights: String?
}
