import FeedModel
import FoundationEssentials
import GRDB

/// A row for each address that a feed has left.
enum MoveRecord {
    static func insert(
        _ move: FeedMove, of feed: FeedID, from former: FeedAddress, isMerger: Bool, at now: Date,
        in db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO move (feedID, movedAt, former, address, cause, isMerger) VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            feed.rawValue, now.column, former.text, move.address.text, move.cause.rawValue, isMerger,
        ])
    }

    /// Oldest first.
    static func all(of feed: FeedID, in db: Database) throws -> [FeedAccount.Move] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT movedAt, former, address, cause, isMerger FROM move WHERE feedID = ? ORDER BY id"
            ), arguments: [feed.rawValue]
        ).map { row in
            FeedAccount.Move(
                at: Date(column: row[0]), former: FeedAddress(row[1]), address: FeedAddress(row[2]),
                cause: FeedMove.Cause(rawValue: row[3]) ?? .permanent, isMerger: row[4])
        }
    }
}
