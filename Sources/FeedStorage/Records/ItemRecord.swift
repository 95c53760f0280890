import FeedModel
import FoundationEssentials
import GRDB

/// The rows of one item: `item`, `itemContent`, and where they are needed `author` and `attachment`.
struct ItemRecord: Sendable {
    let item: ParsedItem
    private let digest: Data
    /// Nil where there is no link.
    let linkNumber: LinkNumber?
    private let titleHash: Int64?
    private let summary: DatabaseValue
    private let html: DatabaseValue
    private let text: DatabaseValue
    let search: SearchText

    init(_ item: ParsedItem, packer: TextPacker) {
        self.item = item
        summary = packer.packed(item.content.summary)
        html = packer.packed(item.content.html)
        text = packer.packed(item.content.text)
        search = SearchText(of: item.content)
        digest = item.content.digest.column
        linkNumber = item.content.link.map { LinkNumber(of: $0) }
        titleHash = ItemTraits.title(item.content.title)
    }

    /// Stores an item that was never seen before, with the state that its key may have from an earlier life. Its words are
    /// for the caller to index.
    func insert(of feed: FeedID, received: Date, in db: Database) throws -> ItemID {
        let content = item.content
        try PreparedStatement(
            """
            INSERT INTO item (feedID, itemKey, digest, title, link, linkHash, authors, tags, published, updated,
                received, date, titleHash, readAt, starredAt)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
                (SELECT readAt FROM itemState WHERE feedID = ?1 AND itemKey = ?2),
                (SELECT starredAt FROM itemState WHERE feedID = ?1 AND itemKey = ?2))
            """, in: db
        ).run { row in
            row.add(feed.rawValue)
            row.add(item.key.text)
            row.add(digest)
            row.add(content.title)
            row.add(content.link?.text)
            row.add(linkNumber?.rawValue)
            row.add(authors)
            row.add(Lines.joined(content.tags))
            row.add(item.published?.column)
            row.add(item.updated?.column)
            row.add(received.column)
            row.add(ItemSummary.date(published: item.published, received: received).column)
            row.add(titleHash)
        }
        let id = ItemID(db.lastInsertedRowID)
        try insertContent(of: id, in: db)
        return id
    }

    /// Stores what an item says now, and keeps what it said before.
    func revise(_ id: ItemID, at now: Date, in db: Database) throws {
        try keepFormer(id, at: now, in: db)
        try rewrite(id, in: db)
        try db.cachedStatement(sql: "UPDATE item SET isRevised = 1 WHERE id = ?").execute(arguments: [
            id.rawValue
        ])
    }

    /// Stores what an item says now, in place of what it said before.
    func rewrite(_ id: ItemID, in db: Database) throws {
        let content = item.content
        try SearchWriting.replace(id, with: search, in: db)
        try keepFormerTraits(id, in: db)
        guard
            let received = try Double.fetchOne(
                db.cachedStatement(sql: "SELECT received FROM item WHERE id = ?"), arguments: [id.rawValue])
        else { return }
        let date = ItemSummary.date(published: item.published, received: Date(column: received))
        try db.cachedStatement(
            sql: """
                UPDATE item SET digest = ?, title = ?, link = ?, linkHash = ?, authors = ?, tags = ?, published = ?,
                    updated = ?, date = ?, titleHash = ?
                WHERE id = ?
                """
        ).execute(arguments: [
            digest, content.title, content.link?.text, linkNumber?.rawValue,
            authors, Lines.joined(content.tags), item.published?.column, item.updated?.column,
            date.column, titleHash, id.rawValue,
        ])
        for table in ["itemContent", "author", "attachment"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE itemID = ?")
                .execute(arguments: [id.rawValue])
        }
        try insertContent(of: id, in: db)
    }

    /// Deletes an item and all that hangs on it, its words among it; says whether it was there.
    static func delete(_ id: ItemID, in db: Database) throws -> Bool {
        try SearchWriting.remove(id, in: db)
        try db.cachedStatement(sql: "DELETE FROM item WHERE id = ?").execute(arguments: [id.rawValue])
        return db.changesCount > 0
    }

    /// How many former contents are kept of an item (`PRODUCT.md` §3).
    private static let revisionsKept = 5

    private func keepFormer(_ id: ItemID, at now: Date, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO revision (itemID, replacedAt, title, link, authors, tags, published, updated, summary, html,
                    text)
                SELECT id, ?, title, link, authors, tags, published, updated, summary, html, text
                FROM item JOIN itemContent ON itemID = id WHERE id = ?
                """
        ).execute(arguments: [now.column, id.rawValue])
        try db.cachedStatement(
            sql: """
                DELETE FROM revision WHERE itemID = ?1 AND id NOT IN
                    (SELECT id FROM revision WHERE itemID = ?1 ORDER BY id DESC LIMIT \(ItemRecord.revisionsKept))
                """
        ).execute(arguments: [id.rawValue])
    }

    /// What an item once bore singles out no other item of its feed.
    private func keepFormerTraits(_ id: ItemID, in db: Database) throws {
        for (kind, column, now) in [
            ("title", "titleHash", titleHash?.databaseValue),
            ("link", "linkHash & \(LinkNumber.ownMask)", linkNumber?.own.databaseValue),
            ("time", "published", item.published?.column.databaseValue),
        ] {
            try db.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO formerTrait (feedID, kind, value, itemID)
                    SELECT feedID, '\(kind)', \(column), id FROM item
                    WHERE id = ? AND \(column) IS NOT NULL AND \(column) IS NOT ?
                    """
            ).execute(arguments: [id.rawValue, now])
        }
    }

    private func insertContent(of id: ItemID, in db: Database) throws {
        let content = item.content
        try PreparedStatement(
            """
            INSERT INTO itemContent (itemID, summary, html, text, externalLink, image, language, commentsLink)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, in: db
        ).run { row in
            row.add(id.rawValue)
            row.add(summary)
            row.add(html)
            row.add(text)
            row.add(content.externalLink?.text)
            row.add(content.image?.text)
            row.add(content.language)
            row.add(content.commentsLink?.text)
        }
        if !content.authors.allSatisfy(\.isOnlyName) {
            for (position, person) in content.authors.enumerated() {
                try db.cachedStatement(sql: "INSERT INTO author VALUES (?, ?, ?, ?, ?, ?)")
                    .execute(arguments: [
                        id.rawValue, position, person.name, person.url?.text, person.email,
                        person.avatar?.text,
                    ])
            }
        }
        for (position, attachment) in content.attachments.enumerated() {
            try db.cachedStatement(sql: "INSERT INTO attachment VALUES (?, ?, ?, ?, ?, ?, ?)")
                .execute(arguments: [
                    id.rawValue, position, attachment.url.text, attachment.mimeType, attachment.title,
                    attachment.size, attachment.duration,
                ])
        }
    }

    private var authors: String {
        Lines.joined(item.content.authors.map(\.displayName))
    }
}

extension Person {
    /// Whether a line in `item.authors` says all there is to say; most people in feeds are only a name.
    fileprivate var isOnlyName: Bool {
        guard let name, url == nil, email == nil, avatar == nil else { return false }
        return !name.isEmpty && !name.utf8.contains(0x0A)
    }
}
