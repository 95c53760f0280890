import FeedModel
import FoundationEssentials
import GRDB

/// A listing as SQL: a `SELECT` over `item` whose values are all bound.
///
/// Whether a feed is subscribed to is looked up for each row, never joined, so that no join spoils the way that was
/// chosen (`QueryWay`).
struct QuerySQL {
    let sql: String
    let arguments: StatementArguments

    /// The rows of a listing, in its order.
    init(_ listing: ItemListing, selecting columns: String, in db: Database) throws {
        let rows = try QuerySQL.rows(listing, .inOrder, in: db)
        let order = QuerySQL.order(listing.order)
        sql = "SELECT \(columns) \(rows.sql) ORDER BY \(order)" + (listing.limit == nil ? "" : " LIMIT ?")
        arguments = rows.arguments + (listing.limit.map { [max(0, $0)] } ?? [])
    }

    /// The newest of what a query finds, feeds that were let go among it: those that arrived last, the last first;
    /// where the index of words is not asked first, by date.
    init(newest limit: Int, of query: ItemQuery, selecting columns: String, in db: Database) throws {
        let listing = ItemListing(query, includesLetGo: true, limit: limit)
        let rows = try QuerySQL.rows(listing, .byArrival, in: db)
        sql = "SELECT \(columns) \(rows.sql) ORDER BY \(rows.newestFirst) LIMIT ?"
        arguments = rows.arguments + [limit]
    }

    /// A statement whose only value is how many rows a listing has.
    init(counting listing: ItemListing, in db: Database) throws {
        let rows = try QuerySQL.rows(listing, .inOrder, in: db)
        if let limit = listing.limit {
            sql = "SELECT count(*) FROM (SELECT 1 \(rows.sql) LIMIT ?)"
            arguments = rows.arguments + [max(0, limit)]
        } else {
            sql = "SELECT count(*) \(rows.sql)"
            arguments = rows.arguments
        }
    }

    /// What comes after the columns.
    private struct Rows {
        let sql: String
        let arguments: StatementArguments
        /// The order in which the newest come without sorting. FTS5 gives its rows in order only where its own number
        /// is asked for.
        let newestFirst: String
    }

    private enum WantedOrder {
        /// As the listing says.
        case inOrder
        case byArrival
    }

    /// The same article in several feeds is one row: that of the twins that match which is preferred.
    private static func rows(
        _ listing: ItemListing, _ wanted: WantedOrder, in db: Database
    ) throws -> Rows {
        let names = try QueryNames(in: listing.query, db)
        let way =
            switch wanted {
            case .inOrder: try QueryWay(for: listing, names, in: db)
            case .byArrival: try QueryWay.byArrival(for: listing.query, names, in: db)
            }
        var arguments = StatementArguments()
        var source = "FROM item"
        var newestFirst = order(.newestFirst)
        var terms = listing.query.conjuncts
        if case .from(let found, let values, let rest) = way {
            source = "FROM (\(found)) AS found CROSS JOIN item ON item.id = found.id"
            arguments += values
            (terms, newestFirst) = (rest, "found.id DESC")
        }
        let (condition, values) = try condition(listing, terms, names, ofFew: false, in: db)
        arguments += values
        guard try hasTwins(in: db) else {
            return Rows(sql: "\(source) WHERE \(condition)", arguments: arguments, newestFirst: newestFirst)
        }
        let (preferred, others) = try self.condition(
            listing, listing.query.conjuncts, names, ofFew: true, in: db)
        return Rows(
            sql: """
                \(source) LEFT JOIN twin ON twin.itemID = item.id
                WHERE \(condition) AND (twin.story IS NULL OR NOT \(hasPreferredTwin(preferred)))
                """, arguments: arguments + others, newestFirst: newestFirst)
    }

    /// Whether there are any twins at all.
    static func hasTwins(in db: Database) throws -> Bool {
        try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM twin)")) ?? false
    }

    private static func condition(
        _ listing: ItemListing, _ terms: [ItemQuery], _ names: QueryNames, ofFew isOfFew: Bool,
        in db: Database
    ) throws -> (sql: String, arguments: StatementArguments) {
        var writer = QueryCondition(names, ofFew: isOfFew, in: db)
        var condition = try writer.all(terms)
        if !listing.includesLetGo { condition += " AND \(isListed)" }
        return (condition, writer.arguments)
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
        case .feed: "\(feedTitle) COLLATE NOCASE, item.feedID, item.date DESC, item.id DESC"
        case .feedOldestFirst: "\(feedTitle) COLLATE NOCASE, item.feedID, item.date, item.id"
        }
    }

    private static let feedTitle = """
        (SELECT coalesce((SELECT title FROM subscription WHERE id = \(SubscriptionRecord.speaking)), \
        nullif(title, ''), address) FROM feed WHERE feed.id = item.feedID)
        """
}
