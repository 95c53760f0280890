import FeedModel
import FoundationEssentials
import GRDB

/// One row a poll, kept for `tidings why` and for the last day of `tidings status`.
enum PollRecord {
    /// How many are told of a feed, and kept of it however old they are.
    static let told = 20
    /// How many are kept of a feed that is polled so often that they are all of the last day.
    private static let most = 300

    /// Stores the record of a poll, and lets the old ones of its feed go.
    static func insert(
        _ update: FeedUpdate, new: Int, revised: Int, failure: FeedCondition.Failure?, in db: Database
    ) throws {
        let exchange = update.exchange
        try PreparedStatement(
            """
            INSERT INTO poll (feedID, polledAt, outcome, failureCode, message, status, finalURL, permanentTarget,
                requests, wireBytes, new, revised, nextPoll, rule, pause, failures)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, in: db
        ).run { row in
            row.add(update.feed.rawValue)
            row.add(update.polledAt.column)
            row.add(code(of: update.outcome))
            row.add(failure?.code)
            row.add(failure?.message)
            row.add(exchange.status)
            row.add(exchange.finalURL?.text)
            row.add(exchange.permanentTarget?.text)
            row.add(exchange.requests)
            row.add(exchange.wireBytes)
            row.add(new)
            row.add(revised)
            row.add(update.next.at?.column)
            row.add(update.next.rule.rawValue)
            row.add(update.next.pause.column)
            row.add(update.history.failures)
        }
        try PreparedStatement(
            """
            DELETE FROM poll WHERE feedID = ?1
                AND id <= (SELECT id FROM poll WHERE feedID = ?1 ORDER BY id DESC LIMIT 1 OFFSET \(told))
                AND (polledAt < ?2 OR id <=
                    (SELECT id FROM poll WHERE feedID = ?1 ORDER BY id DESC LIMIT 1 OFFSET \(most)))
            """, in: db
        ).run { row in
            row.add(update.feed.rawValue)
            row.add(update.polledAt.column - 86_400)
        }
    }

    /// The newest records of a feed, newest first.
    static func all(of feed: FeedID, in db: Database) throws -> [PollSummary] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT polledAt, outcome, failureCode, message, status, finalURL, requests, wireBytes, new, revised,
                        nextPoll, rule, pause, failures
                    FROM poll WHERE feedID = ? ORDER BY id DESC LIMIT \(told)
                    """), arguments: [feed.rawValue])
        var polls: [PollSummary] = []
        while let row = try rows.next() {
            polls.append(
                PollSummary(
                    at: Date(column: row[0]), outcome: PollSummary.Outcome(rawValue: row[1]) ?? .failed,
                    failureCode: row[2], message: row[3], status: row[4], finalURL: row.link(5),
                    requests: row[6], wireBytes: row[7], new: row[8], revised: row[9],
                    next: NextPoll(
                        at: row.date(10), pause: Duration(column: row[12]),
                        rule: NextPoll.Rule(rawValue: row[11]) ?? .adaptive), failures: row[13]))
        }
        return polls
    }

    private static func code(of outcome: PollOutcome) -> String {
        PollSummary.Outcome(outcome).rawValue
    }
}
