import GRDB

/// Joins parts of the index of words while new ones are written: two pages for each page that is new.
///
/// FTS5 would do it of itself (`automerge`), by as many pages for each new one as the index has levels: nothing for a
/// thousand polls, and then six or eight for each page, until there is nothing left to join. A page that passes a level makes
/// half of one there, since a word that several parts have is written once; so two are enough for four levels of sixteen
/// parts. Where they are not, more parts are joined at once later (decision 23).
struct SearchJoining: Sendable {
    /// Tokens for which nothing has been joined yet, in bytes.
    private var owed = 0

    /// A page of 4 KB is joined for so many bytes of tokens, which make half a page of a new part, and one for the part: in a
    /// small one hardly a word comes twice, and its pages are not full.
    static let tokensForPage = 3_072

    /// Pages of one step. Each cuts off what it has done of the parts that it joins, sixteen pages, so that it should be long
    /// beside them; a short one takes no longer than what else a reader waits for who marks, some milliseconds.
    static let shortStep = 64
    static let longStep = 256

    /// Notes that tokens make a part, or void some of others.
    mutating func note(tokens bytes: Int) {
        if bytes > 0 { owed += bytes + Self.tokensForPage }
    }

    /// Joins what is owed, in steps: one at least, so that a reader who wants to write all the time does not keep all
    /// parts waiting until FTS5 joins them at once. What is less than a step, or has to wait, is owed still.
    ///
    /// - Parameters:
    ///   - pages: of one step.
    ///   - isWanted: whether somebody else wants to write.
    mutating func join(_ pages: Int, in db: Database, unless isWanted: () -> Bool) throws {
        while owed >= pages * Self.tokensForPage {
            owed -= pages * Self.tokensForPage
            try SearchWriting.join(pages: pages, in: db)
            if isWanted() { break }
        }
    }
}
