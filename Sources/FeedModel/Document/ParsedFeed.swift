package import FoundationEssentials

/// What a feed document says, read, cleaned and completed; the same shape for every format.
///
/// The members are those of JSON Feed 1.1 and of the extension object that `tidings parse --json` documents; a value
/// that is absent is nil or an empty list, never an empty string.
package struct ParsedFeed: Hashable, Sendable {
    package var format: FeedFormat
    /// The WHATWG name of the encoding used, in lower case.
    package var encoding: String
    package var id: String?
    package var title: String
    package var homePage: Link?
    package var feedLink: Link?
    package var nextLink: Link?
    package var description: String?
    package var userComment: String?
    package var icon: Link?
    package var favicon: Link?
    package var authors: [Person]
    package var contributors: [Person]
    package var language: String?
    /// The publisher says that nothing will follow (JSON Feed `expired`, `itunes:complete`).
    package var isExpired: Bool
    /// Whether the end of the document is missing, so that there may be items that it does not show.
    package var isCutShort: Bool
    package var hubs: [Hub]
    package var published: Date?
    package var updated: Date?
    package var rights: String?
    package var generator: Generator?
    package var categories: [Category]
    package var hints: UpdateHints
    package var links: [RelatedLink]
    /// In the document's order.
    package var items: [ParsedItem]
    package var problems: [ParseProblem]

    package init(format: FeedFormat, encoding: String) {
        self.format = format
        self.encoding = encoding
        title = ""
        authors = []
        contributors = []
        isExpired = false
        isCutShort = false
        hubs = []
        categories = []
        hints = UpdateHints()
        links = []
        items = []
        problems = []
    }

    /// Where pushes of this feed can be asked for.
    package struct Hub: Hashable, Sendable {
        /// `WebSub`, `rssCloud`, or what a JSON Feed says.
        package var type: String
        package var url: Link

        package init(type: String, url: Link) {
            self.type = type
            self.url = url
        }
    }

    /// The program that wrote the feed.
    package struct Generator: Hashable, Sendable {
        package var name: String?
        package var url: Link?
        package var version: String?

        package init(name: String? = nil, url: Link? = nil, version: String? = nil) {
            self.name = name
            self.url = url
            self.version = version
        }
    }
}

/// A subject that a feed or an item is filed under.
package struct Category: Hashable, Sendable {
    package var term: String
    package var scheme: String?
    package var label: String?

    package init(term: String, scheme: String? = nil, label: String? = nil) {
        self.term = term
        self.scheme = scheme
        self.label = label
    }
}

/// A link with a relation that has no member of its own.
package struct RelatedLink: Hashable, Sendable {
    package var rel: String
    package var url: Link
    package var type: String?
    package var title: String?
    package var language: String?
    package var length: Int64?

    package init(
        rel: String, url: Link, type: String? = nil, title: String? = nil, language: String? = nil,
        length: Int64? = nil
    ) {
        self.rel = rel
        self.url = url
        self.type = type
        self.title = title
        self.language = language
        self.length = length
    }
}

/// When the publisher would like to be asked (`polling.md` B37 to B40).
package struct UpdateHints: Hashable, Sendable {
    /// RSS `ttl`, in minutes, greater than 0.
    package var ttlMinutes: Int?
    /// Hours of the day in UTC, 0 to 23, ascending.
    package var skipHours: [Int]
    /// English names in full, Monday first.
    package var skipDays: [String]
    /// From the syndication module, in minutes, at least 1.
    package var updatePeriodMinutes: Int?

    package init(
        ttlMinutes: Int? = nil, skipHours: [Int] = [], skipDays: [String] = [],
        updatePeriodMinutes: Int? = nil
    ) {
        self.ttlMinutes = ttlMinutes
        self.skipHours = skipHours
        self.skipDays = skipDays
        self.updatePeriodMinutes = updatePeriodMinutes
    }
}
