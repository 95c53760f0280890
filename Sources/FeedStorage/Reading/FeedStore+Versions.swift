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
        return ItemVersions(item: summary, versions: (present + former).map(version))
    }

    private static func version(_ row: Row) -> ItemVersion {
        ItemVersion(
            replacedAt: row.date(0), title: row[1], link: row.link(2), authors: Lines.split(row[3]),
            tags: Lines.split(row[4]), summary: body(row, 5), html: body(row, 6), text: body(row, 7))
    }

    private static func body(_ row: Row, _ index: Int) -> String? {
        row[index]
    }
}
