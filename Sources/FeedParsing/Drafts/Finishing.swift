import FeedModel
import FoundationEssentials

/// Turns what a document said into what we make of it: the same few rules for all formats.
///
/// Links are made absolute, dates read, markup cleaned, ids and keys chosen, surplus dropped.
struct Finishing {
    private let limits: ItemLimits
    private var resolution: LinkResolution
    private var feedLanguage: String?
    /// Entries that the lists of the document's items and its own may still take.
    private var entriesLeft = ItemLimits.entries
    var problems: ProblemList

    static func parsedFeed(from draft: FeedDraft, of document: FeedDocument, within limits: ItemLimits)
        -> ParsedFeed
    {
        var finishing = Finishing(
            draft: draft, url: document.url, size: document.bytes.count, limits: limits)
        return finishing.feed(draft, url: document.url)
    }

    private init(draft: FeedDraft, url: Link?, size: Int, limits: ItemLimits) {
        self.limits = limits
        resolution = LinkResolution(documentBase: url ?? Self.ownBase(of: draft), size: size)
        problems = ProblemList()
        problems.add(draft.problems)
    }

    /// The feed's own address, or that of its home page, if it is absolute.
    private static func ownBase(of draft: FeedDraft) -> Link? {
        for candidates in [draft.selfLink, draft.homePage] {
            for candidate in candidates {
                let link = Link(LinkResolution.cleaned(candidate.text))
                if link.isWeb { return link }
            }
        }
        return nil
    }

    private mutating func feed(_ draft: FeedDraft, url: Link?) -> ParsedFeed {
        var feed = ParsedFeed(format: draft.format, encoding: draft.encoding)
        feed.id = draft.id
        feed.title = cut(draft.title, to: limits.title, "title")
        feed.homePage = link(draft.homePage)
        feed.feedLink = link(draft.selfLink) ?? url
        feed.nextLink = link(draft.nextLink)
        feed.description = draft.description
        feed.userComment = draft.userComment
        feed.icon = link(draft.icon)
        feed.favicon = link(draft.favicon)
        feed.authors = people(draft.authors)
        feed.contributors = people(draft.contributors)
        feed.language = draft.language
        feed.isExpired = draft.isExpired
        feed.isCutShort = draft.isCutShort
        feed.hubs = draft.hubs.compactMap { hub in
            link([hub.url]).map { ParsedFeed.Hub(type: hub.type, url: $0) }
        }
        feed.published = date(draft.published)
        feed.updated = date(draft.updated)
        feed.rights = draft.rights
        feed.generator = draft.generator.flatMap { generator($0) }
        feed.categories = categories(draft.categories)
        feed.hints = draft.hints
        feed.links = related(draft.links)
        feedLanguage = draft.language?.lowercased()
        let count = min(draft.items.count, limits.items)
        if count < draft.items.count { problems.addLimit("more than \(limits.items) items") }
        feed.items.reserveCapacity(count)
        for place in 0..<count { feed.items.append(item(draft.items[place])) }
        if resolution.room < 0 { problems.addLimit("too many addresses that are relative to a long one") }
        ItemKeyRule.tellApart(&feed.items, problems: &problems)
        feed.problems = problems.list
        return feed
    }

    private mutating func item(_ draft: ItemDraft) -> ParsedItem {
        var content = ItemContent(title: cut(draft.title, to: limits.title, "title"))
        content.link = link(draft.link)
        content.externalLink = link(draft.externalLink)
        setBody(of: &content, from: draft)
        content.summary = draft.summary
        content.authors = people(draft.authors)
        content.image = link(draft.image)
        if let language = draft.language, language.lowercased() != feedLanguage {
            content.language = language
        }
        content.attachments = attachments(draft)
        content.commentsLink = link(draft.comments)
        let categories = categories(draft.categories)
        content.tags = unique(draft.tags.isEmpty ? categories.map { $0.label ?? $0.term } : draft.tags)
        if content.tags.count > limits.categories {
            content.tags.removeLast(content.tags.count - limits.categories)
            problems.addLimit("more than \(limits.categories) tags", line: draft.line)
        }
        let guid = draft.id.map { cut($0, to: limits.address, "id") }
        if guid == nil {
            problems.add(
                ParseProblem(.missingID, line: draft.line, message: "an item without an id of its own"))
        }
        let names = ItemKeyRule.names(guid: guid, of: content)
        var item = ParsedItem(key: names.key, id: names.id, content: content)
        item.published = date(draft.published)
        item.updated = date(draft.updated)
        item.idIsPermalink = draft.idIsPermalink
        item.bannerImage = link(draft.bannerImage)
        item.commentsFeed = link(draft.commentsFeed)
        item.commentCount = draft.commentCount
        item.rights = draft.rights
        item.contributors = people(draft.contributors)
        item.categories = categories
        item.source = draft.source.flatMap { source($0) }
        item.links = related(draft.links)
        return item
    }

    private mutating func setBody(of content: inout ItemContent, from draft: ItemDraft) {
        switch draft.body {
        case .html(let html, let bases):
            let page = content.link.flatMap { $0.isWeb ? $0 : nil }.flatMap(LinkResolution.usable)
            var base = AddressBase(
                resolution.base(of: bases) ?? page ?? resolution.documentBase, room: resolution.room)
            let clean = Sanitizer.sanitized(html, base: &base)
            resolution.room = base.room
            content.html = clean.isEmpty ? nil : clean
        case .text(let text):
            let trimmed = ASCII.trimmed(text)
            content.text = trimmed.isEmpty ? nil : trimmed
        case nil:
            break
        }
        if let text = draft.text, !ASCII.trimmed(text).isEmpty { content.text = text }
    }

    private mutating func attachments(_ draft: ItemDraft) -> [Attachment] {
        var attachments: [Attachment] = []
        var seen: Set<Link> = []
        for file in draft.attachments {
            guard attachments.count < limits.attachments else {
                problems.addLimit("more than \(limits.attachments) enclosures", line: draft.line)
                break
            }
            guard takeEntry() else { break }
            guard let url = link([file.url]), seen.insert(url).inserted else { continue }
            attachments.append(
                Attachment(
                    url: url, mimeType: file.mimeType ?? "application/octet-stream", title: file.title,
                    size: file.size, duration: file.duration))
        }
        guard let duration = draft.duration, !attachments.isEmpty else { return attachments }
        let place =
            attachments.firstIndex { file in
                let type = file.mimeType.lowercased()
                return type.hasPrefix("audio/") || type.hasPrefix("video/")
            } ?? 0
        if attachments[place].duration == nil { attachments[place].duration = duration }
        return attachments
    }

    private mutating func source(_ draft: SourceDraft) -> ParsedItem.Source? {
        var source = ParsedItem.Source()
        source.id = draft.id
        source.title = draft.title
        source.url = link(draft.url)
        source.feedURL = link(draft.feedURL)
        source.updated = date(draft.updated)
        source.authors = people(draft.authors)
        source.rights = draft.rights
        return source == ParsedItem.Source() ? nil : source
    }

    private mutating func generator(_ draft: GeneratorDraft) -> ParsedFeed.Generator? {
        let url = draft.url.flatMap { link([$0]) }
        guard draft.name != nil || url != nil || draft.version != nil else { return nil }
        return ParsedFeed.Generator(name: draft.name, url: url, version: draft.version)
    }

    private mutating func people(_ drafts: [PersonDraft]) -> [Person] {
        guard !drafts.isEmpty else { return [] }
        var people: [Person] = []
        for draft in drafts {
            guard takeEntry() else { break }
            let person = Person(
                name: draft.name, url: draft.url.flatMap { link([$0]) }, email: draft.email,
                avatar: draft.avatar.flatMap { link([$0]) })
            if person != Person() { people.append(person) }
        }
        return unique(people)
    }

    private mutating func related(_ drafts: [LinkDraft]) -> [RelatedLink] {
        var links: [RelatedLink] = []
        for draft in drafts {
            guard links.count < limits.links else {
                problems.addLimit("more than \(limits.links) links")
                break
            }
            guard takeEntry() else { break }
            guard let url = link([draft.url]) else { continue }
            links.append(
                RelatedLink(
                    rel: draft.rel, url: url, type: draft.type, title: draft.title, language: draft.language,
                    length: draft.length))
        }
        return links
    }

    private mutating func categories(_ categories: [FeedModel.Category]) -> [FeedModel.Category] {
        let unique = unique(categories)
        if unique.count > limits.categories {
            problems.addLimit("more than \(limits.categories) categories")
        }
        return Array(unique.prefix(limits.categories).prefix { _ in takeEntry() })
    }

    /// Whether there is room for one more entry in any list.
    private mutating func takeEntry() -> Bool {
        guard entriesLeft > 0 else {
            problems.addLimit("more than \(ItemLimits.entries) categories, enclosures, links and people")
            return false
        }
        entriesLeft -= 1
        return true
    }

    private mutating func link(_ candidates: [Reference]) -> Link? {
        guard !candidates.isEmpty else { return nil }
        var fitting = candidates
        if candidates.contains(where: { $0.text.utf8.count > limits.address }) {
            fitting.removeAll { $0.text.utf8.count > limits.address }
            problems.addLimit("an address of more than \(limits.address) bytes")
        }
        let link = resolution.link(fitting)
        problems.add(resolution.takeProblems())
        return link
    }

    private mutating func date(_ candidates: [DateDraft]) -> Date? {
        for candidate in candidates {
            if let date = FeedDate.date(in: candidate.text) { return date }
            problems.add(ParseProblem(.badDate, line: candidate.line, message: "a date that cannot be read"))
        }
        return nil
    }

    /// `text` without what is beyond `limit` bytes, at the end of a character.
    private mutating func cut(_ text: String, to limit: Int, _ name: String) -> String {
        guard text.utf8.count > limit else { return text }
        problems.addLimit("\(name) of more than \(limit) bytes")
        var end = text.utf8.index(text.utf8.startIndex, offsetBy: limit)
        while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
        return String(text[..<end])
    }

    private func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
        guard elements.count > 1 else { return elements }
        // Of a few, each is sooner compared with each than put in a table.
        if elements.count <= 8 {
            return elements.indices.lazy.filter { !elements[..<$0].contains(elements[$0]) }.map {
                elements[$0]
            }
        }
        var seen: Set<Element> = []
        return elements.filter { seen.insert($0).inserted }
    }
}
