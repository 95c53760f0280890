package import FoundationEssentials

/// What an item said at one time.
package struct ItemVersion: Hashable, Sendable {
    /// When something else took its place; nil for what the item says now.
    package let replacedAt: Date?
    package let title: String
    package let link: Link?
    /// The names of its authors.
    package let authors: [String]
    package let tags: [String]
    package let summary: String?
    /// Sanitized HTML.
    package let html: String?
    package let text: String?

    package init(
        replacedAt: Date?, title: String, link: Link?, authors: [String], tags: [String], summary: String?,
        html: String?, text: String?
    ) {
        self.replacedAt = replacedAt
        self.title = title
        self.link = link
        self.authors = authors
        self.tags = tags
        self.summary = summary
        self.html = html
        self.text = text
    }
}

/// An item with all that it is known to have said.
package struct ItemVersions: Hashable, Sendable {
    package let item: ItemSummary
    /// The present one, then the former ones that are kept, newest first; at least one.
    package let versions: [ItemVersion]

    package init(item: ItemSummary, versions: [ItemVersion]) {
        self.item = item
        self.versions = versions
    }

    /// What its feed changed, newest first.
    package var revisions: [ItemRevision] {
        zip(versions.dropFirst(), versions).compactMap { before, now in
            before.replacedAt.map { ItemRevision(at: $0, before: before, now: now) }
        }
    }
}

/// One change that a feed made to an item.
package struct ItemRevision: Hashable, Sendable {
    /// When it was seen.
    package let at: Date
    package let before: ItemVersion
    package let now: ItemVersion

    package init(at: Date, before: ItemVersion, now: ItemVersion) {
        self.at = at
        self.before = before
        self.now = now
    }

    /// What of an item may change.
    package enum Part: String, Hashable, Sendable, CaseIterable {
        case title
        case link
        case authors
        case tags
        /// That of an item which has a text besides.
        case summary
        case text
        /// Where the links of the text lead, or which pictures are in it.
        case targets
    }

    /// What changed, down to letter case and punctuation; white space, markup and counters aside.
    package var parts: Set<Part> {
        var parts: Set<Part> = []
        if before.title != now.title { parts.insert(.title) }
        if before.link != now.link { parts.insert(.link) }
        if before.authors != now.authors { parts.insert(.authors) }
        if before.tags != now.tags { parts.insert(.tags) }
        if before.hasBody, now.hasBody, !hasSameWords(before.summary ?? "", now.summary ?? "") {
            parts.insert(.summary)
        }
        if before.bodyWords != now.bodyWords { parts.insert(.text) }
        if Churn.targets(of: before.html) != Churn.targets(of: now.html) { parts.insert(.targets) }
        return parts
    }

    private func hasSameWords(_ left: String, _ right: String) -> Bool {
        ContentWords(plain: left, isExact: true) == ContentWords(plain: right, isExact: true)
    }
}

extension ItemVersion {
    /// Whether it has more than a summary, which else is what people read of it.
    package var hasBody: Bool { html != nil || !(text ?? "").isEmpty }

    fileprivate var bodyWords: ContentWords {
        if let html { return ContentWords(markup: html, isExact: true) }
        return ContentWords(plain: hasBody ? text ?? "" : summary ?? "", isExact: true)
    }
}
