import GRDB

/// The sixth schema: a poll writes less.
enum Schema6 {
    @Sendable static func change(_ db: Database) throws {
        try db.execute(sql: attempts)
    }

    /// `attempt` has a row for each feed that is being asked, from before it is asked until its outcome is stored, and says
    /// when the feed is due again should none follow. The row of the feed, with its place in the index of deadlines, is then
    /// written once a poll; and few feeds are being asked at once, so that their attempts stand on one page.
    ///
    /// `feed.attemptedAt` said the same of the last poll, under way or not. Deadlines that a wrong clock set are looked for
    /// once an hour, and without an index (`FeedStore.mendDeadlines`).
    private static let attempts = """
        CREATE TABLE attempt (
            feedID INTEGER PRIMARY KEY REFERENCES feed(id) ON DELETE CASCADE,
            attemptedAt REAL NOT NULL,
            until REAL NOT NULL
        ) STRICT;
        INSERT INTO attempt
        SELECT id, attemptedAt, min(ifnull(nextPoll, attemptedAt), attemptedAt + 3600) FROM feed
        WHERE attemptedAt > ifnull(polledAt, attemptedAt - 1);
        ALTER TABLE feed DROP COLUMN attemptedAt;
        DROP INDEX feedByNextPollSetAt;
        """
}
