package import FoundationEssentials

/// By what an item is recognised where its key is unknown: short numbers for its texts, as they are compared.
package struct ItemTraits: Hashable, Sendable {
    /// Of its title's words; nil where it has none.
    package var title: Int64?
    /// Of its normalised link.
    package var link: LinkNumber?
    /// Of its normalised link without the host.
    package var path: Int64?
    /// Of its body's words; nil where it has none.
    package var words: Int64?
    package var published: Date?

    package init(title: Int64?, link: LinkNumber?, path: Int64?, words: Int64?, published: Date?) {
        self.title = title
        self.link = link
        self.path = path
        self.words = words
        self.published = published
    }

    package init(of content: ItemContent, published: Date?) {
        self.init(
            title: Self.title(content.title), link: content.link.map { LinkNumber(of: $0) },
            path: content.link.map { TextHash.hash(of: $0.normalisedPath.utf8) },
            words: content.bodyWords.hash, published: published)
    }

    /// The number for a title; nil where it is empty.
    package static func title(_ title: String) -> Int64? {
        guard !title.isEmpty else { return nil }
        return ContentWords(plain: title).hash ?? TextHash.hash(of: title.utf8)
    }

    /// Its title, link and time.
    package var all: [Trait] {
        [title.map(Trait.title), link.map(Trait.link), published.map(Trait.time)].compactMap(\.self)
    }

    /// Whether two items of two feeds that bear the same key are the same article: title, link, words or time are. A day
    /// without a time says nothing.
    package func agrees(with other: ItemTraits) -> Bool {
        func isSame<Value: Equatable>(_ left: Value?, _ right: Value?) -> Bool {
            left != nil && left == right
        }
        return isSame(title, other.title) || isSame(link, other.link) || isSame(words, other.words)
            || isSame(published?.unlessMidnight, other.published?.unlessMidnight)
    }

    /// Those of its traits that may single it out, but for `own`, the number of the channel's own link.
    func evidence(own: LinkNumber?) -> [Trait] {
        all.filter { trait in
            switch trait {
            case .title: true
            case .link(let link): link != own
            case .time(let time): !time.isMidnight
            }
        }
    }
}

/// One thing that an item bears and others may bear too.
package enum Trait: Hashable, Sendable {
    case title(Int64)
    case link(LinkNumber)
    case time(Date)
}

extension Date {
    /// Exactly midnight in UTC: a day without a time.
    var isMidnight: Bool {
        timeIntervalSinceReferenceDate.truncatingRemainder(dividingBy: 86_400) == 0
    }

    var unlessMidnight: Date? { isMidnight ? nil : self }
}

extension ItemContent {
    /// The words of its body, else of its summary.
    package var bodyWords: ContentWords {
        if let html { return ContentWords(markup: html) }
        return ContentWords(plain: text ?? summary ?? "")
    }
}
