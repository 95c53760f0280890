package import FeedModel
import FoundationEssentials
import GRDB

/// Tells the items that are stored from now on, whoever stores them.
package struct ItemArrivals {
    private let store: FeedStore
    private let query: ItemQuery
    /// SQLite's `data_version`, as one connection sees it: another number once somebody else has written.
    private var version: Int
    /// The newest item that was looked at; numbers are never reused.
    private var newest: Int64

    /// Begins to watch; what is stored already is never told.
    ///
    /// - Parameter query: which items are told.
    package init(in store: FeedStore, matching query: ItemQuery) throws(StoreError) {
        self.store = store
        self.query = query
        version = try store.dataVersion()
        newest = try store.reading { db in try Self.newest(in: db) }
    }

    /// The items that arrived since this was last asked, in the order in which they arrived; of feeds that are
    /// subscribed to. Nothing is looked at where nobody has written.
    ///
    /// An article that has been told under another feed, or was there before, is not told again.
    package mutating func next() throws(StoreError) -> [ItemSummary] {
        let now = try store.dataVersion()
        guard now != version else { return [] }
        version = now
        let (query, last) = (query, newest)
        let found = try store.reading { db in
            let newest = try Self.newest(in: db)
            return (newest: newest, items: newest > last ? try Self.items(after: last, query, in: db) : [])
        }
        newest = max(newest, found.newest)
        return found.items
    }

    private static func newest(in db: Database) throws -> Int64 {
        try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(id) FROM item")) ?? 0
    }

    private static func items(after last: Int64, _ query: ItemQuery, in db: Database) throws -> [ItemSummary]
    {
        let names = try QueryNames(in: query, db)
        var writer = QueryCondition(names, ofFew: true, in: db)
        let condition = "\(try writer.all(query.conjuncts)) AND \(QuerySQL.isListed)"
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT \(SummaryReader.columns) FROM item LEFT JOIN twin ON twin.itemID = item.id
                WHERE item.id > ? AND \(condition) AND (twin.story IS NULL OR NOT EXISTS (
                    SELECT 1 FROM twin AS other CROSS JOIN item ON item.id = other.itemID
                    WHERE other.story = twin.story AND other.itemID < twin.itemID AND \(condition)))
                ORDER BY item.id
                """, arguments: [last] + writer.arguments + writer.arguments)
        var reader = try SummaryReader(db)
        return try rows.map { try reader.summary($0) }
    }
}

extension FeedStore {
    /// Always asked of the connection that writes: numbers of several connections cannot be compared.
    fileprivate func dataVersion() throws(StoreError) -> Int {
        do {
            return try database.writeWithoutTransaction { db in
                try Int.fetchOne(db.cachedStatement(sql: "PRAGMA data_version")) ?? 0
            }
        } catch {
            throw StoreError(error, at: path)
        }
    }
}
