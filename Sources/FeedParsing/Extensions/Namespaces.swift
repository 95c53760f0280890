/// What a namespace means to us, whatever prefix or spelling a document has for it (`parse-json.md` §6).
enum Vocabulary: UInt8, Hashable {
    /// No namespace, or one of RSS's; in a document of RSS or RDF also the one that its channel is in.
    case rss
    /// Atom 0.3 and 1.0; in an Atom document also whatever its document element is in.
    case atom
    case content
    case dublinCore
    case dublinCoreTerms
    case feedBurner
    case iTunes
    case media
    case rdf
    case slash
    case syndication
    case threading
    case wellFormedWeb
    case xhtml
    case xml
    /// No namespace, in an Atom document that has one.
    case none
    case unknown
}

/// The namespaces that feeds use, and the prefixes that stand for them where a document forgets to declare one.
enum Namespaces {
    static let atom03 = normalised("http://purl.org/atom/ns#")
    static let atom10 = normalised("http://www.w3.org/2005/Atom")
    static let rss090: Set<String> = [
        normalised("http://my.netscape.com/rdf/simple/0.9/"),
        normalised("http://channel.netscape.com/rdf/simple/0.9/"),
    ]

    /// What the usual prefix `prefix` means, written exactly so.
    static func vocabulary(ofPrefix prefix: String) -> Vocabulary? { prefixes[prefix] }

    /// What `namespace` means, in any of its spellings.
    static func vocabulary(of namespace: String) -> Vocabulary? {
        vocabulary(ofNormalised: normalised(namespace))
    }

    /// The same for a namespace that is normalised already.
    static func vocabulary(ofNormalised namespace: String) -> Vocabulary? { known[namespace] }

    /// `namespace` in the form in which spellings are compared: letter case, `http` or `https`, white space around
    /// it and a `/` or `#` at its end are no difference.
    static func normalised(_ namespace: String) -> String {
        var name = ASCII.trimmed(namespace).lowercased()
        if name.hasPrefix("https://") { name = "http://" + name.dropFirst(8) }
        while name.hasSuffix("/") || name.hasSuffix("#") { name.removeLast() }
        return name
    }

    private static let prefixes: [String: Vocabulary] = [
        "atom": .atom, "content": .content, "dc": .dublinCore, "dcterms": .dublinCoreTerms,
        "feedburner": .feedBurner, "itunes": .iTunes, "media": .media, "rdf": .rdf, "slash": .slash,
        "sy": .syndication, "thr": .threading, "wfw": .wellFormedWeb, "xhtml": .xhtml,
    ]

    private static let known = Dictionary(
        uniqueKeysWithValues: spellings.map { (normalised($0.0), $0.1) })

    private static let spellings: [(String, Vocabulary)] = [
        ("http://purl.org/rss/1.0/", .rss),
        ("http://my.netscape.com/rdf/simple/0.9/", .rss),
        ("http://channel.netscape.com/rdf/simple/0.9/", .rss),
        ("http://backend.userland.com/rss", .rss),
        ("http://backend.userland.com/RSS2", .rss),
        ("http://blogs.law.harvard.edu/tech/rss", .rss),
        ("http://my.netscape.com/publish/formats/rss-0.91.dtd", .rss),
        ("http://www.w3.org/2005/Atom", .atom),
        ("http://purl.org/atom/ns#", .atom),
        ("http://purl.org/rss/1.0/modules/content/", .content),
        ("http://purl.org/dc/elements/1.1/", .dublinCore),
        ("http://purl.org/dc/elements/1.0/", .dublinCore),
        ("http://purl.org/dc/terms/", .dublinCoreTerms),
        ("http://rssnamespace.org/feedburner/ext/1.0", .feedBurner),
        ("http://www.itunes.com/dtds/podcast-1.0.dtd", .iTunes),
        ("http://example.com/dtds/podcast-1.0.dtd", .iTunes),
        ("http://search.yahoo.com/mrss/", .media),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", .rdf),
        ("http://purl.org/rss/1.0/modules/slash/", .slash),
        ("http://purl.org/rss/1.0/modules/syndication/", .syndication),
        ("http://purl.org/syndication/thread/1.0", .threading),
        ("http://wellformedweb.org/CommentAPI/", .wellFormedWeb),
        ("http://www.w3.org/1999/xhtml", .xhtml),
        ("http://www.w3.org/XML/1998/namespace", .xml),
    ]
}
