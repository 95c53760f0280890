import FeedModel
import FoundationEssentials
import GRDB

/// Turns rows into summaries; in a long list each feed's title is looked up once.
struct SummaryReader {
    static let columns = """
        item.id, item.feedID, item.title, item.link, item.authors, item.tags, item.published, item.updated, \
        item.received, item.readAt, item.starredAt, item.isRevised
        """

    private let db: Database
    private let hasTwins: Bool
    private var feeds: [FeedID: ItemSummary.FeedReference] = [:]
    private var lookups = 0
    private let titles: FeedTitles

    /// A short list looks its feeds up each time: the type of the dictionary takes longer to make ready.
    private static let lookupsBeforeKeeping = 100

    init(_ db: Database) throws {
        self.db = db
        hasTwins = try QuerySQL.hasTwins(in: db)
        titles = try FeedTitles(db)
    }

    /// One item; nil where none bears this number.
    static func item(_ id: ItemID, in db: Database) throws -> ItemSummary? {
        var reader = try SummaryReader(db)
        return try reader.item(id)
    }

    /// One item; nil where none bears this number.
    mutating func item(_ id: ItemID) throws -> ItemSummary? {
        let statement = try db.cachedStatement(sql: "SELECT \(Self.columns) FROM item WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.rawValue]).map { try summary($0) }
    }

    mutating func summary(_ row: Row) throws -> ItemSummary {
        ItemSummary(
            id: ItemID(row[0]), feed: try feed(FeedID(row[1])), title: row[2], link: row.link(3),
            authors: Lines.split(row[4]), tags: Lines.split(row[5]), published: row.date(6),
            updated: row.date(7), received: Date(column: row[8]),
            state: ItemState(readAt: row.date(9), starredAt: row.date(10)), isRevised: row[11],
            alsoIn: try others(than: row[0]))
    }

    /// The subscribed feeds that have the article too.
    private mutating func others(than id: Int64) throws -> [ItemSummary.FeedReference] {
        guard hasTwins else { return [] }
        let statement = try db.cachedStatement(
            sql: """
                SELECT DISTINCT item.feedID FROM twin JOIN twin AS other ON other.story = twin.story
                JOIN item ON item.id = other.itemID
                WHERE twin.itemID = ?1 AND other.itemID <> ?1 AND \(QuerySQL.isListed)
                ORDER BY item.feedID
                """)
        return try Int64.fetchAll(statement, arguments: [id]).map { try feed(FeedID($0)) }
    }

    mutating func feed(_ id: FeedID) throws -> ItemSummary.FeedReference {
        if let feed = feeds[id] { return feed }
        guard let feed = try titles.feed(id) else {
            throw DatabaseError.damage("an item belongs to no feed")
        }
        lookups += 1
        if lookups > Self.lookupsBeforeKeeping { feeds[id] = feed }
        return feed
    }
}
