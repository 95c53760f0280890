package import FeedModel
import FoundationEssentials
import GRDB

extension FeedStore {
    /// The items of a listing, in its order.
    package func items(matching listing: ItemListing) throws(StoreError) -> [ItemSummary] {
        var summaries: [ItemSummary] = []
        try forEachItem(matching: listing, withContent: false) { summary, _ in
            summaries.append(summary)
            return true
        }
        return summaries
    }

    /// Tells the items of a listing one after another, as they are found: however many they are, memory holds one.
    ///
    /// All are of one moment; a `body` that takes its time keeps the log from being folded in meanwhile. It must not ask
    /// this store for anything.
    ///
    /// - Parameters:
    ///   - withContent: whether the articles come along; else nil.
    ///   - body: takes an item, and says whether it wants another.
    package func forEachItem(
        matching listing: ItemListing, withContent: Bool, _ body: (ItemSummary, ItemContent?) -> Bool
    ) throws(StoreError) {
        try reading { db in
            // Each page is wanted about once: those of a long list need no room.
            if listing.limit == nil { try db.execute(sql: "PRAGMA cache_size = -4096") }
            let query = try QuerySQL(listing, selecting: SummaryReader.columns, in: db)
            let rows = try Row.fetchCursor(db, sql: query.sql, arguments: query.arguments)
            var reader = try SummaryReader(db)
            while let row = try rows.next() {
                let summary = try reader.summary(row)
                let content = withContent ? try ItemContentRecord.content(of: summary, in: db) : nil
                guard body(summary, content) else { break }
            }
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
            // One alone is what is asked for most, and a list of numbers is a type more to make ready.
            if range.lowerBound == range.upperBound {
                let statement = try db.cachedStatement(sql: "SELECT 1 FROM item WHERE id = ?")
                let isThere = try Int.fetchOne(statement, arguments: [range.lowerBound.rawValue]) != nil
                return isThere ? [range.lowerBound] : []
            }
            return try Int64.fetchAll(
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
                arguments: [LinkNumber(of: link).rawValue])
            let wanted = link.normalised
            return rows.filter { $0.link(1)?.normalised == wanted }.map { ItemID($0[0]) }
        }
    }

    /// Counts that the schema keeps need no counting: those of the feeds, less the rows that are left out since
    /// another shows the same article (`Schema5.stories`).
    private func keptCount(of listing: ItemListing, in db: Database) throws -> Int? {
        guard listing.limit == nil else { return nil }
        let (kept, hidden): (String, String)
        switch listing.query {
        case .everything: (kept, hidden) = ("total", "Total")
        case .unread: (kept, hidden) = ("unread", "Unread")
        case .read: (kept, hidden) = ("total - unread", "Read")
        case .starred: (kept, hidden) = ("starred", "Starred")
        default: return nil
        }
        let inForce =
            listing.includesLetGo
            ? "" : "WHERE feedID IN (SELECT feedID FROM subscription WHERE \(SubscriptionRecord.isInForce))"
        let column = listing.includesLetGo ? "all\(hidden)" : "listed\(hidden)"
        return try Int.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT ifnull((SELECT sum(\(kept)) FROM feedCount \(inForce)), 0) - \(column) FROM hiddenCount
                    """))
    }
}
