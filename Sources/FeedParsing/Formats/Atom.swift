import FeedModel
import XMLReading

/// Atom 1.0 (RFC 4287) and 0.3, as a feed or as a single entry.
struct Atom {
    private let reader: ElementReader
    private let root: XMLElement
    /// Whether entries may have been nested by tags that were never closed.
    private let isMended: Bool

    static func draft(of document: XMLDocument, format: FeedFormat) -> FeedDraft {
        let meanings = Meanings(
            of: document.names, home: .atom, own: [document.root.name.namespace], isOld: format == .atom03)
        let atom = Atom(
            reader: ElementReader(meanings: meanings), root: document.root, isMended: document.isMended)
        return atom.draft(FeedDraft(format: format, encoding: document.encoding))
    }

    private func draft(_ empty: FeedDraft) -> FeedDraft {
        var draft = empty
        guard root.name.local != "entry" else {
            draft.items = ItemDrafts([item(root)])
            return draft
        }
        let members = reader.members(of: root)
        let links = AtomLinks(of: members, in: reader)
        draft.id = members.first(.atom(.id), where: reader.token)
        draft.title = reader.title(of: members, home: .atom) ?? ""
        draft.homePage = links.alternates
        draft.selfLink = links.urls("self")
        draft.nextLink = links.urls("next")
        draft.description =
            members.first(.atom(.subtitle), .atom(.tagline)) { reader.atomPlain($0) }
            ?? members.first(.dc(.description), where: reader.plain)
        draft.language =
            reader.language(of: root)
            ?? ElementReader.language(members.first(.dc(.language), where: reader.plain))
        draft.icon =
            members.values(.atom(.logo), where: reader.reference)
            + members.values(.iTunes(.image), where: reader.iTunesImage)
        draft.favicon = members.values(.atom(.icon), where: reader.reference)
        draft.authors = reader.people(members, [[.atom(.author)], [.dc(.creator)]])
        draft.contributors = reader.contributors(members)
        draft.hubs = links.urls("hub").map { HubDraft(type: "WebSub", url: $0) }
        draft.updated = members.values(.atom(.updated), .atom(.modified), where: reader.date)
        draft.rights = rights(members)
        draft.generator = members.first(.atom(.generator), where: generator)
        draft.categories = reader.categories(members)
        draft.hints = reader.hints(members)
        draft.links = links.otherOfFeed
        let entries = reader.items(.atom(.entry), under: root, isMended: isMended)
        draft.items = ItemDrafts(of: Array(entries.prefix(ItemLimits.itemsRead)), item)
        return draft
    }

    private func rights(_ members: Members) -> String? {
        members.first(.atom(.rights), .atom(.copyright)) { reader.atomPlain($0) }
            ?? members.first(.dc(.rights), where: reader.plain)
    }

    private func generator(_ element: XMLElement) -> GeneratorDraft? {
        let url = reader.attribute(.uri, of: element) ?? reader.attribute(.url, of: element)
        let generator = GeneratorDraft(
            name: reader.verbatim(element), url: url.map { reader.reference($0, at: element) },
            version: reader.attribute(.version, of: element).map { PlainSpace.collapsed($0) })
        return generator.name == nil && generator.url == nil && generator.version == nil ? nil : generator
    }

    private func item(_ element: XMLElement) -> ItemDraft {
        var item = ItemDraft()
        item.line = element.line
        let members = reader.members(of: element)
        let links = AtomLinks(of: members, in: reader)
        let media = MediaRSS(of: members, in: reader)
        item.id = members.first(.atom(.id), .dc(.identifier), where: reader.token)
        item.title = reader.title(of: members, home: .atom) ?? media?.title ?? ""
        item.link =
            members.values(Meaning(.feedBurner, .origLink), where: reader.reference) + links.alternates
        item.externalLink = links.urls("related")
        let body = reader.body(members, Self.bodies)
        item.body = body?.draft ?? media?.description
        item.summary = reader.summary(members, [.atom(.summary)], beside: body)
        item.published = members.values(
            .atom(.published), .atom(.issued), .atom(.created), .dcterms(.issued), .dc(.date),
            where: reader.date)
        item.updated = members.values(
            .atom(.updated), .atom(.modified), .dcterms(.modified), where: reader.date)
        item.source = members.first(.atom(.source), where: source)
        item.authors = reader.people(members, [[.atom(.author)], [.dc(.creator)]])
        if item.authors.isEmpty { item.authors = item.source?.authors ?? [] }
        if item.authors.isEmpty { item.authors = reader.people(members, [[.iTunes(.author)]]) }
        item.contributors = reader.contributors(members)
        item.categories = reader.categories(members) + (media?.categories ?? [])
        item.language =
            reader.language(of: element)
            ?? ElementReader.language(members.first(.dc(.language), where: reader.plain))
        reader.setAttachments(of: &item, enclosures: [], members: members, links: links, media: media)
        // Content out of line comes after the links and before Media RSS.
        let place = links.all.count { $0.relation == "enclosure" }
        item.attachments.insert(contentsOf: members.values(.atom(.content), where: outOfLine), at: place)
        item.comments = links.replies(asPages: true)
        item.commentsFeed =
            members.values(Meaning(.wellFormedWeb, .commentRss), where: reader.reference)
            + links.replies(asPages: false)
        item.commentCount = reader.commentCount(members)
        item.rights = rights(members)
        item.links = links.otherOfItem
        return item
    }

    private static let bodies: [Meaning] = [.atom(.content), .atom(.summary), .dc(.description)]

    private func outOfLine(_ content: XMLElement) -> AttachmentDraft? {
        reader.attribute(.src, of: content).map { source in
            AttachmentDraft(
                url: reader.reference(source, at: content), mimeType: reader.attribute(.type, of: content))
        }
    }

    private func source(_ element: XMLElement) -> SourceDraft? {
        let members = reader.members(of: element)
        let links = AtomLinks(of: members, in: reader)
        var source = SourceDraft()
        source.id = members.first(.atom(.id), where: reader.token)
        source.title = members.first(.atom(.title)) { reader.atomPlain($0) }
        source.url = links.alternates
        source.feedURL = links.urls("self")
        source.updated = members.values(.atom(.updated), .atom(.modified), where: reader.date)
        source.authors = reader.people(members, [[.atom(.author)]])
        source.rights = members.first(.atom(.rights), .atom(.copyright)) { reader.atomPlain($0) }
        return source
    }
}
