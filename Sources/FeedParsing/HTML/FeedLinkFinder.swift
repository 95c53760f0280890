package import FeedModel
internal import XMLReading

/// A feed that a web page speaks of.
package struct FoundFeed: Hashable, Sendable {
    /// How sure it is that there is a feed.
    package enum Evidence: Hashable, Sendable {
        /// The page says so, in a `link` element.
        case declared
        /// A link of the page looks like one.
        case guessed
    }

    package let link: Link
    /// What the page calls it, on one line; `nil` if it does not.
    package let title: String?
    package let evidence: Evidence
}

/// Finds the feeds of a web page.
package enum FeedLinkFinder {
    /// The feeds that a page names which came where a feed was expected; see `feeds(inHTML:charset:base:)`.
    package static func feeds(in document: FeedDocument) -> [FoundFeed] {
        feeds(
            inHTML: document.bytes, charset: document.contentType.flatMap(ContentType.charset),
            base: document.url ?? Link(""))
    }

    /// The feeds that a page names, declared ones first, otherwise in the order of the page; each address once.
    ///
    /// Declared are `link` elements with `rel="alternate"` and the type of a feed
    /// (https://blog.whatwg.org/feed-autodiscovery), and those with `rel="feed"`. Then come links that look like feeds by
    /// their address or their words. At most 100 are given.
    ///
    /// - Parameters:
    ///   - charset: the `charset` parameter of the `Content-Type` the page came with.
    ///   - base: the address of the page; a `base` element in it counts.
    package static func feeds(inHTML bytes: [UInt8], charset: String?, base: Link) -> [FoundFeed] {
        let text = TextDecoding.decoded(bytes, charset: charset, isXML: false)
        var search = FeedLinkSearch(base: base)
        search.look(at: HTMLDocument(reading: text.bytes).root)
        return search.found
    }
}

private struct FeedLinkSearch {
    private var base: Link
    private var hasBase = false
    private var declared: [FoundFeed] = []
    private var sure: Set<Link> = []
    private var guessed: [FoundFeed] = []
    private var seen: Set<Link> = []

    /// Feeds that are given.
    private static let most = 100
    /// Bytes of an address and of a title; each link is resolved against the base, so its length counts often.
    private static let longestAddress = 8 << 10
    /// Bytes of what a link says that are looked at: links may be nested around all of a page.
    private static let longestWords = 256

    init(base: Link) { self.base = base }

    /// What was found; an address that was first guessed and then declared is declared.
    var found: [FoundFeed] {
        Array((declared + guessed.filter { !sure.contains($0.link) }).prefix(Self.most))
    }

    mutating func look(at element: XMLElement) {
        for child in element.children {
            switch child.name.local {
            case "base": readBase(child)
            case "link": readLink(child)
            case "a": readAnchor(child)
            case "template", "script", "style": continue
            default: break
            }
            look(at: child)
        }
    }

    private mutating func readBase(_ element: XMLElement) {
        guard !hasBase, let address = address(of: element) else { return }
        hasBase = true
        base = Link(address).resolved(against: base)
    }

    private mutating func readLink(_ element: XMLElement) {
        guard declared.count < Self.most else { return }
        let relations = (element.attribute("rel") ?? "").lowercased().split {
            $0 == " " || $0 == "\n" || $0 == "\t"
        }
        let type = (element.attribute("type") ?? "").lowercased().prefix { $0 != ";" && $0 != " " }
        let isFeed = relations.contains("alternate") && Self.types.contains(String(type))
        guard isFeed || relations.contains("feed"), let link = link(of: element) else { return }
        guard sure.insert(link).inserted else { return }
        let title = PlainSpace.collapsed(element.attribute("title") ?? "")
        declared.append(FoundFeed(link: link, title: title.isEmpty ? nil : title, evidence: .declared))
    }

    private mutating func readAnchor(_ element: XMLElement) {
        guard guessed.count < Self.most, let link = link(of: element) else { return }
        let words = words(of: element)
        guard looksLikeFeed(link) || Self.words.contains(words.lowercased()), seen.insert(link).inserted
        else { return }
        guessed.append(FoundFeed(link: link, title: words.isEmpty ? nil : words, evidence: .guessed))
    }

    private func link(of element: XMLElement) -> Link? {
        guard let address = address(of: element), !address.isEmpty, !address.hasPrefix("#") else {
            return nil
        }
        let link = Link(address.replacing(" ", with: "%20")).resolved(against: base).withoutFragment
        guard let scheme = link.scheme, scheme == "http" || scheme == "https" else { return nil }
        return link
    }

    /// What a link says, or the beginning of it.
    private func words(of element: XMLElement) -> String {
        let bytes = element.deepTextBytes
        guard bytes.count > Self.longestWords else { return PlainSpace.collapsed(bytes) }
        var end = bytes.startIndex + Self.longestWords
        while bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return PlainSpace.collapsed(bytes[..<end])
    }

    private func address(of element: XMLElement) -> String? {
        guard let address = element.attribute("href"), address.utf8.count <= Self.longestAddress else {
            return nil
        }
        return ASCII.trimmed(address)
    }

    /// Whether the path of an address is one that feeds have: `/feed`, `/index.xml`, `/news.rss`.
    private func looksLikeFeed(_ link: Link) -> Bool {
        let path = link.text.prefix { $0 != "?" }.lowercased()
        let parts = path.split(separator: "/").dropFirst(2)
        guard let last = parts.last else { return false }
        if ["feed", "feeds", "rss", "atom", "rdf"].contains(last) { return true }
        if [".rss", ".atom", ".rdf"].contains(where: { last.hasSuffix($0) }) { return true }
        let stems = ["feed", "rss", "atom", "index"]
        let isDocument = last.hasSuffix(".xml") || last == "feed.json"
        return isDocument && stems.contains { last.contains($0) }
    }

    private static let types: Set<String> = [
        "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
        "application/json", "application/xml", "text/xml", "application/x-rss+xml", "application/x.atom+xml",
    ]

    /// What links to feeds are called on pages.
    private static let words: Set<String> = [
        "atom", "atom feed", "feed", "json feed", "rss", "rss 2.0", "rss feed", "rss-feed", "web feed",
        "xml feed",
    ]
}
