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

    /// The same article in several feeds is one row: that of the twins that match which is preferred.
    static func rows(
        _ listing: ItemListing, in db: Database
    ) throws -> (sql: String, arguments: StatementArguments) {
        let way = try QueryWay(for: listing, in: db)
        var arguments = StatementArguments()
        var source = "FROM item"
        var terms = listing.query.conjuncts
        var isOfFew = false
        if case .from(let found, let values, let rest) = way {
            source = "FROM (\(found)) AS found CROSS JOIN item ON item.id = found.id"
            arguments += values
            (terms, isOfFew) = (rest, true)
        }
        let (condition, values) = try condition(listing, terms, ofFew: isOfFew, in: db)
        arguments += values
        guard try hasTwins(in: db) else { return ("\(source) WHERE \(condition)", arguments) }
        let (preferred, others) = try self.condition(
            listing, listing.query.conjuncts, ofFew: true, in: db)
        return (
            """
            \(source) LEFT JOIN twin ON twin.itemID = item.id
            WHERE \(condition) AND (twin.story IS NULL OR NOT \(hasPreferredTwin(preferred)))
            """, arguments + others
        )
    }

    /// Whether there are any twins at all.
    static func hasTwins(in db: Database) throws -> Bool {
        try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM twin)")) ?? false
    }

    private static func condition(
        _ listing: ItemListing, _ terms: [ItemQuery], ofFew isOfFew: Bool, in db: Database
    ) throws -> (sql: String, arguments: StatementArguments) {
        var writer = QueryCondition(ofFew: isOfFew, in: db)
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
        case .feed:
            """
            (SELECT coalesce((SELECT title FROM subscription WHERE id = \(SubscriptionRecord.speaking)),
                nullif(title, ''), address) FROM feed WHERE feed.id = item.feedID) COLLATE NOCASE, item.feedID, \
            item.date DESC, item.id DESC
            """
        }
    }
}
