import FeedModel
import FoundationEssentials
import GRDB

/// Joins states to those of one feed's items.
struct StateImporting {
    let feed: FeedID
    let db: Database

    /// What became of a state.
    struct Joined {
        /// Tells the article from others, twins being one.
        let article: Int64
        /// Whether the item is stored; else its state waits for it.
        let isStored: Bool
        /// Whether the item is read or starred now and was not before; twins aside.
        let isNew: Bool
    }

    /// Joins the state of an item, and of its twins.
    ///
    /// - Returns: nil where the state, or its key, says nothing.
    func join(_ state: PortableState) throws -> Joined? {
        guard state.state != ItemState(), let key = try key(of: state) else { return nil }
        let isNew = try join(state.state, to: StateMoving.Place(feed: feed, key: key))
        let article = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT itemState.id, twin.story, item.id FROM itemState
                    LEFT JOIN item ON item.feedID = itemState.feedID AND item.itemKey = itemState.itemKey
                    LEFT JOIN twin ON twin.itemID = item.id
                    WHERE itemState.feedID = ? AND itemState.itemKey = ?
                    """), arguments: [feed.rawValue, key.text])
        guard let article else { return nil }
        let isStored = (article[2] as Int64?) != nil
        guard let story = article[1] as Int64? else {
            return Joined(article: article[0], isStored: isStored, isNew: isNew)
        }
        for twin in try twins(in: story) { try join(state.state, to: twin) }
        return Joined(article: -story, isStored: isStored, isNew: isNew)
    }

    /// Says whether anything is other than before.
    @discardableResult
    private func join(_ state: ItemState, to place: StateMoving.Place) throws -> Bool {
        try db.cachedStatement(
            sql: """
                INSERT INTO itemState (feedID, itemKey, readAt, starredAt) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET readAt = ifnull(readAt, excluded.readAt),
                    starredAt = ifnull(starredAt, excluded.starredAt)
                WHERE (readAt IS NULL AND excluded.readAt IS NOT NULL)
                    OR (starredAt IS NULL AND excluded.starredAt IS NOT NULL)
                """
        ).execute(arguments: place.arguments + [state.readAt?.column, state.starredAt?.column])
        return db.changesCount > 0
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
        for key in [state.key] + state.others {
            if try isKnown(key) { return key }
            if let first = try firstKey(behind: key) { return first }
        }
        if let link = state.link, Self.says(state.key, noMoreThan: link),
            let single = try singleKey(bearing: link)
        {
            return single
        }
        return state.key
    }

    /// Whether an item of this key is found by its link as well as by the key: a guid that is not known here is of another
    /// item, whatever that links to, but for one that is the link itself.
    private static func says(_ key: ItemKey, noMoreThan link: Link) -> Bool {
        if case .guid(let id) = key.kind { return id == link.text }
        return key.isOfContent
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
        let bearers = Set(try TraitSQL.bearers(of: .link(LinkNumber(of: link)), in: feed, db))
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
