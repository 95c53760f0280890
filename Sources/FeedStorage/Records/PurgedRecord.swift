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
                title: row[2], link: (row[3] as Int64?).map(LinkNumber.init(rawValue:)), path: row[4],
                words: row[5], published: row.date(6))
            items[id] = KnownItem(id: id, keys: [key], trace: .purged(traits))
        }
        return items.values.sorted { $0.id < $1.id }
    }

    /// Deletes an item. Its state stays, and while its feed carries it, as far as is known, so do its keys, lest it come
    /// back.
    ///
    /// - Returns: whether it was there.
    static func purge(_ id: ItemID, in db: Database) throws -> Bool {
        guard
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT feedID, leftAt IS NULL FROM item WHERE id = ?"),
                arguments: [id.rawValue])
        else { return false }
        try copyState(of: id, in: FeedID(row[0]), db)
        let isCarried: Bool = row[1]
        if isCarried { try leaveKeys(of: id, in: db) }
        return try ItemRecord.delete(id, in: db)
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
            id.rawValue, said.feed.rawValue, traits.title, traits.link?.own, traits.path, traits.words,
            traits.published?.column,
        ])
    }

    /// The item may come back under any of its keys.
    private static func copyState(of id: ItemID, in feed: FeedID, _ db: Database) throws {
        let aliases = try String.fetchAll(
            db.cachedStatement(sql: "SELECT itemKey FROM itemAlias WHERE itemID = ?"),
            arguments: [id.rawValue])
        guard !aliases.isEmpty,
            let key = try String.fetchOne(
                db.cachedStatement(sql: "SELECT itemKey FROM item WHERE id = ?"), arguments: [id.rawValue])
        else { return }
        let own = StateMoving.Place(feed: feed, key: ItemKey(text: key))
        for alias in aliases {
            try StateMoving.copy(
                from: own, to: StateMoving.Place(feed: feed, key: ItemKey(text: alias)), in: db)
        }
    }
}
