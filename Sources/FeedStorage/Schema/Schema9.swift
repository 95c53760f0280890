import GRDB

/// The ninth schema: parts of the index of words are joined by `SearchJoining`.
enum Schema9 {
    @Sendable static func change(_ db: Database) throws {
        try db.execute(sql: search)
    }

    /// FTS5 joins none of itself any more but those that became too many all the same (`crisismerge`, as `Schema7` set it).
    private static let search = "INSERT INTO itemSearch (itemSearch, rank) VALUES ('automerge', 0)"
}
