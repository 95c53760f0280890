/// What an item says, as it is compared, stored and shown.
package struct ItemContent: Hashable, Sendable {
    /// Plain text on one line; empty where the item has none.
    package var title: String
    package var link: Link?
    /// Where the item itself points elsewhere (JSON Feed `external_url`).
    package var externalLink: Link?
    package var authors: [Person]
    package var tags: [String]
    /// Plain text; nil where the item has none beside its body.
    package var summary: String?
    /// Sanitized HTML.
    package var html: String?
    /// Plain text, where the item has a body that is not HTML.
    package var text: String?
    package var image: Link?
    package var language: String?
    package var attachments: [Attachment]
    package var commentsLink: Link?

    package init(
        title: String = "", link: Link? = nil, externalLink: Link? = nil, authors: [Person] = [],
        tags: [String] = [], summary: String? = nil, html: String? = nil, text: String? = nil,
        image: Link? = nil,
        language: String? = nil, attachments: [Attachment] = [], commentsLink: Link? = nil
    ) {
        self.title = title
        self.link = link
        self.externalLink = externalLink
        self.authors = authors
        self.tags = tags
        self.summary = summary
        self.html = html
        self.text = text
        self.image = image
        self.language = language
        self.attachments = attachments
        self.commentsLink = commentsLink
    }
}
