import FeedModel
import FoundationEssentials
import GRDB

/// The fifth schema: texts take half the room and are found by their words; what the reader did can be undone; it is
/// known which items a feed still carries.
enum Schema5 {
    @Sendable static func change(_ db: Database) throws {
        db.add(function: packing)
        defer { db.remove(function: packing) }
        try db.execute(sql: texts)
        try db.execute(sql: carrying)
        try db.execute(sql: retention)
        try db.execute(sql: states)
        try db.execute(sql: journal)
        try db.execute(sql: search)
        try db.execute(sql: stories)
        try db.execute(sql: pausing)
    }

    /// `packedText(text)`: the text as it is stored from now on.
    private static let packing = DatabaseFunction("packedText", argumentCount: 1, pure: true) { values in
        TextPacker().packed(String.fromDatabaseValue(values[0]))
    }

    /// Texts of some length are compressed (`TextPacker`); the others stay as they are.
    private static let texts = """
        CREATE TABLE packedContent (
            itemID INTEGER PRIMARY KEY REFERENCES item(id) ON DELETE CASCADE,
            summary ANY CHECK (typeof(summary) IN ('null', 'text', 'blob')),
            html ANY CHECK (typeof(html) IN ('null', 'text', 'blob')),
            text ANY CHECK (typeof(text) IN ('null', 'text', 'blob')),
            externalLink TEXT,
            image TEXT,
            language TEXT,
            commentsLink TEXT
        ) STRICT;
        INSERT INTO packedContent
        SELECT itemID, packedText(summary), packedText(html), packedText(text), externalLink, image, language,
            commentsLink
        FROM itemContent;
        DROP TABLE itemContent;
        ALTER TABLE packedContent RENAME TO itemContent;

        CREATE TABLE packedRevision (
            id INTEGER PRIMARY KEY,
            itemID INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
            replacedAt REAL NOT NULL,
            title TEXT NOT NULL,
            link TEXT,
            authors TEXT NOT NULL,
            tags TEXT NOT NULL,
            published REAL,
            updated REAL,
            summary ANY CHECK (typeof(summary) IN ('null', 'text', 'blob')),
            html ANY CHECK (typeof(html) IN ('null', 'text', 'blob')),
            text ANY CHECK (typeof(text) IN ('null', 'text', 'blob'))
        ) STRICT;
        INSERT INTO packedRevision
        SELECT id, itemID, replacedAt, title, link, authors, tags, published, updated, packedText(summary),
            packedText(html), packedText(text)
        FROM revision;
        DROP TABLE revision;
        ALTER TABLE packedRevision RENAME TO revision;
        CREATE INDEX revisionOfItem ON revision(itemID);
        """

    /// `leftAt` is when a document of the feed first lacked the item; NULL while the feed carries it, as far as is known.
    private static let carrying = """
        ALTER TABLE item ADD COLUMN leftAt REAL;
        CREATE INDEX itemCarried ON item(feedID) WHERE leftAt IS NULL;
        CREATE INDEX revisedItemByDate ON item(date) WHERE isRevised = 1;
        """

    /// What a feed keeps otherwise than `[retention]` says: seconds, or `forever`; NULL where it says nothing. The items
    /// that a rule may let go are found by their date.
    private static let retention = """
        ALTER TABLE subscription ADD COLUMN keepRead ANY CHECK (keepRead = 'forever' OR typeof(keepRead) = 'real');
        ALTER TABLE subscription ADD COLUMN keepUnread ANY CHECK (keepUnread = 'forever' OR typeof(keepUnread) = 'real');
        ALTER TABLE subscription ADD COLUMN keepNewest INTEGER CHECK (keepNewest >= 0);
        CREATE INDEX readItemOfFeedByDate ON item(feedID, date) WHERE readAt IS NOT NULL AND starredAt IS NULL;
        """

    /// States get numbers, by which the journal names them: a number stays whatever becomes of the item, its key and its
    /// feed.
    private static let states = """
        CREATE TABLE numberedState (
            id INTEGER PRIMARY KEY,
            feedID INTEGER NOT NULL REFERENCES feed(id),
            itemKey TEXT NOT NULL,
            readAt REAL,
            starredAt REAL,
            UNIQUE (feedID, itemKey)
        ) STRICT;
        INSERT INTO numberedState (feedID, itemKey, readAt, starredAt)
        SELECT feedID, itemKey, readAt, starredAt FROM itemState;
        DROP TABLE itemState;
        ALTER TABLE numberedState RENAME TO itemState;

        CREATE TRIGGER stateInserted AFTER INSERT ON itemState BEGIN
            UPDATE item SET readAt = new.readAt, starredAt = new.starredAt
            WHERE feedID = new.feedID AND itemKey = new.itemKey;
        END;

        CREATE TRIGGER stateUpdated AFTER UPDATE OF feedID, itemKey, readAt, starredAt ON itemState BEGIN
            UPDATE item SET readAt = new.readAt, starredAt = new.starredAt
            WHERE feedID = new.feedID AND itemKey = new.itemKey;
        END;
        """

    /// The words of items (`SearchText`), the newest item's row the highest. It holds no texts: they are compressed
    /// elsewhere, and what is taken out of it must be told to it once more. `searchRule` says by which version of
    /// `SearchText` its words were told. It gathers eight times as many words in memory as it would by itself, and joins its
    /// parts half as often: storing an article then costs a quarter less. Who joins its parts in small steps (`settleSearch`)
    /// begins with one part less, so as to come first. How parts are joined `Schema7` says anew.
    private static let search = """
        CREATE TABLE searchRule (version INTEGER NOT NULL) STRICT;
        INSERT INTO searchRule VALUES (0);
        CREATE VIRTUAL TABLE itemSearch USING fts5(
            title, author, tag, body, content='', tokenize="ascii tokenchars '+#'");
        INSERT INTO itemSearch (itemSearch, rank) VALUES ('hashsize', 8388608), ('automerge', 8),
            ('usermerge', 7);
        """
}
