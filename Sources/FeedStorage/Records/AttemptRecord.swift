import FeedModel
import FoundationEssentials
import GRDB

/// A row of `attempt`: a feed that is being asked.
enum AttemptRecord {
    /// When a feed was last asked, as far as is known, or is being asked; NULL where it never was. Wants a table `feed` beside
    /// it.
    static let last = "ifnull((SELECT attemptedAt FROM attempt WHERE feedID = feed.id), feed.polledAt)"

    /// When a feed is due. Wants a table `feed` beside it.
    static let nextPoll =
        "max(feed.nextPoll, ifnull((SELECT until FROM attempt WHERE feedID = feed.id), feed.nextPoll))"

    /// Holds for an attempt that may be under way at `?`: no poll lasts for two hours.
    static let isUnderWay = "max(until, attemptedAt + 7200) > ?"

    /// Notes that feeds are about to be asked; one that was forgotten meanwhile is passed over.
    static func insert(_ feeds: [FeedID], at now: Date, until next: Date, in db: Database) throws {
        let statement = try PreparedStatement(
            """
            INSERT OR REPLACE INTO attempt (feedID, attemptedAt, until)
            SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM feed WHERE id = ?1)
            """, in: db)
        for feed in feeds {
            try statement.run {
                $0.add(feed.rawValue)
                $0.add(now.column)
                $0.add(next.column)
            }
        }
    }

    /// Takes note that what came of a poll is stored; a later attempt stays.
    static func end(_ feed: FeedID, polledAt: Date, in db: Database) throws {
        try PreparedStatement("DELETE FROM attempt WHERE feedID = ? AND attemptedAt <= ?", in: db).run {
            $0.add(feed.rawValue)
            $0.add(polledAt.column)
        }
    }

    /// Sets attempts right that a clock noted which was wrong, as though they had been noted now.
    static func mend(at now: Date, until next: Date, in db: Database) throws {
        try PreparedStatement(
            "UPDATE attempt SET attemptedAt = ?1, until = min(until, ?2) WHERE attemptedAt > ?1 + ?3", in: db
        ).run {
            $0.add(now.column)
            $0.add(next.column)
            $0.add(ClockWatch.slack)
        }
    }
}
