import FeedModel
import FoundationEssentials
import GRDB

/// What is left of a purged item, while its feed may still carry it: its keys, and by what else it is recognised.
enum PurgedRecord {
    /// Those of a feed: as many at most as one document of it had, once the next has been read.
    static func items(of feed: FeedID, in db: Database) throws -> [KnownItem] {
        var items: [ItemID: KnownItem] = [:]
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT itemID, itemKey, titleHash, linkHash, pathHash, wordsHash, published
                    FROM purgedItem WHERE feedID = ?
                    """), arguments: [feed.rawValue])
        while let row = try rows.next() {
            let id = ItemID(row[0])
            let key = ItemKey(text: row[1])
            if items[id] != nil {
                items[id]?.keys.append(key)
                continue
            }
            let traits = ItemTraits(
                title: row[2], link: row[3], path: row[4], words: row[5], published: row.date(6))
            items[id] = KnownItem(id: id, keys: [key], trace: .purged(traits))
        }
        return items.values.sorted { $0.id < $1.id }
    }

    /// Deletes an item. Its state stays, and while its feed carries it, as far as is known, so do its keys, lest it come
    /// back.
    ///
    /// - Returns: whether it was there.
    static func purge(_ id: ItemID, in db: Database) throws -> Bool {
        try leaveState(of: id, in: db)
        let isCarried = try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT leftAt IS NULL FROM item WHERE id = ?"), arguments: [id.rawValue])
        if isCarried == true { try leaveKeys(of: id, in: db) }
        return try ItemRecord.delete(id, in: db)
    }

    /// Leaves the state of an item under each of its keys.
    private static func leaveState(of id: ItemID, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO itemState (feedID, itemKey, readAt, starredAt)
                SELECT item.feedID, itemAlias.itemKey, state.readAt, state.starredAt FROM item
                JOIN itemAlias ON itemAlias.itemID = item.id
                JOIN itemState AS state ON state.feedID = item.feedID AND state.itemKey = item.itemKey
                WHERE item.id = ?
                ON CONFLICT DO UPDATE SET readAt = excluded.readAt, starredAt = excluded.starredAt
                """
        ).execute(arguments: [id.rawValue])
    }

    /// Leaves the keys of an item that is stored, and by what else it is recognised.
    private static func leaveKeys(of id: ItemID, in db: Database) throws {
        guard let said = try StoredTexts(of: id, in: db) else { return }
        let traits = ItemTraits(of: said.content, published: said.published)
        let keys =
            "SELECT itemKey FROM item WHERE id = ?1 UNION SELECT itemKey FROM itemAlias WHERE itemID = ?1"
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO purgedItem
                    (feedID, itemKey, itemID, titleHash, linkHash, pathHash, wordsHash, published)
                SELECT ?2, itemKey, ?1, ?3, ?4, ?5, ?6, ?7 FROM (\(keys))
                """
        ).execute(arguments: [
            id.rawValue, said.feed.rawValue, traits.title, traits.link, traits.path, traits.words,
            traits.published?.column,
        ])
    }
}
