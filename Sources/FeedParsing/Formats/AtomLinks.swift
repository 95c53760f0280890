import FeedModel
import XMLReading

/// One `link` element of Atom.
struct AtomLink {
    /// The relation in lower case, without IANA's address before it.
    let relation: String
    let written: String
    let type: String?
    let url: Reference
    let title: String?
    let language: String?
    let length: Int64?

    /// nil where it has neither `href` nor text.
    init?(_ element: XMLElement, in reader: ElementReader) {
        let href = reader.attribute(.href, of: element) ?? reader.token(element)
        guard let href else { return nil }
        url = reader.reference(href, at: element)
        written = reader.attribute(.rel, of: element) ?? "alternate"
        relation = Self.relation(written)
        type = reader.attribute(.type, of: element)
        title = reader.attribute(.title, of: element).map { PlainSpace.collapsed($0) }
        language = reader.attribute(.hreflang, of: element)
        length = reader.attribute(.length, of: element).flatMap(ASCII.wholeNumber).flatMap {
            $0 > 0 ? $0 : nil
        }
    }

    private static func relation(_ written: String) -> String {
        let relation = written.lowercased()
        let prefix = "http://www.iana.org/assignments/relation/"
        return relation.hasPrefix(prefix) ? String(relation.dropFirst(prefix.count)) : relation
    }

    /// The media type in lower case and without parameters; empty where there is none.
    var mediaType: String {
        guard let type else { return "" }
        return ASCII.trimmed(type.prefix { $0 != ";" }.lowercased())
    }

    /// Whether what it leads to is a page for people, as far as one can tell.
    var isPage: Bool { ["", "text/html", "application/xhtml+xml"].contains(mediaType) }

    var draft: LinkDraft {
        LinkDraft(rel: written, url: url, type: type, title: title, language: language, length: length)
    }

    var attachment: AttachmentDraft {
        AttachmentDraft(
            url: url, mimeType: type, title: title, size: length, isImage: mediaType.hasPrefix("image/"))
    }
}

/// The Atom links of a feed or an item, sorted by what they are for.
struct AtomLinks {
    let all: [AtomLink]

    init(of members: Members, in reader: ElementReader) {
        all = members.values(.atom(.link)) { AtomLink($0, in: reader) }
    }

    func urls(_ relation: String) -> [Reference] {
        all.lazy.filter { $0.relation == relation }.map(\.url)
    }

    /// Pages first, then the rest.
    var alternates: [Reference] {
        let alternates = all.filter { $0.relation == "alternate" }
        return alternates.filter(\.isPage).map(\.url) + alternates.filter { !$0.isPage }.map(\.url)
    }

    func replies(asPages: Bool) -> [Reference] {
        all.lazy.filter { $0.relation == "replies" && $0.isPage == asPages }.map(\.url)
    }

    /// Those with no member of a feed for them.
    var otherOfFeed: [LinkDraft] {
        all.lazy.filter { !["alternate", "self", "hub", "next", "enclosure"].contains($0.relation) }.map(
            \.draft)
    }

    /// Those with no member of an item for them; of `related` the first has one.
    var otherOfItem: [LinkDraft] {
        var links: [LinkDraft] = []
        var hasRelated = false
        for link in all where !["alternate", "enclosure", "replies"].contains(link.relation) {
            if link.relation == "related", !hasRelated {
                hasRelated = true
            } else {
                links.append(link.draft)
            }
        }
        return links
    }
}
