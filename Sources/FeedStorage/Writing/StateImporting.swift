import FeedModel
import FoundationEssentials
import GRDB

/// Joins states to those of one feed's items.
struct StateImporting {
    let feed: FeedID
    let db: Database

    /// Joins the state of an item, and of its twins.
    ///
    /// - Returns: a number by which the article is told from others, twins being one; nil where nothing is known of it.
    func join(_ state: PortableState) throws -> Int64? {
        guard state.state != ItemState(), let key = try key(of: state) else { return nil }
        try join(state.state, to: StateMoving.Place(feed: feed, key: key))
        let article = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT itemState.id, twin.story, twin.itemID FROM itemState
                    LEFT JOIN item ON item.feedID = itemState.feedID AND item.itemKey = itemState.itemKey
                    LEFT JOIN twin ON twin.itemID = item.id
                    WHERE itemState.feedID = ? AND itemState.itemKey = ?
                    """), arguments: [feed.rawValue, key.text])
        guard let article else { return nil }
        guard let story = article[1] as Int64? else { return article[0] }
        for twin in try twins(in: story) { try join(state.state, to: twin) }
        return -story
    }

    private func join(_ state: ItemState, to place: StateMoving.Place) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO itemState (feedID, itemKey, readAt, starredAt) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET readAt = ifnull(readAt, excluded.readAt),
                    starredAt = ifnull(starredAt, excluded.starredAt)
                WHERE (readAt IS NULL AND excluded.readAt IS NOT NULL)
                    OR (starredAt IS NULL AND excluded.starredAt IS NOT NULL)
                """
        ).execute(arguments: place.arguments + [state.readAt?.column, state.starredAt?.column])
    }

    private func twins(in story: Int64) throws -> [StateMoving.Place] {
        try Row.fetchAll(
            db.cachedStatement(
                sql:
                    "SELECT feedID, itemKey FROM twin JOIN item ON item.id = twin.itemID WHERE twin.story = ?"
            ),
            arguments: [story]
        ).map { StateMoving.Place(feed: FeedID($0[0]), key: ItemKey(text: $0[1])) }
    }

    /// The key under which the item's state is kept here; nil for one that another library made up.
    private func key(of state: PortableState) throws -> ItemKey? {
        guard !state.key.isOwn else { return nil }
        if try isKnown(state.key) { return state.key }
        if let first = try firstKey(behind: state.key) { return first }
        // A guid that is not known here is of another item, whatever that links to.
        if state.key.isOfContent, let link = state.link, let single = try singleKey(bearing: link) {
            return single
        }
        return state.key
    }

    private func isKnown(_ key: ItemKey) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM itemState WHERE feedID = ?1 AND itemKey = ?2)
                        OR EXISTS (SELECT 1 FROM item WHERE feedID = ?1 AND itemKey = ?2)
                    """), arguments: [feed.rawValue, key.text]) ?? false
    }

    private func firstKey(behind alias: ItemKey) throws -> ItemKey? {
        try String.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT item.itemKey FROM itemAlias JOIN item ON item.id = itemAlias.itemID
                    WHERE itemAlias.feedID = ? AND itemAlias.itemKey = ?
                    """), arguments: [feed.rawValue, alias.text]
        ).map { ItemKey(text: $0) }
    }

    /// Of the item that alone bears or has borne a link, which is not that of the channel.
    private func singleKey(bearing link: Link) throws -> ItemKey? {
        let bearers = Set(try TraitSQL.bearers(of: .link(ItemTraits.link(link)), in: feed, db))
        guard bearers.count == 1, let bearer = bearers.first,
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT itemKey, link, homePage FROM item JOIN feed ON feed.id = feedID WHERE item.id = ?
                        """), arguments: [bearer.rawValue]),
            row.link(1)?.normalised == link.normalised, row.link(2)?.normalised != link.normalised
        else { return nil }
        return ItemKey(text: row[0])
    }
}
