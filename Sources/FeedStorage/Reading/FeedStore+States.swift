package import FeedModel
import FoundationEssentials
import GRDB

extension FeedStore {
    /// Gives what the reader did to the items of each feed, feed by feed: read marks and stars, of removed feeds and of
    /// purged items too. Feeds of which nothing is read or starred are left out.
    package func forEachFeedWithStates(
        _ body: (PortableStates) throws -> Void
    ) throws(StoreError) {
        try reading { db in
            for id in try Int64.fetchAll(db, sql: "SELECT id FROM feed ORDER BY id") {
                let states = try Self.states(of: id, in: db)
                guard !states.isEmpty else { continue }
                try body(PortableStates(addresses: Self.addresses(of: id, in: db), states: states))
            }
        }
    }

    private static func states(of feed: Int64, in db: Database) throws -> [PortableState] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT state.itemKey, item.link, state.readAt, state.starredAt FROM itemState AS state
                    LEFT JOIN item ON item.feedID = state.feedID AND item.itemKey = state.itemKey
                    WHERE state.feedID = ? AND (state.readAt IS NOT NULL OR state.starredAt IS NOT NULL)
                    ORDER BY state.itemKey
                    """), arguments: [feed]
        ).map { row in
            PortableState(
                key: ItemKey(text: row[0]), link: row.link(1),
                state: ItemState(readAt: row.date(2), starredAt: row.date(3)))
        }
    }

    /// Its own first; those it has left, and those that subscriptions lead to it from, after it.
    private static func addresses(of feed: Int64, in db: Database) throws -> [FeedAddress] {
        try String.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT address FROM (
                        SELECT address, 0 AS place FROM feed WHERE id = ?1
                        UNION ALL SELECT address, 1 FROM subscription WHERE feedID = ?1
                        UNION ALL SELECT former, 2 FROM move WHERE feedID = ?1
                    ) GROUP BY address ORDER BY min(place), address
                    """), arguments: [feed]
        ).map { FeedAddress($0) }
    }
}
