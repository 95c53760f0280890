import GRDB

/// The ninth schema: deadlines are found by slots, and parts of the index of words are joined by `SearchJoining`.
enum Schema9 {
    @Sendable static func change(_ db: Database) throws {
        try db.execute(sql: deadlines)
        try db.execute(sql: search)
    }

    /// As `DueSlot` says.
    private static let deadlines = """
        DROP INDEX feedByNextPoll;
        CREATE INDEX feedBySlot ON feed(CAST(nextPoll / 300 AS INTEGER));
        """

    /// FTS5 joins none of itself any more but those that became too many all the same (`crisismerge`, as `Schema7` set it).
    private static let search = "INSERT INTO itemSearch (itemSearch, rank) VALUES ('automerge', 0)"
}
