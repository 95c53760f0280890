import FeedModel
import FoundationEssentials
import GRDB

/// How the rows of a listing are come by: along the index of its order, or from what one of its terms finds.
enum QueryWay {
    /// Walks the index that gives the order, looks at each row, and ends when there are enough.
    case inOrder
    /// Looks at the items of this `SELECT id` for which the other terms hold too, and sorts.
    case from(String, StatementArguments, rest: [ItemQuery])

    /// The way that looks at fewer rows. What is found by a term is taken to lie as densely everywhere; a row that is
    /// found and sorted costs a twentieth of one that is met in order and looked up in the index of words.
    init(for listing: ItemListing, _ names: QueryNames, in db: Database) throws {
        let terms = listing.query.conjuncts
        let sources = Self.sources(of: terms, names)
        guard !sources.isEmpty else {
            self = .inOrder
            return
        }
        let all = try QuerySize.total("total", of: nil, in: db)
        let walked = try Self.walked(of: terms, names, in: db)
        var bound = Self.row * Double(walked)
        if let limit = listing.limit {
            bound = min(bound, (Self.row * Double(limit) * Double(all)).squareRoot())
        }
        let most = max(Int(bound), 100)
        var best: (size: Int, source: Source)?
        for source in sources {
            let size = try source.size(upTo: (best?.size ?? most) + 1, in: db)
            if size <= best?.size ?? most { best = (size, source) }
        }
        self = best.map { .from($0.source.sql, $0.source.arguments, rest: $0.source.rest) } ?? .inOrder
    }

    /// The way to the items that arrived last, by which they are ordered: what the index of words finds comes in that
    /// order, so it is taken as it comes. Only where the walk is short is all of it looked at.
    static func byArrival(for query: ItemQuery, _ names: QueryNames, in db: Database) throws -> QueryWay {
        let terms = query.conjuncts
        let found = MatchExpression.Conjunction(terms)
        guard let expression = found.expression else { return .inOrder }
        let walked = try Self.walked(of: terms, names, in: db)
        if walked < Self.shortWalk, !expression.hasPrefix {
            let most = Int(Self.row) * walked
            if try QuerySize.matches(of: expression, upTo: most + 1, in: db) > most { return .inOrder }
        }
        let source = Source(expression: expression, rest: found.others)
        return .from(source.sql, source.arguments, rest: source.rest)
    }

    /// What a row costs that is met on the way and looked up, compared with one that is found.
    private static let row = 20.0
    /// How many rows may be looked at and sorted before the first is shown.
    private static let shortWalk = 2_000

    /// Something that finds items by an index of its own.
    private struct Source {
        var expression: MatchExpression?
        var feeds: [FeedID] = []
        var isUnread = false
        /// What else must hold of what is found.
        let rest: [ItemQuery]

        var sql: String {
            let ofFeeds =
                "SELECT id FROM item WHERE feedID IN (\(feeds.list))"
                + (isUnread ? " AND readAt IS NULL" : "")
            let found = "SELECT rowid AS id FROM itemSearch WHERE itemSearch MATCH ?"
            if expression == nil { return ofFeeds }
            return feeds.isEmpty ? found : "\(ofFeeds) UNION \(found)"
        }

        var arguments: StatementArguments { expression.map { [$0.text] } ?? [] }

        /// How many items it finds, or `most` where it may be more.
        func size(upTo most: Int, in db: Database) throws -> Int {
            let ofFeeds =
                feeds.isEmpty ? 0 : try QuerySize.total(isUnread ? "unread" : "total", of: feeds, in: db)
            guard let expression, ofFeeds < most else { return min(ofFeeds, most) }
            return ofFeeds + (try QuerySize.matches(of: expression, upTo: most - ofFeeds, in: db))
        }
    }

    private static func sources(of terms: [ItemQuery], _ names: QueryNames) -> [Source] {
        let isUnread = terms.contains(.unread)
        var sources: [Source] = []
        let found = MatchExpression.Conjunction(terms)
        if let expression = found.expression {
            sources.append(Source(expression: expression, rest: found.others))
        }
        for (place, term) in terms.enumerated() {
            var rest = terms
            rest.remove(at: place)
            switch term {
            case .tag(let tag):
                guard let tag = names.tags[tag] else { continue }
                sources.append(Source(expression: tag.own, feeds: tag.feeds, isUnread: isUnread, rest: rest))
            case .feed(let name):
                let feeds = names.feeds[name] ?? []
                // The index of a single one gives the order too.
                if feeds.count > 1 { sources.append(Source(feeds: feeds, isUnread: isUnread, rest: rest)) }
            default: continue
            }
        }
        return sources
    }

    /// How many rows the index of the order has to be walked over at most.
    private static func walked(
        of terms: [ItemQuery], _ names: QueryNames, in db: Database
    ) throws -> Int {
        var walked = Int.max
        let count = terms.contains(.unread) ? "unread" : terms.contains(.starred) ? "starred" : "total"
        for case .feed(let name) in terms {
            let feeds = names.feeds[name] ?? []
            if feeds.count == 1 { walked = min(walked, try QuerySize.total(count, of: feeds, in: db)) }
        }
        for case .newer(let date) in terms {
            walked = min(walked, try QuerySize.items(since: date, upTo: 100_000, in: db))
        }
        return min(walked, try QuerySize.total(count, of: nil, in: db), 1 << 40)
    }
}

extension ItemQuery {
    /// The terms that must all hold.
    var conjuncts: [ItemQuery] {
        switch self {
        case .everything: []
        case .all(let parts): parts.flatMap(\.conjuncts)
        default: [self]
        }
    }
}

/// How many there are of something: enough to choose a way, and never counted to the end.
enum QuerySize {
    static func matches(of expression: MatchExpression, upTo most: Int, in db: Database) throws -> Int {
        try count("SELECT 1 FROM itemSearch WHERE itemSearch MATCH ?", [expression.text], upTo: most, in: db)
    }

    /// Items whose date is this or later; `most` where it may be more, and nothing is known.
    static func items(since date: Date, upTo most: Int, in db: Database) throws -> Int {
        let count = try count("SELECT 1 FROM item WHERE date >= ?", [date.column], upTo: most, in: db)
        return count < most ? count : .max
    }

    /// Of these feeds, of all for nil; the column is one of `feedCount`.
    static func total(_ column: String, of feeds: [FeedID]?, in db: Database) throws -> Int {
        let condition = feeds.map { " WHERE feedID IN (\($0.list))" } ?? ""
        return try Int.fetchOne(db, sql: "SELECT sum(\(column)) FROM feedCount\(condition)") ?? 0
    }

    private static func count(
        _ rows: String, _ arguments: StatementArguments, upTo most: Int, in db: Database
    ) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM (\(rows) LIMIT ?)"), arguments: arguments + [most])
            ?? 0
    }
}
