import FeedModel
import FoundationEssentials
import GRDB

/// A listing as SQL: a `SELECT` over `item` whose values are all bound.
///
/// Terms are written so that SQLite recognises the partial indexes (`item.readAt IS NULL` word for word), and so that
/// it walks the index of the order asked for: whether a feed is subscribed to is looked up for each row walked over,
/// never joined.
struct QuerySQL {
    let sql: String
    let arguments: StatementArguments

    /// The rows of a listing, in its order.
    init(_ listing: ItemListing, selecting columns: String, in db: Database) throws {
        let (rows, arguments) = try QuerySQL.rows(listing, in: db)
        let order = QuerySQL.order(listing.order)
        sql = "SELECT \(columns) \(rows) ORDER BY \(order)" + (listing.limit == nil ? "" : " LIMIT ?")
        self.arguments = arguments + (listing.limit.map { [max(0, $0)] } ?? [])
    }

    /// A statement whose only value is how many rows a listing has.
    init(counting listing: ItemListing, in db: Database) throws {
        let (rows, arguments) = try QuerySQL.rows(listing, in: db)
        if let limit = listing.limit {
            sql = "SELECT count(*) FROM (SELECT 1 \(rows) LIMIT ?)"
            self.arguments = arguments + [max(0, limit)]
        } else {
            sql = "SELECT count(*) \(rows)"
            self.arguments = arguments
        }
    }

    /// How many rows of the kept counts are twins that a listing leaves out for others; takes time with the number of
    /// twins.
    init(countingTwins listing: ItemListing, in db: Database) throws {
        let (condition, arguments) = try QuerySQL.condition(listing, in: db)
        sql = """
            SELECT count(*) FROM twin CROSS JOIN item ON item.id = twin.itemID
            WHERE \(condition) AND \(QuerySQL.hasPreferredTwin(condition))
            """
        self.arguments = arguments + arguments
    }

    /// The same article in several feeds is one row: that of the twins that match which is preferred.
    private static func rows(
        _ listing: ItemListing, in db: Database
    ) throws -> (sql: String, arguments: StatementArguments) {
        let (condition, arguments) = try condition(listing, in: db)
        guard try hasTwins(in: db) else {
            return ("FROM item WHERE \(condition)", arguments)
        }
        return (
            """
            FROM item LEFT JOIN twin ON twin.itemID = item.id
            WHERE \(condition) AND (twin.story IS NULL OR NOT \(hasPreferredTwin(condition)))
            """, arguments + arguments
        )
    }

    /// Whether there are any twins at all.
    static func hasTwins(in db: Database) throws -> Bool {
        try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM twin)")) ?? false
    }

    private static func condition(
        _ listing: ItemListing, in db: Database
    ) throws -> (sql: String, arguments: StatementArguments) {
        var terms = QueryTermsSQL(db)
        var condition = try terms.condition(listing.query)
        if !listing.includesLetGo { condition += " AND \(isListed)" }
        return (condition, terms.arguments)
    }

    private static func hasPreferredTwin(_ condition: String) -> String {
        """
        EXISTS (SELECT 1 FROM twin AS other CROSS JOIN item ON item.id = other.itemID
            WHERE other.story = twin.story
            AND (other.isOfOwnSite, -other.itemID) > (twin.isOfOwnSite, -twin.itemID) AND \(condition))
        """
    }

    /// Whether the item's feed is subscribed to.
    static let isListed = """
        EXISTS (SELECT 1 FROM subscription WHERE subscription.feedID = item.feedID \
        AND endedAt IS NULL AND isShadowed = 0)
        """

    private static func order(_ order: ItemListing.Order) -> String {
        switch order {
        case .newestFirst: "item.date DESC, item.id DESC"
        case .oldestFirst: "item.date, item.id"
        case .feed:
            """
            (SELECT coalesce((SELECT title FROM subscription WHERE id = \(SubscriptionRecord.speaking)),
                nullif(title, ''), address) FROM feed WHERE feed.id = item.feedID) COLLATE NOCASE, item.feedID, \
            item.date DESC, item.id DESC
            """
        }
    }
}

/// Turns the tree of a query into a condition, gathering the values to bind in the order of their places.
private struct QueryTermsSQL {
    private(set) var arguments = StatementArguments()
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    mutating func condition(_ query: ItemQuery) throws -> String {
        switch query {
        case .everything: "1"
        case .words(let text): contains(["item.title", "item.authors"], text, orBody: true)
        case .feed(let name): try feeds(named: name)
        case .tag(let tag): self.tag(tag)
        case .title(let text): contains(["item.title"], text, orBody: false)
        case .author(let text): contains(["item.authors"], text, orBody: false)
        case .read: "item.readAt IS NOT NULL"
        case .unread: "item.readAt IS NULL"
        case .starred: "item.starredAt IS NOT NULL"
        case .revised: "item.isRevised = 1"
        case .older(let date): bound("item.date < ?", date.column)
        case .newer(let date): bound("item.date >= ?", date.column)
        case .receivedOlder(let date): bound("item.received < ?", date.column)
        case .not(let inner): "NOT (\(try condition(inner)))"
        case .all(let parts): try joined(parts[...], by: " AND ", none: "1")
        case .any(let parts): try joined(parts[...], by: " OR ", none: "0")
        }
    }

    /// As a balanced tree: SQLite takes an expression no deeper than 1,000.
    private mutating func joined(
        _ parts: ArraySlice<ItemQuery>, by word: String, none: String
    ) throws -> String {
        guard let first = parts.first else { return none }
        if parts.count == 1 { return try condition(first) }
        let middle = parts.startIndex + parts.count / 2
        let left = try joined(parts[..<middle], by: word, none: none)
        let right = try joined(parts[middle...], by: word, none: none)
        return "(\(left)\(word)\(right))"
    }

    private mutating func bound(_ term: String, _ value: some DatabaseValueConvertible) -> String {
        arguments += [value]
        return term
    }

    private mutating func contains(_ columns: [String], _ text: String, orBody: Bool) -> String {
        var terms = columns.map { contains($0, text) }
        if orBody {
            let inBody = ["summary", "html", "text"].map { contains($0, text) }.joined(separator: " OR ")
            terms.append("EXISTS (SELECT 1 FROM itemContent WHERE itemID = item.id AND (\(inBody)))")
        }
        return "(\(terms.joined(separator: " OR ")))"
    }

    private mutating func contains(_ column: String, _ text: String) -> String {
        let match = Folding.Match(containing: text)
        return bound(match.condition(on: column), match.argument)
    }

    /// One feed is compared as such, so that its own index gives the order.
    private func feeds(named name: String) throws -> String {
        let ids = try FeedNaming.feeds(named: name, in: db).map { String($0.rawValue) }
        switch ids.count {
        case 0: return "0"
        case 1: return "item.feedID = \(ids[0])"
        default: return "item.feedID IN (\(ids.joined(separator: ", ")))"
        }
    }

    private mutating func tag(_ tag: String) -> String {
        let line = "\n\(tag)\n"
        let own = contains("char(10) || item.tags || char(10)", line)
        let given = contains("char(10) || subscription.tags || char(10)", line)
        return """
            (\(own) OR EXISTS (SELECT 1 FROM subscription WHERE subscription.feedID = item.feedID \
            AND endedAt IS NULL AND isShadowed = 0 AND \(given)))
            """
    }
}
