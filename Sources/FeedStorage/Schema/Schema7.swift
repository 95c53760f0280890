import GRDB

/// The seventh schema: the index of words joins its parts more seldom.
enum Schema7 {
    @Sendable static func change(_ db: Database) throws {
        try db.execute(sql: search)
    }

    /// Each word that is stored is written once more for each level of parts that it passes (a log-structured merge), and
    /// there are fewer levels where sixteen parts make one of the next in place of eight. A search looks into more parts for
    /// it (decision 20).
    ///
    /// FTS5 (sqlite.org/fts5.html) joins those of a level in small steps from `automerge` parts on, as pages are written,
    /// and all at once from `crisismerge` parts on: that is soon done where each has a page or two, as most polls leave
    /// them. `usermerge` is what `settleSearch` goes by, which has to come first. Who joins them `Schema9` says anew.
    private static let search = """
        INSERT INTO itemSearch (itemSearch, rank) VALUES ('automerge', 16), ('usermerge', 15),
            ('crisismerge', 32);
        """
}
