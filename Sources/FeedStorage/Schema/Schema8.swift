import FeedModel
import GRDB

/// The eighth schema: links of one site are neighbours in their index.
enum Schema8 {
    @Sendable static func change(_ db: Database) throws {
        db.add(function: linkNumber)
        defer { db.remove(function: linkNumber) }
        try db.execute(sql: "DROP INDEX itemByLink")
        try numberLinks(in: db)
        try db.execute(sql: rest)
    }

    /// `itemLinkNumber(link)`: what the link is found by, as it was when this schema came.
    private static let linkNumber = DatabaseFunction("itemLinkNumber", argumentCount: 1, pure: true) {
        values in
        String.fromDatabaseValue(values[0]).map { LinkNumber(of: Link($0)).rawValue }
    }

    /// All items are written anew, which takes some ten seconds for a million. In portions: SQLite keeps what a statement
    /// changed until its end.
    private static func numberLinks(in db: Database) throws {
        let portion = 20_000
        let last = try Int64.fetchOne(db, sql: "SELECT max(id) FROM item") ?? 0
        for first in stride(from: 0, through: last, by: portion) {
            try db.cachedStatement(
                sql: """
                    UPDATE item SET linkHash = itemLinkNumber(link)
                    WHERE id >= ?1 AND id < ?1 + \(portion) AND link IS NOT NULL
                    """
            ).execute(arguments: [first])
        }
    }

    /// Of a former link and of a purged item's there is the number alone, in which only what tells links apart is asked for
    /// (`LinkNumber`); it is the same as before.
    private static let rest = """
        CREATE INDEX itemByLink ON item(linkHash, feedID) WHERE linkHash IS NOT NULL;
        UPDATE OR REPLACE formerTrait SET value = value & \(LinkNumber.ownMask) WHERE kind = 'link';
        """
}
