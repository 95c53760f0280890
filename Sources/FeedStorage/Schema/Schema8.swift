import FeedModel
import GRDB

/// The eighth schema: links of one site are neighbours in their index.
enum Schema8 {
    @Sendable static func change(_ db: Database) throws {
        db.add(function: linkNumber)
        defer { db.remove(function: linkNumber) }
        try db.execute(sql: links)
    }

    /// `itemLinkNumber(link)`: what the link is found by, as it was when this schema came.
    private static let linkNumber = DatabaseFunction("itemLinkNumber", argumentCount: 1, pure: true) {
        values in
        String.fromDatabaseValue(values[0]).map { LinkNumber(of: Link($0)).rawValue }
    }

    /// Of a purged item's link there is its number alone, in which only what tells links apart is asked for (`LinkNumber`); it
    /// is the same as before. All items are written anew, which takes a quarter of a minute for a million.
    private static let links = """
        DROP INDEX itemByLink;
        UPDATE item SET linkHash = itemLinkNumber(link) WHERE link IS NOT NULL;
        CREATE INDEX itemByLink ON item(linkHash, feedID) WHERE linkHash IS NOT NULL;
        UPDATE OR REPLACE formerTrait SET value = value & \(LinkNumber.ownMask) WHERE kind = 'link';
        """
}
