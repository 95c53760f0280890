package import FeedModel
import FoundationEssentials
import GRDB

extension FeedStore {
    /// Everything that is known of how an item came to be as it is; nil where no item bears this number.
    package func account(of item: ItemID) throws(StoreError) -> ItemAccount? {
        try reading { db in
            guard let told = try VersionReader.versions(of: item, in: db) else { return nil }
            let feed = told.item.feed.id
            let revisedTurnsUnread = try Self.revisedTurnsUnread(feed, in: db)
            let (key, leftAt) = try Self.keyAndLeaving(of: item, in: db)
            return ItemAccount(
                item: told.item, isSubscribed: revisedTurnsUnread != nil, leftAt: leftAt, key: key,
                learnedKeys: try Self.learnedKeys(of: item, in: db), revisions: told.revisions,
                revisedTurnsUnread: revisedTurnsUnread ?? false, twins: try Self.twins(of: item, in: db),
                moves: try MoveRecord.all(of: feed, in: db).filter { $0.at >= told.item.received })
        }
    }

    /// What is left of a purged item; nil where none that bore this number was purged, or its feed carries it no more.
    package func purgedItem(_ id: ItemID) throws(StoreError) -> PurgedItem? {
        try reading { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT feedID, itemKey, published FROM purgedItem WHERE itemID = ? ORDER BY itemKey"
                ),
                arguments: [id.rawValue])
            guard let first = rows.first else { return nil }
            var reader = try SummaryReader(db)
            return PurgedItem(
                id: id, feed: try reader.feed(FeedID(first[0])), keys: rows.map { ItemKey(text: $0[1]) },
                published: first.date(2))
        }
    }

    /// Whether an item has ever borne this number.
    package func wasGiven(_ id: ItemID) throws(StoreError) -> Bool {
        try reading { db in
            let last = try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT seq FROM sqlite_sequence WHERE name = 'item'"))
            return id.rawValue > 0 && id.rawValue <= last ?? 0
        }
    }

    /// What the subscription that speaks for a feed says of revised items; nil where there is none.
    private static func revisedTurnsUnread(_ feed: FeedID, in db: Database) throws -> Bool? {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT revisedTurnsUnread FROM feed JOIN subscription
                    ON subscription.id = \(SubscriptionRecord.speaking) WHERE feed.id = ?
                    """), arguments: [feed.rawValue])
    }

    private static func keyAndLeaving(of item: ItemID, in db: Database) throws -> (ItemKey, Date?) {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT itemKey, leftAt FROM item WHERE id = ?"),
            arguments: [item.rawValue])
        guard let row else { throw DatabaseError.damage("an item has no key") }
        return (ItemKey(text: row[0]), row.date(1))
    }

    private static func learnedKeys(of item: ItemID, in db: Database) throws -> [ItemAccount.LearnedKey] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT itemKey, learnedAt, evidence FROM itemAlias WHERE itemID = ? ORDER BY learnedAt, itemKey
                    """), arguments: [item.rawValue]
        ).compactMap { row in
            HealingEvidence(rawValue: row[2]).map {
                ItemAccount.LearnedKey(key: ItemKey(text: row[0]), at: Date(column: row[1]), evidence: $0)
            }
        }
    }

    /// In the order in which `QuerySQL` prefers them.
    private static func twins(of item: ItemID, in db: Database) throws -> [ItemAccount.Twin] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT item.id, item.feedID, item.received, twin.isOfOwnSite, \(QuerySQL.isListed)
                    FROM twin JOIN item ON item.id = twin.itemID
                    WHERE twin.story = (SELECT story FROM twin WHERE itemID = ?)
                    ORDER BY twin.isOfOwnSite DESC, item.id
                    """), arguments: [item.rawValue])
        guard rows.count > 1 else { return [] }
        var reader = try SummaryReader(db)
        return try rows.map { row in
            ItemAccount.Twin(
                id: ItemID(row[0]), feed: try reader.feed(FeedID(row[1])), received: Date(column: row[2]),
                isOfOwnSite: row[3], isSubscribed: row[4])
        }
    }
}
