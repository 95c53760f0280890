import FeedModel
import FoundationEssentials
import GRDB

/// Gives a feed its new address, or makes it one with the feed that has that address already.
struct MoveWriting {
    let feed: FeedID
    let move: FeedMove
    let now: Date

    /// What became of it; nil where nothing may be done yet, since the other feed is just being polled.
    func write(in db: Database) throws -> (feed: FeedID, move: UpdateReceipt.Move)? {
        guard
            let former = try String.fetchOne(
                db, sql: "SELECT address FROM feed WHERE id = ?", arguments: [feed.rawValue])
        else { throw StoreError.unknownFeed(feed) }
        let other = try Row.fetchOne(
            db,
            sql: """
                SELECT id, \(SubscriptionRecord.speaking) IS NOT NULL,
                    EXISTS (SELECT 1 FROM attempt WHERE feedID = feed.id AND \(AttemptRecord.isUnderWay))
                FROM feed WHERE address = ? AND id <> ?
                """, arguments: [now.column, move.address.text, feed.rawValue])
        guard let other else {
            try readdress(in: db)
            try note(former, isMerger: false, of: feed, in: db)
            return (feed, UpdateReceipt.Move(address: move.address, merged: nil))
        }
        let known = FeedID(other[0])
        let isSubscribed: Bool = other[1]
        let isUnderWay: Bool = other[2]
        if isSubscribed, isUnderWay { return nil }
        // A feed that is polled has validators and a history of its own at that address; one that nobody subscribes to
        // any more has old ones.
        let survivor = isSubscribed ? known : feed
        try FeedMerging(loser: isSubscribed ? feed : known, survivor: survivor, now: now).merge(in: db)
        if !isSubscribed { try readdress(in: db) }
        try note(former, isMerger: true, of: survivor, in: db)
        return (survivor, UpdateReceipt.Move(address: move.address, merged: known))
    }

    private func readdress(in db: Database) throws {
        try db.execute(
            sql: """
                UPDATE feed SET address = ?, host = ?, candidate = NULL, candidateSeen = 0, candidateSince = NULL,
                    deadSince = NULL
                WHERE id = ?
                """,
            arguments: [move.address.text, move.address.host, feed.rawValue])
    }

    private func note(_ former: String, isMerger: Bool, of survivor: FeedID, in db: Database) throws {
        try MoveRecord.insert(
            move, of: survivor, from: FeedAddress(former), isMerger: isMerger, at: now, in: db)
    }
}
