/// The elements that plain markup may have and what is done with them, in tables that are looked into by number.
struct PlainElements {
    /// What decides where an element may stand.
    enum Kind {
        case inline, link, block, heading, listItem
    }

    struct Element {
        let kind: Kind
        let isVoid: Bool
        let isPreformatted: Bool
        let isParagraph: Bool
        let isList: Bool
        /// Whether it is nothing without `src` or `srcset`.
        let needsSource: Bool
        /// Whether text on one line has a space in its place.
        let isSeparator: Bool
    }

    private let names: ShortNames
    private let list: [Element]
    private let attributeNames: ShortNames
    private let sources: Set<Int>
    /// By the element's number times the count of attributes, plus the attribute's; nil where it goes.
    private let uses: [SanitizerRule.Use?]
    private let attributeCount: Int

    static let all = PlainElements()

    @inline(__always)
    func number(of name: ShortNames.Key) -> Int? { names.number(of: name) }

    @inline(__always)
    subscript(number: Int) -> Element { list[number] }

    /// The number of an attribute that some element keeps.
    @inline(__always)
    func attribute(of name: ShortNames.Key) -> Int? { attributeNames.number(of: name) }

    /// What an element does with an attribute; nil where it goes.
    @inline(__always)
    func use(of attribute: Int, on element: Int) -> SanitizerRule.Use? {
        uses[element * attributeCount + attribute]
    }

    /// Whether an attribute gives an element something to show.
    func isSource(_ attribute: Int) -> Bool { sources.contains(attribute) }

    private init() {
        let elements = Self.kinds.flatMap { kind, names in
            names.split(separator: " ").map { (kind, String($0), SanitizerRule(for: String($0))) }
        }
        let keys = Set(elements.flatMap(\.2.attributes.keys) + SanitizerRule.commonAttributes.keys).sorted()
        names = ShortNames(elements.map(\.1))
        attributeNames = ShortNames(keys)
        attributeCount = keys.count
        sources = Set(keys.indices.filter { keys[$0] == "src" || keys[$0] == "srcset" })
        list = elements.map { kind, name, rule in
            Element(
                kind: kind, isVoid: rule.isVoid, isPreformatted: rule.isPreformatted,
                isParagraph: name == "p",
                isList: name == "ul" || name == "ol", needsSource: rule.needsSource,
                isSeparator: TextRole(of: name) == .separator)
        }
        uses = elements.flatMap { _, _, rule in
            keys.map { rule.attributes[$0] ?? SanitizerRule.commonAttributes[$0] }
        }
    }

    private static let kinds: [(Kind, String)] = [
        (
            .inline,
            "abbr b bdi bdo big br cite code del dfn em i img ins kbd mark q s samp small span strike strong"
        ),
        (.inline, "sub sup time tt u var wbr"),
        (.link, "a"),
        (
            .block,
            "address article aside blockquote center div figcaption figure footer header hr main nav ol p pre"
        ),
        (.block, "section ul"),
        (.heading, "h1 h2 h3 h4 h5 h6"),
        (.listItem, "li"),
    ]
}
