import FeedModel
import XMLReading

/// JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).
struct JSONFeed {
    private var reader = JSONReader()

    /// Whether the first character of a document is that of a JSON object.
    ///
    /// Byte order marks and the NUL bytes of UTF-16 are passed over.
    static func isLikely(_ bytes: [UInt8]) -> Bool {
        let first = bytes.first {
            !ASCII.isSpace($0) && $0 != 0 && ![0xEF, 0xBB, 0xBF, 0xFE, 0xFF].contains($0)
        }
        return first == UInt8(ascii: "{")
    }

    static func draft(of bytes: [UInt8], charset: String?) throws(ParseFailure) -> FeedDraft {
        let text = TextDecoding.decoded(bytes, charset: charset, isXML: false)
        let feed: JSONValue
        do throws(JSONText.Fault) {
            feed = try JSONText.value(of: text.bytes)
        } catch {
            switch error {
            case .syntax: throw .notAFeed(looksLike: "damaged JSON")
            case .depth: throw .limit(reason: "JSON deeper than \(JSONText.deepest) levels")
            case .count: throw .limit(reason: "JSON of more than \(JSONText.most) values")
            }
        }
        guard let format = format(of: feed) else { throw .notAFeed(looksLike: "JSON that is no feed") }
        var draft = FeedDraft(format: format, encoding: text.encoding)
        var json = JSONFeed()
        json.read(feed, into: &draft)
        draft.problems = text.faults.map(ParseProblem.init) + json.reader.problems
        return draft
    }

    private static func format(of feed: JSONValue) -> FeedFormat? {
        var version: String?
        switch feed["version"] {
        case .string(let text), .number(let text): version = ASCII.trimmed(text)
        default: version = nil
        }
        guard case .array = feed["items"] else { return nil }
        if let version, version.hasSuffix("/version/1.1") || version == "1.1" { return .jsonFeed11 }
        guard let version else { return .jsonFeed1 }
        return version.contains("jsonfeed.org") || version == "1" || version == "1.0" ? .jsonFeed1 : nil
    }

    private mutating func read(_ feed: JSONValue, into draft: inout FeedDraft) {
        if reader.plain(feed["version"]) == nil {
            reader.add(.missingVersion, "JSON without a version")
        }
        draft.title = reader.plain(feed["title"]) ?? ""
        draft.homePage = reader.references(feed["home_page_url"])
        draft.selfLink = reader.references(feed["feed_url"])
        draft.nextLink = reader.references(feed["next_url"])
        draft.description = reader.plain(feed["description"])
        draft.userComment = reader.plain(feed["user_comment"])
        draft.icon = reader.references(feed["icon"])
        draft.favicon = reader.references(feed["favicon"])
        draft.language = ElementReader.language(reader.plain(feed["language"]))
        draft.isExpired = reader.bool(feed["expired"])
        draft.authors = authors(of: feed)
        draft.hubs = reader.objects(feed["hubs"]).compactMap { hub($0) }
        var items: [ItemDraft] = []
        for value in reader.objects(feed["items"], orElse: .missingID).prefix(ItemLimits.itemsRead) {
            if let item = item(value) { items.append(item) }
        }
        draft.items = ItemDrafts(items)
    }

    /// `authors`, or what version 1.0 had in its place.
    private mutating func authors(of value: JSONValue) -> [PersonDraft] {
        let authors = reader.objects(value["authors"])
        let values = authors.isEmpty ? reader.objects(value["author"]) : authors
        var people: [PersonDraft] = []
        for value in values {
            people.append(
                PersonDraft(
                    name: reader.plain(value["name"]), url: reader.references(value["url"]).first,
                    avatar: reader.references(value["avatar"]).first))
        }
        return people
    }

    private mutating func hub(_ value: JSONValue) -> HubDraft? {
        guard let url = reader.references(value["url"]).first, let type = reader.plain(value["type"]) else {
            return nil
        }
        return HubDraft(type: type, url: url)
    }

    private mutating func item(_ value: JSONValue) -> ItemDraft? {
        guard let id = reader.string(value["id"]).map(ASCII.trimmed), !id.isEmpty else {
            reader.add(.missingID, "an item without an id")
            return nil
        }
        var item = ItemDraft()
        item.id = id
        item.title = reader.plain(value["title"]) ?? ""
        item.link = reader.references(value["url"])
        item.externalLink = reader.references(value["external_url"])
        item.body = reader.string(value["content_html"]).map { .html(Array($0.utf8)[...], bases: []) }
        item.text = reader.string(value["content_text"])
        item.summary = reader.plain(value["summary"])
        item.image = reader.references(value["image"])
        item.bannerImage = reader.references(value["banner_image"])
        item.published = reader.dates(value["date_published"])
        item.updated = reader.dates(value["date_modified"])
        item.authors = authors(of: value)
        item.tags = reader.plainList(value["tags"])
        item.language = ElementReader.language(reader.plain(value["language"]))
        for file in reader.objects(value["attachments"]) {
            if let attachment = attachment(file) { item.attachments.append(attachment) }
        }
        return item
    }

    private mutating func attachment(_ value: JSONValue) -> AttachmentDraft? {
        guard let url = reader.references(value["url"]).first else { return nil }
        return AttachmentDraft(
            url: url, mimeType: reader.plain(value["mime_type"]), title: reader.plain(value["title"]),
            size: reader.size(value["size_in_bytes"]), duration: reader.duration(value["duration_in_seconds"])
        )
    }
}
