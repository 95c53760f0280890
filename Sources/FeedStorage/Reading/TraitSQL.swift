import FeedModel
import GRDB

/// Looks up who bears or has borne a trait: two of each are as many as there need be.
enum TraitSQL {
    static func bearers(of trait: Trait, in feed: FeedID, _ db: Database) throws -> [ItemID] {
        try lookups(of: trait).flatMap { sql, value in
            try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: [feed.rawValue, value])
                .map { ItemID($0) }
        }
    }

    /// Statements, and what each asks for beside the feed. A time that lay in the future when its item was received is not the
    /// item's date, and has an index of its own; of a link that an item bore once there is what tells links apart.
    static func lookups(of trait: Trait) -> [(sql: String, value: DatabaseValue)] {
        switch trait {
        case .title(let hash):
            [items("item WHERE titleHash = ?2", hash), former("title", hash)]
        case .link(let number):
            [items("item WHERE linkHash = ?2", number.rawValue), former("link", number.own)]
        case .time(let time):
            [
                items("item WHERE date = ?2 AND published = ?2", time.column),
                items(Self.future, time.column), former("time", time.column),
            ]
        }
    }

    private static func items(_ source: String, _ value: some DatabaseValueConvertible)
        -> (sql: String, value: DatabaseValue)
    {
        ("SELECT id FROM \(source) AND feedID = ?1 LIMIT 2", value.databaseValue)
    }

    private static func former(_ kind: String, _ value: some DatabaseValueConvertible)
        -> (sql: String, value: DatabaseValue)
    {
        (
            "SELECT itemID FROM formerTrait WHERE feedID = ?1 AND kind = '\(kind)' AND value = ?2 LIMIT 2",
            value.databaseValue
        )
    }

    /// Left to itself, SQLite would walk all dates before that time.
    private static let future = """
        item INDEXED BY itemOfFeedByFutureTime WHERE published = ?2 AND published > date
        """
}
