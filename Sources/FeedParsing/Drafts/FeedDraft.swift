import FeedModel

/// What a document said, in its own order: links unresolved, dates unread, markup unclean, nothing decided.
///
/// Every format ends here, so that what follows (`Finishing`) is the same for all. A list of references or dates
/// holds one member's candidates, best first.
struct FeedDraft {
    var format: FeedFormat
    var encoding: String
    var id: String?
    var title = ""
    var homePage: [Reference] = []
    var selfLink: [Reference] = []
    var nextLink: [Reference] = []
    var description: String?
    var userComment: String?
    var icon: [Reference] = []
    var favicon: [Reference] = []
    var authors: [PersonDraft] = []
    var contributors: [PersonDraft] = []
    var language: String?
    var isExpired = false
    /// Whether the end of the document is missing.
    var isCutShort = false
    var hubs: [HubDraft] = []
    var published: [DateDraft] = []
    var updated: [DateDraft] = []
    var rights: String?
    var generator: GeneratorDraft?
    var categories: [Category] = []
    var hints = UpdateHints()
    var links: [LinkDraft] = []
    var items = ItemDrafts([])
    var problems: [ParseProblem] = []

    init(format: FeedFormat, encoding: String) {
        self.format = format
        self.encoding = encoding
    }
}

/// The items of a document, each of which is drafted when it is asked for: so one draft exists at a time.
struct ItemDrafts {
    let count: Int
    private let draft: (Int) -> ItemDraft

    init(_ drafts: [ItemDraft]) {
        count = drafts.count
        draft = { drafts[$0] }
    }

    /// One for each of `sources`.
    init<Source>(of sources: [Source], _ draft: @escaping (Source) -> ItemDraft) {
        count = sources.count
        self.draft = { draft(sources[$0]) }
    }

    subscript(place: Int) -> ItemDraft { draft(place) }
}

/// A link as the document writes it, with what it is relative to.
struct Reference {
    var text: String
    /// The values of `xml:base` around it, innermost first.
    var bases: [String] = []
    var line: Int?
}

/// A date as the document writes it.
struct DateDraft {
    var text: String
    var line: Int?
}

/// Somebody as the document names them; a member that is empty is nil.
struct PersonDraft {
    var name: String?
    var url: Reference?
    var email: String?
    var avatar: Reference?
}

/// Where pushes can be asked for.
struct HubDraft {
    var type: String
    var url: Reference
}

/// The program that wrote the feed.
struct GeneratorDraft {
    var name: String?
    var url: Reference?
    var version: String?
}

/// A link with a relation that has no member of its own.
struct LinkDraft {
    var rel: String
    var url: Reference
    var type: String?
    var title: String?
    var language: String?
    var length: Int64?
}
