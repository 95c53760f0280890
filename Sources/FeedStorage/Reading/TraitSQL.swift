import FeedModel
import GRDB

/// Looks up who bears or has borne a trait: two of each are as many as there need be.
enum TraitSQL {
    static func bearers(of trait: Trait, in feed: FeedID, _ db: Database) throws -> [ItemID] {
        let value =
            switch trait {
            case .title(let hash), .link(let hash): hash.databaseValue
            case .time(let time): time.column.databaseValue
            }
        return try statements(for: trait).flatMap { sql in
            try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: [feed.rawValue, value])
                .map { ItemID($0) }
        }
    }

    /// A time that lay in the future when its item was received is not the item's date, and has an index of its own.
    static func statements(for trait: Trait) -> [String] {
        let (kind, sources) =
            switch trait {
            case .title: ("title", ["item WHERE titleHash = ?2"])
            case .link: ("link", ["item WHERE linkHash = ?2"])
            case .time: ("time", ["item WHERE date = ?2 AND published = ?2", Self.future])
            }
        return sources.map { "SELECT id FROM \($0) AND feedID = ?1 LIMIT 2" } + [
            "SELECT itemID FROM formerTrait WHERE feedID = ?1 AND kind = '\(kind)' AND value = ?2 LIMIT 2"
        ]
    }

    /// Left to itself, SQLite would walk all dates before that time.
    private static let future = """
        item INDEXED BY itemOfFeedByFutureTime WHERE published = ?2 AND published > date
        """
}
