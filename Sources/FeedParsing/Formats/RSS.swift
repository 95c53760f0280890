import FeedModel
import XMLReading

/// RSS 0.9x and 2.0, and RSS 0.90 and 1.0 in RDF: they differ in where the items stand, and in little else.
struct RSS {
    private let reader: ElementReader
    private let root: XMLElement
    /// The channel, or the document element where there is none.
    private let channel: XMLElement
    /// Whether items may have been nested by tags that were never closed.
    private let isMended: Bool

    static func draft(of document: XMLDocument, format: FeedFormat) -> FeedDraft {
        let root = document.root
        let channel = root.children.first { $0.name.local.lowercased() == "channel" }
        var own = [channel?.name.namespace]
        if root.name.local.lowercased() == "rss" { own.append(root.name.namespace) }
        let meanings = Meanings(of: document.names, home: .rss, own: own, isOld: false)
        let reader = ElementReader(meanings: meanings)
        let isChannel = channel.map { reader.meaning(of: $0) == .rss(.channel) } ?? false
        let rss = RSS(
            reader: reader, root: root, channel: (isChannel ? channel : nil) ?? root,
            isMended: document.isMended)
        return rss.draft(FeedDraft(format: format, encoding: document.encoding))
    }

    private func draft(_ empty: FeedDraft) -> FeedDraft {
        var draft = empty
        let members = reader.members(of: channel)
        let links = AtomLinks(of: members, in: reader)
        draft.title = reader.title(of: members, home: .rss) ?? ""
        draft.description =
            members.first(.rss(.description), .dc(.description), where: reader.plain)
            ?? members.first(.atom(.subtitle), .atom(.tagline)) { reader.atomPlain($0) }
            ?? members.first(.iTunes(.summary), .iTunes(.subtitle), where: reader.plain)
        draft.homePage = members.values(.rss(.link), where: reader.rssLink) + links.alternates
        draft.selfLink = links.urls("self")
        draft.nextLink = links.urls("next")
        draft.language =
            ElementReader.language(members.first(.rss(.language), .dc(.language), where: reader.plain))
            ?? reader.language(of: channel) ?? reader.language(of: root)
        draft.icon =
            members.values(.iTunes(.image), where: reader.iTunesImage)
            + [members, reader.members(of: root)].flatMap { $0.values(.rss(.image), where: imageURL) }
            + members.values(.atom(.logo), where: reader.reference)
        draft.favicon = members.values(.atom(.icon), where: reader.reference)
        draft.authors = reader.people(
            members,
            [
                [.rss(.managingEditor)], [.rss(.author)], [.dc(.creator), .dc(.author)], [.atom(.author)],
                [.iTunes(.author)],
            ])
        draft.contributors = reader.contributors(members)
        draft.hubs =
            links.urls("hub").map { HubDraft(type: "WebSub", url: $0) }
            + members.values(.rss(.cloud), where: cloud)
        draft.published = members.values(
            .rss(.pubDate), .dcterms(.issued), .dc(.date), .dcterms(.created), where: reader.date)
        draft.updated = members.values(
            .rss(.lastBuildDate), .atom(.updated), .atom(.modified), .dcterms(.modified), where: reader.date)
        draft.rights =
            members.first(.rss(.copyright), .dc(.rights), where: reader.plain)
            ?? members.first(.atom(.rights), .atom(.copyright)) { reader.atomPlain($0) }
        draft.generator = members.first(.rss(.generator), where: reader.plain).map {
            GeneratorDraft(name: $0)
        }
        draft.categories = reader.categories(members)
        draft.hints = reader.hints(members)
        draft.isExpired = reader.isComplete(members)
        draft.links = links.otherOfFeed
        let items = reader.items(.rss(.item), under: root, isMended: isMended)
        draft.items = ItemDrafts(of: Array(items.prefix(ItemLimits.itemsRead)), item)
        return draft
    }

    private static let bodies: [Meaning] = [
        Meaning(.content, .encoded), Meaning(.xhtml, .body), .rss(.body), .rss(.fullItem), .atom(.content),
        .rss(.description), .dc(.description), .atom(.summary), .iTunes(.summary),
    ]

    private static let summaries: [Meaning] = [
        .rss(.description), .atom(.summary), .iTunes(.summary), .iTunes(.subtitle),
    ]

    private func imageURL(_ image: XMLElement) -> Reference? {
        reader.members(of: image).first(.rss(.url), where: reader.reference)
    }

    /// The hub that `cloud` describes (RSS 2.0); only those that can be asked over HTTP POST.
    private func cloud(_ element: XMLElement) -> HubDraft? {
        let method = reader.attribute(.protocolName, of: element) ?? "http-post"
        guard method.lowercased() == "http-post", let domain = reader.attribute(.domain, of: element) else {
            return nil
        }
        let port = reader.attribute(.port, of: element) ?? "80"
        let path = reader.attribute(.path, of: element) ?? "/"
        let url =
            (port == "443" ? "https://" : "http://") + domain
            + (port == "80" || port == "443" ? "" : ":" + port) + (path.hasPrefix("/") ? "" : "/") + path
        return HubDraft(type: "rssCloud", url: reader.reference(url, at: element))
    }

    private func item(_ element: XMLElement) -> ItemDraft {
        var item = ItemDraft()
        item.line = element.line
        let members = reader.members(of: element)
        let links = AtomLinks(of: members, in: reader)
        let media = MediaRSS(of: members, in: reader)
        let guid = members.first(.rss(.guid)) { guid in reader.token(guid).map { ($0, guid) } }
        item.id =
            guid?.0 ?? reader.aboutAttribute(of: element)
            ?? members.first(.atom(.id), .dc(.identifier), where: reader.token)
        if let guid { item.idIsPermalink = isPermalink(guid.0, of: guid.1) }
        item.title = reader.title(of: members, home: .rss) ?? media?.title ?? ""
        item.link =
            members.values(Meaning(.feedBurner, .origLink), where: reader.reference)
            + members.values(.rss(.link), where: reader.rssLink) + links.alternates
        if let guid, item.idIsPermalink == true { item.link.append(reader.reference(guid.0, at: guid.1)) }
        item.externalLink = links.urls("related")
        let body = reader.body(members, Self.bodies)
        item.body = body?.draft ?? media?.description
        item.summary = reader.summary(members, Self.summaries, beside: body)
        item.published = members.values(
            .rss(.pubDate), .atom(.published), .atom(.issued), .atom(.created), .dcterms(.issued), .dc(.date),
            .dcterms(.created), where: reader.date)
        item.updated = members.values(
            .atom(.updated), .atom(.modified), .dcterms(.modified), where: reader.date)
        item.authors = reader.people(
            members, [[.rss(.author)], [.dc(.creator), .dc(.author)], [.atom(.author)], [.iTunes(.author)]])
        item.contributors = reader.contributors(members)
        item.categories = reader.categories(members) + (media?.categories ?? [])
        item.language =
            ElementReader.language(members.first(.dc(.language), where: reader.plain))
            ?? reader.language(of: element)
        let enclosures = members.values(.rss(.enclosure), where: enclosure)
        reader.setAttachments(of: &item, enclosures: enclosures, members: members, links: links, media: media)
        item.comments =
            members.values(.rss(.comments), where: reader.reference) + links.replies(asPages: true)
        item.commentsFeed =
            members.values(Meaning(.wellFormedWeb, .commentRss), where: reader.reference)
            + links.replies(asPages: false)
        item.commentCount = reader.commentCount(members)
        item.rights =
            members.first(.dc(.rights), where: reader.plain)
            ?? members.first(.atom(.rights), .atom(.copyright)) { reader.atomPlain($0) }
        item.source = members.first(.rss(.source), where: source)
        item.links = links.otherOfItem
        return item
    }

    private func isPermalink(_ guid: String, of element: XMLElement) -> Bool {
        guard ASCII.isStart("http://", of: guid) || ASCII.isStart("https://", of: guid) else { return false }
        return reader.attribute(.isPermaLink, of: element)?.lowercased() != "false"
    }

    private func enclosure(_ element: XMLElement) -> AttachmentDraft? {
        guard let url = reader.attribute(.url, of: element) else { return nil }
        let type = reader.attribute(.type, of: element)
        return AttachmentDraft(
            url: reader.reference(url, at: element), mimeType: type,
            size: reader.attribute(.length, of: element).flatMap(ASCII.wholeNumber).flatMap {
                $0 > 0 ? $0 : nil
            },
            isImage: type?.lowercased().hasPrefix("image/") == true)
    }

    private func source(_ element: XMLElement) -> SourceDraft? {
        var source = SourceDraft()
        source.title = reader.plain(element)
        if let url = reader.attribute(.url, of: element) {
            source.feedURL = [reader.reference(url, at: element)]
        }
        return source
    }
}
