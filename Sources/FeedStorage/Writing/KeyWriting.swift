import FeedModel
import FoundationEssentials
import GRDB

/// Writes what a document changed in the keys of a feed's items.
///
/// Whether an item is still stored is asked here: it may have been purged since the document was compared with it.
struct KeyWriting {
    let feed: FeedID
    let now: Date

    func write(_ changes: KeyChanges, in db: Database) throws {
        for key in changes.released {
            if try isStored(key.item, in: db) {
                try release(key, in: db)
            } else {
                try releasePurged(key, in: db)
            }
        }
        for learned in changes.learned {
            if try isStored(learned.key.item, in: db) {
                try learn(learned, in: db)
            } else {
                try learnPurged(learned.key, in: db)
            }
        }
        for item in changes.left {
            try db.cachedStatement(sql: "DELETE FROM purgedItem WHERE feedID = ? AND itemID = ?")
                .execute(arguments: [feed.rawValue, item.rawValue])
        }
    }

    private func isStored(_ id: ItemID, in db: Database) throws -> Bool {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT 1 FROM item WHERE id = ?"), arguments: [id.rawValue]) != nil
    }

    /// Keeps the key that several items share from being taken for the key of one of them.
    func claim(_ shared: ItemKey, for item: ItemID, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO itemAlias (feedID, itemKey, itemID, learnedAt, evidence)
                SELECT ?1, ?2, ?3, ?4, ?5
                WHERE NOT EXISTS (SELECT 1 FROM item WHERE feedID = ?1 AND itemKey = ?2)
                """
        ).execute(arguments: [
            feed.rawValue, shared.text, item.rawValue, now.column, HealingEvidence.repetition.rawValue,
        ])
    }

    /// The item goes on under a key that no feed gives; its state goes with it.
    private func release(_ released: KeyChanges.Key, in db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM itemAlias WHERE feedID = ? AND itemKey = ?")
            .execute(arguments: [feed.rawValue, released.key.text])
        let former = ItemKey(handedOnBy: released.item)
        try StateMoving.move(from: place(released.key), to: place(former), in: db)
        try db.cachedStatement(sql: "UPDATE item SET itemKey = ? WHERE feedID = ? AND itemKey = ?")
            .execute(arguments: [former.text, feed.rawValue, released.key.text])
    }

    private func releasePurged(_ released: KeyChanges.Key, in db: Database) throws {
        let former = ItemKey(handedOnBy: released.item)
        try StateMoving.move(from: place(released.key), to: place(former), in: db)
        try db.cachedStatement(
            sql: "UPDATE OR REPLACE purgedItem SET itemKey = ? WHERE feedID = ? AND itemKey = ?"
        )
        .execute(arguments: [former.text, feed.rawValue, released.key.text])
    }

    private func place(_ key: ItemKey) -> StateMoving.Place {
        StateMoving.Place(feed: feed, key: key)
    }

    private func learn(_ learned: KeyChanges.LearnedKey, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO itemAlias (feedID, itemKey, itemID, learnedAt, evidence)
                SELECT feedID, ?, id, ?, ? FROM item WHERE id = ?
                ON CONFLICT DO UPDATE SET
                    itemID = excluded.itemID, learnedAt = excluded.learnedAt, evidence = excluded.evidence
                """
        ).execute(arguments: [
            learned.key.key.text, now.column, learned.evidence.rawValue, learned.key.item.rawValue,
        ])
    }

    /// A purged item has no row that its keys lead to; each of them bears all that is left.
    private func learnPurged(_ learned: KeyChanges.Key, in db: Database) throws {
        let known = try String.fetchOne(
            db.cachedStatement(
                sql: "SELECT itemKey FROM purgedItem WHERE feedID = ? AND itemID = ? LIMIT 1"),
            arguments: [feed.rawValue, learned.item.rawValue])
        guard let known else { return }
        try StateMoving.copy(from: place(ItemKey(text: known)), to: place(learned.key), in: db)
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO purgedItem
                    (feedID, itemKey, itemID, titleHash, linkHash, pathHash, wordsHash, published)
                SELECT feedID, ?3, itemID, titleHash, linkHash, pathHash, wordsHash, published
                FROM purgedItem WHERE feedID = ?1 AND itemKey = ?2
                """
        ).execute(arguments: [feed.rawValue, known, learned.key.text])
    }
}
