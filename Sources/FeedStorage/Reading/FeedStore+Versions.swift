package import FeedModel
import FoundationEssentials
import GRDB

extension FeedStore {
    /// What an item says, and what it said before as far as that is kept; nil where no item bears this number.
    package func versions(of item: ItemID) throws(StoreError) -> ItemVersions? {
        try reading { db in try VersionReader.versions(of: item, in: db) }
    }
}

/// Reads an item with its former versions.
enum VersionReader {
    static func versions(of item: ItemID, in db: Database) throws -> ItemVersions? {
        guard let summary = try SummaryReader.item(item, in: db) else { return nil }
        let columns = "title, link, authors, tags, summary, html, text"
        let present = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT NULL, \(columns) FROM item JOIN itemContent ON itemID = id WHERE id = ?"),
            arguments: [item.rawValue])
        let former = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT replacedAt, \(columns) FROM revision WHERE itemID = ? ORDER BY id DESC"),
            arguments: [item.rawValue])
        return ItemVersions(item: summary, versions: try (present + former).map(version))
    }

    private static func version(_ row: Row) throws -> ItemVersion {
        ItemVersion(
            replacedAt: row.date(0), title: row[1], link: row.link(2), authors: Lines.split(row[3]),
            tags: Lines.split(row[4]), summary: try row.packedText(5), html: try row.packedText(6),
            text: try row.packedText(7))
    }
}
