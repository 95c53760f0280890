import GRDB

/// Joins parts of the index of words while new ones are written: three pages for two that are new.
///
/// FTS5 would do it of itself (`automerge`), by as many pages for each new one as the index has levels: nothing for a
/// thousand polls, and then six or eight for each page, until there is nothing left to join. In the long run one page and a
/// fifth for each new one is enough, since a word that several parts have is written once. Where it is not, for texts in which
/// hardly a word comes twice, more parts than usual are there after a while, and more is joined (decision 23).
struct SearchJoining: Sendable {
    /// Tokens for which nothing has been joined yet, in bytes.
    private var owed = 0

    /// A page of 4 KB is joined for so many bytes of tokens, which make two thirds of a page of a new part, and one for the
    /// part: in a small one hardly a word comes twice, and its pages are not full.
    static let tokensForPage = 4_096
    /// Pages of one step. Each cuts off what it has done of the parts that it joins, sixteen pages, so that it should be long
    /// beside them; a short one takes no longer than what else a reader waits for who marks, some milliseconds.
    static let longSteps = 64...256
    static let shortSteps = 64...128
    /// What is left when a program ends.
    static let lastSteps = 1...64
    /// Of one transaction.
    private static let mostPages = 512
    /// More is not worth remembering: the number of parts tells of it.
    private static let mostOwed = 4_096 * tokensForPage
    /// As many as are joined: of fewer no level can have enough (`usermerge`).
    private static let partsOfOne = 15
    /// What four levels have in all. Where there are more, more is joined: as many times as these are levels' worth of parts.
    private static let usualParts = 4 * partsOfLevel
    private static let partsOfLevel = 16

    /// Notes that an update wrote tokens to the index, or took some out of it; what a purge takes out is joined by itself.
    mutating func note(tokens bytes: Int) {
        if bytes > 0 { owed = min(owed + bytes + Self.tokensForPage, Self.mostOwed) }
    }

    /// Joins what is owed, in steps: one at least, so that a reader who wants to write all the time does not keep all
    /// parts waiting. What is less than a step, or has to wait, is owed still; what finds nothing to join is not.
    ///
    /// - Parameters:
    ///   - pages: of one step.
    ///   - isWanted: whether somebody else wants to write.
    mutating func join(_ pages: ClosedRange<Int>, in db: Database, unless isWanted: () -> Bool) throws {
        var left = Self.mostPages
        while owed >= pages.lowerBound * Self.tokensForPage, left > 0 {
            let parts = try SearchWriting.parts(in: db)
            guard parts >= Self.partsOfOne else { return owed = 0 }
            let step = min(owed / Self.tokensForPage, pages.upperBound)
            // Before it is done: were it to fail, whoever tries the same write again would fail by it again.
            owed -= step * Self.tokensForPage
            let work = min(parts > Self.usualParts ? step * parts / Self.partsOfLevel : step, left)
            left -= work
            try SearchWriting.join(pages: work, in: db)
            if isWanted() { break }
        }
    }
}
