/// What the sanitizer does with an element of a certain name.
struct SanitizerRule {
    enum Treatment {
        case keep, unwrap, remove
    }

    /// How the value of an attribute is judged.
    enum Use {
        case plain
        case address(AddressKind)
        case candidates
    }

    /// Where an address is used: what it leads to decides which schemes are fine.
    enum AddressKind {
        case link, image, other
    }

    private(set) var treatment: Treatment
    private(set) var attributes: [String: Use] = [:]
    private(set) var isVoid = false
    private(set) var isPreformatted = false
    /// Whether the element is nothing without `src` or `srcset`.
    private(set) var needsSource = false
    /// Whether a parser treats what is in it otherwise than it would without it.
    private(set) var shapesTree = false
    /// What a parser would make of the element inside another one.
    private(set) var nesting = Nesting.free
    /// A block that does not keep list items apart.
    private var isPlainBlock = false

    /// Which elements may not be written inside which, since a parser would close the outer one first.
    enum Nesting {
        case free
        /// No link in a link.
        case link
        /// No block in a paragraph, and a paragraph is one; and no heading right in a heading.
        case paragraph, block, heading
        /// No item of a list in another, but for lists and most blocks between them.
        case listItem, term
        /// A table ends what may hold of paragraphs; its cells that of links too.
        case table, cell
    }

    /// Allowed on every element.
    static let commonAttributes: [String: Use] = ["title": .plain, "lang": .plain, "dir": .plain]

    init(for name: String) {
        if Self.kept.contains(name) {
            treatment = .keep
            attributes = Self.attributes[name] ?? [:]
            isVoid = Self.voids.contains(name)
            isPreformatted = name == "pre"
            nesting = Self.nesting(of: name)
            isPlainBlock = name == "address" || name == "div"
            needsSource = name == "img" || name == "source" || name == "track"
        } else if Self.removed.contains(name) {
            treatment = .remove
        } else {
            treatment = .unwrap
            shapesTree = Self.shapers.contains(name)
        }
    }

    private static let kept = words(
        """
        a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup
        data dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main
        mark nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table
        tbody td tfoot th thead time tr track tt u ul var video wbr
        """)

    private static let removed = words(
        """
        applet base embed frame frameset head iframe input link math meta noembed noframes param plaintext script select
        style svg template textarea title xmp
        """)

    private static func nesting(of name: String) -> Nesting {
        switch name {
        case "a": .link
        case "p": .paragraph
        case "li": .listItem
        case "dd", "dt": .term
        case "h1", "h2", "h3", "h4", "h5", "h6": .heading
        case "table": .table
        case "caption", "td", "th": .cell
        default: blocks.contains(name) ? .block : .free
        }
    }

    /// Whether an item of a list may stand inside, though the element is itself in one (the category “special”).
    var endsListItem: Bool { nesting != .free && nesting != .link && nesting != .paragraph && !isPlainBlock }

    private static let blocks = words(
        """
        address article aside blockquote center details div dl figcaption figure footer header hr main nav ol pre
        section summary ul
        """)

    private static let voids = words("br col hr img source track wbr")

    /// Elements that are taken out and were more to the parser than a name.
    private static let shapers = words(
        """
        button dialog dir fieldset form hgroup html listing marquee menu object optgroup option rb rtc search nobr font
        """)

    private static let attributes: [String: [String: Use]] = [
        "a": ["href": .address(.link)],
        "img": [
            "src": .address(.image), "alt": .plain, "width": .plain, "height": .plain, "srcset": .candidates,
            "sizes": .plain,
        ],
        "audio": ["src": .address(.other), "controls": .plain],
        "video": [
            "src": .address(.other), "controls": .plain, "poster": .address(.other), "width": .plain,
            "height": .plain,
        ],
        "source": [
            "src": .address(.other), "type": .plain, "srcset": .candidates, "sizes": .plain, "media": .plain,
        ],
        "track": [
            "src": .address(.other), "kind": .plain, "srclang": .plain, "label": .plain, "default": .plain,
        ],
        "blockquote": ["cite": .address(.other)],
        "q": ["cite": .address(.other)],
        "del": ["cite": .address(.other), "datetime": .plain],
        "ins": ["cite": .address(.other), "datetime": .plain],
        "time": ["datetime": .plain],
        "data": ["value": .plain],
        "ol": ["start": .plain, "type": .plain, "reversed": .plain],
        "li": ["value": .plain],
        "td": cell,
        "th": cell,
        "col": ["span": .plain],
        "colgroup": ["span": .plain],
        "details": ["open": .plain],
    ]

    private static let cell: [String: Use] = [
        "colspan": .plain, "rowspan": .plain, "headers": .plain, "scope": .plain, "align": .plain,
        "valign": .plain,
    ]

    private static func words(_ text: String) -> Set<String> {
        Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
    }
}
