import XMLReading

/// The names of elements and attributes that we know; the raw value is the local name, in lower case where RSS has
/// it, since RSS does not mind letter case.
enum Term: String {
    case about, abstract, author, body, category, channel, cloud, comments, commentRss = "commentrss",
        content, contributor
    case copyright, created, creator, date, day, description, div, domain, duration, email, enclosure,
        encoded, entry
    case feed, fileSize, fullItem = "fullitem", generator, group, guid, homepage, hour, href, hreflang, icon,
        id
    case identifier, image, isPermaLink = "ispermalink", issued, item, keywords, label, lang, language
    case lastBuildDate = "lastbuilddate", lastmod, length, link, logo, managingEditor = "managingeditor",
        medium, mode
    case modified, name, origLink, path, player, port, protocolName = "protocol", pubDate = "pubdate",
        published, rdf
    case rel, rights, root, rss, scheme, skipDays = "skipdays", skipHours = "skiphours", source, src, subject,
        subtitle
    case summary, tagline, term, text, thumbnail, title, total, ttl, type, updated, updateFrequency,
        updatePeriod, uri
    case url, version
    case rdfRoot = "RDF"
}

/// What a name means: a term of a vocabulary.
struct Meaning: Hashable {
    let vocabulary: Vocabulary
    let term: Term

    init(_ vocabulary: Vocabulary, _ term: Term) {
        self.vocabulary = vocabulary
        self.term = term
    }

    /// Whether elements of this meaning are the items of a feed.
    var isItem: Bool { self == .rss(.item) || self == .atom(.entry) }

    static func rss(_ term: Term) -> Meaning { Meaning(.rss, term) }
    static func atom(_ term: Term) -> Meaning { Meaning(.atom, term) }
    static func dc(_ term: Term) -> Meaning { Meaning(.dublinCore, term) }
    static func dcterms(_ term: Term) -> Meaning { Meaning(.dublinCoreTerms, term) }
    static func iTunes(_ term: Term) -> Meaning { Meaning(.iTunes, term) }
    static func media(_ term: Term) -> Meaning { Meaning(.media, term) }
}

/// What each distinct name of a document means, looked up once and then found by its number.
struct Meanings {
    /// By `nameIndex`; nil for names that mean nothing to us.
    let byName: [Meaning?]
    /// Whether the name is one of Atom 0.3, by `nameIndex`.
    let isAtom03: [Bool]
    /// Whether any name is `xml:base`, so that bases need be looked for.
    let hasBases: Bool

    /// Looks up `names`, where `own` namespaces (nil: none) count as `home`, and as Atom 0.3 if `isOld`.
    init(of names: [XMLName], home: Vocabulary, own: [String?], isOld: Bool) {
        let ownNames = own.map { $0.map(Namespaces.normalised) }
        let vocabularies = names.map { Self.vocabulary(of: $0, home: home, own: ownNames) }
        byName = zip(names, vocabularies).map { name, vocabulary in
            guard vocabulary != .unknown else { return nil }
            // The specification of wfw has the name in two spellings.
            let isFolded = vocabulary == .rss || vocabulary == .wellFormedWeb
            let local = isFolded ? name.local.lowercased() : name.local
            return Term(rawValue: local).map { Meaning(vocabulary, $0) }
        }
        isAtom03 = zip(names, vocabularies).map { name, vocabulary in
            guard vocabulary == .atom else { return false }
            guard let namespace = name.namespace else { return isOld }
            let normalised = Namespaces.normalised(namespace)
            return normalised == Namespaces.atom03 || (isOld && normalised != Namespaces.atom10)
        }
        hasBases = zip(names, vocabularies).contains { $0.0.local == "base" && $0.1 == .xml }
    }

    private static func vocabulary(of name: XMLName, home: Vocabulary, own: [String?]) -> Vocabulary {
        if name.isUndeclared {
            return name.prefix.flatMap(Namespaces.vocabulary(ofPrefix:)) ?? .unknown
        }
        guard let namespace = name.namespace else {
            return home == .rss || own.contains(nil) ? home : .none
        }
        if own.contains(Namespaces.normalised(namespace)) { return home }
        return Namespaces.vocabulary(of: namespace) ?? .unknown
    }
}
