import FeedModel
import XMLReading

extension FeedFormat {
    /// What the document element says (`parse-json.md` §4): neither `Content-Type` nor a file's name does.
    init(detecting root: XMLElement) {
        let local = root.name.local
        switch local.lowercased() {
        case "rss":
            self = Self.rss(version: ASCII.trimmed(Self.version(of: root) ?? ""))
        case "rdf"
        where root.name.namespace.flatMap(Namespaces.vocabulary(of:)) == .rdf || root.name.prefix == "rdf":
            self = Self.rdf(root)
        case "channel" where root.name.namespace == nil && !root.name.isUndeclared:
            self = .cdf
        case "feed" where local == "feed":
            self = Self.atom(root)
        case "entry" where local == "entry" && Self.isNamespace(root, Namespaces.atom10):
            self = .atom10
        default:
            self = .unknown
        }
    }

    private static func version(of root: XMLElement) -> String? {
        root.attributes.first { $0.name.local.lowercased() == "version" && $0.name.prefix == nil }?.value
    }

    private static func rss(version: String) -> FeedFormat {
        switch version {
        case "0.91": .rss091
        case "0.92": .rss092
        case "0.93": .rss093
        case "0.94": .rss094
        default: version.hasPrefix("2") ? .rss20 : .rss
        }
    }

    private static func rdf(_ root: XMLElement) -> FeedFormat {
        let children = Array(root.children)
        let telling = ["channel", "item"].lazy.compactMap { name in
            children.first { $0.name.local.lowercased() == name && !isForeign($0) }
        }.first
        let declared = telling.map { $0.name.namespace ?? "" } ?? root.documentNamespace
        guard let namespace = declared.map(Namespaces.normalised) else { return .unknown }
        if telling == nil, Namespaces.vocabulary(of: namespace) != .rss { return .unknown }
        return Namespaces.rss090.contains(namespace) ? .rss090 : .rss10
    }

    /// Whether an element's namespace is known, and is not one of RSS.
    private static func isForeign(_ element: XMLElement) -> Bool {
        guard let vocabulary = element.name.namespace.flatMap(Namespaces.vocabulary(of:)) else {
            return false
        }
        return vocabulary != .rss
    }

    private static func atom(_ root: XMLElement) -> FeedFormat {
        if isNamespace(root, Namespaces.atom10) { return .atom10 }
        if isNamespace(root, Namespaces.atom03) { return .atom03 }
        return ASCII.trimmed(version(of: root) ?? "") == "0.3" ? .atom03 : .atom
    }

    private static func isNamespace(_ element: XMLElement, _ namespace: String) -> Bool {
        if let own = element.name.namespace { return Namespaces.normalised(own) == namespace }
        return element.name.isUndeclared && element.name.prefix == "atom" && namespace == Namespaces.atom10
    }
}
