import FeedModel
import FoundationEssentials
import GRDB

/// What is stored of an item's own words: what deciding and searching need, without people and attachments in full.
struct StoredTexts {
    let feed: FeedID
    /// Title, link, authors by name, tags, summary, body.
    let content: ItemContent
    let published: Date?

    /// Nil where no item bears this number.
    init?(of id: ItemID, in db: Database) throws {
        guard
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT feedID, title, link, authors, tags, published, summary, html, text FROM item
                        JOIN itemContent ON itemID = id WHERE id = ?
                        """), arguments: [id.rawValue])
        else { return nil }
        feed = FeedID(row[0])
        content = ItemContent(
            title: row[1], link: row.link(2), authors: Lines.split(row[3]).map { Person(name: $0) },
            tags: Lines.split(row[4]), summary: try row.packedText(6), html: try row.packedText(7),
            text: try row.packedText(8))
        published = row.date(5)
    }
}
