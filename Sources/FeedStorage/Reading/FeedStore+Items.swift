package import FeedModel
import FoundationEssentials
import GRDB

extension FeedStore {
    /// The items of a listing, in its order.
    package func items(matching listing: ItemListing) throws(StoreError) -> [ItemSummary] {
        try reading { db in
            let query = try QuerySQL(listing, selecting: SummaryReader.columns, in: db)
            let rows = try Row.fetchCursor(db, sql: query.sql, arguments: query.arguments)
            var reader = try SummaryReader(db)
            var summaries: [ItemSummary] = []
            while let row = try rows.next() { summaries.append(try reader.summary(row)) }
            return summaries
        }
    }

    /// How many items `items(matching:)` would give.
    package func count(matching listing: ItemListing) throws(StoreError) -> Int {
        try reading { db in
            if let kept = try keptCount(of: listing, in: db) { return kept }
            let query = try QuerySQL(counting: listing, in: db)
            return try Int.fetchOne(db, sql: query.sql, arguments: query.arguments) ?? 0
        }
    }

    /// One item whole; nil where no item bears this number.
    package func item(_ id: ItemID) throws(StoreError) -> Item? {
        try reading { db in
            guard let summary = try SummaryReader.item(id, in: db) else { return nil }
            return try ItemContentRecord.content(of: summary, in: db)
                .map { Item(summary: summary, content: $0) }
        }
    }

    /// The items that are there in a range of numbers, ascending.
    package func itemIDs(in range: ClosedRange<ItemID>) throws(StoreError) -> [ItemID] {
        try reading { db in
            try Int64.fetchAll(
                db.cachedStatement(sql: "SELECT id FROM item WHERE id BETWEEN ? AND ? ORDER BY id"),
                arguments: [range.lowerBound.rawValue, range.upperBound.rawValue]
            ).map { ItemID($0) }
        }
    }

    /// The items that bear this link, or one that is the same when compared (`Link.normalised`); newest first.
    package func itemIDs(for link: Link) throws(StoreError) -> [ItemID] {
        try reading { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT id, link FROM item WHERE linkHash = ? ORDER BY date DESC, id DESC"),
                arguments: [ItemTraits.link(link)])
            let wanted = link.normalised
            return rows.filter { $0.link(1)?.normalised == wanted }.map { ItemID($0[0]) }
        }
    }

    /// Counts that the schema keeps need no counting.
    private func keptCount(of listing: ItemListing, in db: Database) throws -> Int? {
        guard listing.limit == nil else { return nil }
        let column: String
        switch listing.query {
        case .everything: column = "total"
        case .unread: column = "unread"
        case .starred: column = "starred"
        default: return nil
        }
        let inForce =
            listing.includesLetGo
            ? "" : "WHERE feedID IN (SELECT feedID FROM subscription WHERE \(SubscriptionRecord.isInForce))"
        guard
            let kept = try Int.fetchOne(
                db.cachedStatement(sql: "SELECT total(\(column)) FROM feedCount \(inForce)"))
        else { return nil }
        let twins = try QuerySQL(countingTwins: listing, in: db)
        return kept - (try Int.fetchOne(db, sql: twins.sql, arguments: twins.arguments) ?? 0)
    }
}

/// Turns rows into summaries, looking each feed's title up once.
struct SummaryReader {
    static let columns = """
        item.id, item.feedID, item.title, item.link, item.authors, item.tags, item.published, item.updated, \
        item.received, item.readAt, item.starredAt, item.isRevised
        """

    private let db: Database
    private let hasTwins: Bool
    private var feeds: [FeedID: ItemSummary.FeedReference] = [:]

    init(_ db: Database) throws {
        self.db = db
        hasTwins = try QuerySQL.hasTwins(in: db)
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
        let statement = try db.cachedStatement(
            sql: """
                SELECT (SELECT title FROM subscription WHERE id = \(SubscriptionRecord.speaking)), title, address
                FROM feed WHERE id = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [id.rawValue]) else {
            preconditionFailure("the schema ties every item to a feed")
        }
        let feed = ItemSummary.FeedReference(
            id: id, title: FeedTitle.shown(given: row[0], own: row[1], address: row[2]),
            address: FeedAddress(row[2]))
        feeds[id] = feed
        return feed
    }
}
