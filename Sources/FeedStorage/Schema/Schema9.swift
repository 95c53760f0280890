import GRDB

/// The ninth schema: deadlines are found by slots, and parts of the index of words are joined by `SearchJoining`.
enum Schema9 {
    @Sendable static func change(_ db: Database) throws {
        try db.execute(sql: deadlines)
        try db.execute(sql: search)
    }

    /// As `DueSlot` says. The deadline itself is in it too, so that who looks for the first of a slot need not look at each
    /// feed.
    private static let deadlines = """
        DROP INDEX feedByNextPoll;
        CREATE INDEX feedBySlot ON feed(CAST(nextPoll / 300 AS INTEGER), id, nextPoll);
        """

    /// FTS5 joins none of itself any more but 256 of one level, all at once: so many are there only where each has a page or
    /// two, of programs that end before anything is worth joining.
    private static let search =
        "INSERT INTO itemSearch (itemSearch, rank) VALUES ('automerge', 0), ('crisismerge', 256)"
}
