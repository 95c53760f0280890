import FeedModel
import FoundationEssentials
import GRDB

/// Reads an item whole.
enum ItemContentRecord {
    static func content(of summary: ItemSummary, in db: Database) throws -> ItemContent? {
        let id = summary.id.rawValue
        guard
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT summary, html, text, externalLink, image, language, commentsLink
                        FROM itemContent WHERE itemID = ?
                        """), arguments: [id])
        else { return nil }
        return ItemContent(
            title: summary.title, link: summary.link, externalLink: row.link(3),
            authors: try authors(of: summary, in: db), tags: summary.tags, summary: try row.packedText(0),
            html: try row.packedText(1), text: try row.packedText(2), image: row.link(4), language: row[5],
            attachments: try attachments(of: id, in: db),
            commentsLink: row.link(6))
    }

    private static func authors(of summary: ItemSummary, in db: Database) throws -> [Person] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT name, url, email, avatar FROM author WHERE itemID = ? ORDER BY position"),
            arguments: [summary.id.rawValue])
        if rows.isEmpty { return summary.authors.map { Person(name: $0) } }
        return rows.map { Person(name: $0[0], url: $0.link(1), email: $0[2], avatar: $0.link(3)) }
    }

    private static func attachments(of id: Int64, in db: Database) throws -> [Attachment] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT url, mimeType, title, size, duration FROM attachment WHERE itemID = ? ORDER BY position
                    """), arguments: [id])
        return rows.map {
            Attachment(url: Link($0[0]), mimeType: $0[1], title: $0[2], size: $0[3], duration: $0[4])
        }
    }
}
