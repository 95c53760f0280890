import FeedModel
import FoundationEssentials
import GRDB

/// Joins new items with those of other feeds that are the same article.
struct TwinWriting {
    let feed: FeedID

    /// Joins a new item.
    ///
    /// - Parameter link: its own.
    /// - Returns: the one that was there first; nil where it has no twin.
    func join(_ id: ItemID, _ content: ItemContent, link: LinkNumber, in db: Database) throws -> ItemID? {
        let others = try PreparedStatement(
            "SELECT id, feedID FROM item WHERE linkHash = ?1 AND feedID <> ?2 LIMIT \(Self.looked)", in: db
        ).all {
            $0.add(link.rawValue)
            $0.add(feed.rawValue)
        } read: { row in
            (item: ItemID(row.integer(0)), feed: FeedID(row.integer(1)))
        }.sorted { $0.item < $1.item }
        guard !others.isEmpty, try isAlone(link, in: feed, db) else { return nil }
        for (first, other) in others {
            guard try isAlone(link, in: other, db), try isSubscribed(other, db) else { continue }
            guard let said = try StoredTexts(of: first, in: db),
                TwinRule.areTwins(said.content, content, homePages: try homePages(with: other, db))
            else { continue }
            try join(id, with: first, in: db)
            return first
        }
        return nil
    }

    /// A new item takes the state of the one that was there first, unless it has one of its own. One that is of its own
    /// site is not read because another site's was: nobody hides an article by copying it sooner.
    func takeState(_ id: ItemID, of first: ItemID, in db: Database) throws {
        let isMoreGenuine = try isOfOwnSite(id, in: db) && !isOfOwnSite(first, in: db)
        try db.cachedStatement(
            sql: """
                INSERT INTO itemState (feedID, itemKey, readAt, starredAt)
                SELECT item.feedID, item.itemKey, iif(?3, NULL, known.readAt), known.starredAt
                FROM item, item AS known
                WHERE item.id = ?1 AND known.id = ?2
                    AND (NOT ?3 AND known.readAt IS NOT NULL OR known.starredAt IS NOT NULL)
                ON CONFLICT DO NOTHING
                """
        ).execute(arguments: [id.rawValue, first.rawValue, isMoreGenuine])
    }

    /// How many items of other feeds are looked at under one link, of which a board may have any number.
    private static let looked = 8

    private func isAlone(_ link: LinkNumber, in feed: FeedID, _ db: Database) throws -> Bool {
        try Int64.fetchAll(
            db.cachedStatement(sql: "SELECT id FROM item WHERE linkHash = ? AND feedID = ? LIMIT 2"),
            arguments: [link.rawValue, feed.rawValue]
        ).count == 1
    }

    private func isSubscribed(_ feed: FeedID, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM subscription
                        WHERE subscription.feedID = ? AND endedAt IS NULL AND isShadowed = 0)
                    """), arguments: [feed.rawValue]) ?? false
    }

    private func homePages(with other: FeedID, _ db: Database) throws -> [Link] {
        try String.fetchAll(
            db.cachedStatement(sql: "SELECT homePage FROM feed WHERE id IN (?, ?) AND homePage IS NOT NULL"),
            arguments: [feed.rawValue, other.rawValue]
        ).map { Link($0) }
    }

    private func join(_ id: ItemID, with first: ItemID, in db: Database) throws {
        let story =
            try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT story FROM twin WHERE itemID = ?"),
                arguments: [first.rawValue])
            ?? first.rawValue
        for item in [first, id] {
            try db.cachedStatement(
                sql: "INSERT OR IGNORE INTO twin (itemID, story, isOfOwnSite) VALUES (?, ?, ?)"
            ).execute(arguments: [item.rawValue, story, isOfOwnSite(item, in: db)])
        }
    }

    /// Whether an item's link leads to the site that its feed is fetched from.
    private func isOfOwnSite(_ id: ItemID, in db: Database) throws -> Bool {
        guard
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT link, host FROM item JOIN feed ON feed.id = feedID WHERE item.id = ?
                        """), arguments: [id.rawValue]), let link = row.link(0)
        else { return false }
        return TwinRule.isOwnSite(ofFeedAt: row[1], host: link.host)
    }
}
