import XMLReading

/// The names of elements and attributes that we know.
enum Term: UInt8, CaseIterable {
    case about, abstract, author, body, category, channel, cloud, comments, commentRss, complete, content
    case contributor, copyright, created, creator, date, day, description, div, domain, duration, email,
        enclosure
    case encoded, entry, feed, fileSize, fullItem, generator, group, guid, homepage, hour, href, hreflang,
        icon
    case id, identifier, image, isPermaLink, issued, item, keywords, label, lang, language, lastBuildDate
    case lastmod, length, link, logo, managingEditor, medium, mode, modified, name, origLink, path, player
    case port, protocolName, pubDate, published, rdf, rdfRoot, rel, rights, root, rss, scheme, skipDays
    case skipHours, source, src, subject, subtitle, summary, tagline, term, text, thumbnail, title, total, ttl
    case type, updated, updateFrequency, updatePeriod, uri, url, version

    /// The term of a local name: in lower case where RSS has it, since RSS does not mind letter case.
    init?(named name: String) {
        guard let term = Self.byName[name] else { return nil }
        self = term
    }

    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.localName, $0) })

    private var localName: String {
        switch self {
        case .commentRss: "commentrss"
        case .fullItem: "fullitem"
        case .isPermaLink: "ispermalink"
        case .lastBuildDate: "lastbuilddate"
        case .managingEditor: "managingeditor"
        case .protocolName: "protocol"
        case .pubDate: "pubdate"
        case .rdfRoot: "RDF"
        case .skipDays: "skipdays"
        case .skipHours: "skiphours"
        default: "\(self)"
        }
    }
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

    // By numbers: to compare enumerations can mean to compare what they stand for.
    static func == (left: Meaning, right: Meaning) -> Bool {
        left.term.rawValue == right.term.rawValue && left.vocabulary.rawValue == right.vocabulary.rawValue
    }

    static func rss(_ term: Term) -> Meaning { Meaning(.rss, term) }
    static func atom(_ term: Term) -> Meaning { Meaning(.atom, term) }
    static func dc(_ term: Term) -> Meaning { Meaning(.dublinCore, term) }
    static func dcterms(_ term: Term) -> Meaning { Meaning(.dublinCoreTerms, term) }
    static func iTunes(_ term: Term) -> Meaning { Meaning(.iTunes, term) }
    static func media(_ term: Term) -> Meaning { Meaning(.media, term) }
}

/// What each distinct name of a document means, looked up once and then found by its number.
///
/// A class, since each reader of an element holds it: one count goes up and down for it instead of one for each table.
final class Meanings: Sendable {
    /// By `nameIndex`; nil for names that mean nothing to us.
    let byName: [Meaning?]
    /// What each name is as that of an attribute, by `nameIndex`: only those without a namespace are any.
    let attributes: [Term?]
    /// Whether the name is one of Atom 0.3, by `nameIndex`.
    let isAtom03: [Bool]
    /// Whether any name is `xml:base`, so that bases need be looked for.
    let hasBases: Bool

    /// Looks up `names`, where `own` namespaces (nil: none) count as `home`, and as Atom 0.3 if `isOld`.
    init(of names: [XMLName], home: Vocabulary, own: [String?], isOld: Bool) {
        let ownNames = own.map { $0.map(Namespaces.normalised) }
        // A document has many names and few namespaces, each of which is normalised once.
        var spaces: [String: Space] = [:]
        for namespace in Set(names.lazy.compactMap(\.namespace)) {
            spaces[namespace] = Space(namespace, home: home, own: ownNames, isOld: isOld)
        }
        let vocabularies = names.map { name in
            if name.isUndeclared { return name.prefix.flatMap(Namespaces.vocabulary(ofPrefix:)) ?? .unknown }
            if let namespace = name.namespace { return spaces[namespace]?.vocabulary ?? .unknown }
            return home == .rss || ownNames.contains(nil) ? home : .none
        }
        byName = zip(names, vocabularies).map { name, vocabulary in
            guard vocabulary != .unknown else { return nil }
            // The specification of wfw has the name in two spellings.
            let isFolded = vocabulary == .rss || vocabulary == .wellFormedWeb
            let local = isFolded ? name.local.lowercased() : name.local
            return Term(named: local).map { Meaning(vocabulary, $0) }
        }
        attributes = names.map { name in
            guard name.prefix == nil else { return nil }
            return Term(named: name.local) ?? Term(named: name.local.lowercased())
        }
        isAtom03 = zip(names, vocabularies).map { name, vocabulary in
            guard vocabulary == .atom else { return false }
            return name.namespace.map { spaces[$0]?.isAtom03 == true } ?? isOld
        }
        hasBases = zip(names, vocabularies).contains { $0.0.local == "base" && $0.1 == .xml }
    }

    /// What a namespace means in one document.
    private struct Space {
        let vocabulary: Vocabulary
        let isAtom03: Bool

        init(_ namespace: String, home: Vocabulary, own: [String?], isOld: Bool) {
            let normalised = Namespaces.normalised(namespace)
            vocabulary =
                own.contains(normalised) ? home : Namespaces.vocabulary(ofNormalised: normalised) ?? .unknown
            isAtom03 = normalised == Namespaces.atom03 || (isOld && normalised != Namespaces.atom10)
        }
    }
}
