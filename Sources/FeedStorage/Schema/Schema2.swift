import GRDB

/// The second schema: where feeds move to, what a web page offered in place of a feed, and why each poll was when it
/// was.
enum Schema2 {
    @Sendable static func change(_ db: Database) throws {
        try db.execute(sql: feeds)
        try db.execute(sql: polls)
        try db.execute(sql: roads)
    }

    /// `finalURL` is the address that gave the last document; the candidate is where permanent redirects lead that are
    /// not believed yet.
    private static let feeds = """
        ALTER TABLE feed ADD COLUMN finalURL TEXT;
        ALTER TABLE feed ADD COLUMN candidate TEXT;
        ALTER TABLE feed ADD COLUMN candidateSeen INTEGER NOT NULL DEFAULT 0 CHECK (candidateSeen >= 0);
        ALTER TABLE feed ADD COLUMN candidateSince REAL;
        ALTER TABLE feed ADD COLUMN deadSince REAL;
        ALTER TABLE feed ADD COLUMN acceptsAnything INTEGER NOT NULL DEFAULT 0 CHECK (acceptsAnything IN (0, 1));
        ALTER TABLE feed ADD COLUMN credentialsStamp TEXT;
        CREATE INDEX feedByFinalURL ON feed(finalURL) WHERE finalURL IS NOT NULL;
        CREATE INDEX feedThatWantsCredentials ON feed(id) WHERE failureCode = 'credentials-wanted';
        """

    private static let polls = """
        ALTER TABLE poll ADD COLUMN pause REAL NOT NULL DEFAULT 0;
        ALTER TABLE poll ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
        """

    /// `move` keeps every address that a feed has left; `foundLink` what the page offered that a new subscription's
    /// address turned out to be.
    private static let roads = """
        CREATE TABLE move (
            id INTEGER PRIMARY KEY,
            feedID INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
            movedAt REAL NOT NULL,
            former TEXT NOT NULL,
            address TEXT NOT NULL,
            cause TEXT NOT NULL,
            isMerger INTEGER NOT NULL CHECK (isMerger IN (0, 1))
        ) STRICT;
        CREATE INDEX moveOfFeed ON move(feedID);

        CREATE TABLE foundLink (
            feedID INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            url TEXT NOT NULL,
            title TEXT,
            PRIMARY KEY (feedID, position)
        ) STRICT, WITHOUT ROWID;
        """
}
