import FeedModel
import GRDB

/// One row a poll, kept for `tidings why` and `tidings status`.
enum PollRecord {
    static func insert(
        _ update: FeedUpdate, new: Int, revised: Int, failure: FeedCondition.Failure?, in db: Database
    ) throws {
        let exchange = update.exchange
        try db.cachedStatement(
            sql: """
                INSERT INTO poll (feedID, polledAt, outcome, failureCode, message, status, finalURL, permanentTarget,
                    requests, wireBytes, new, revised, nextPoll, rule)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            update.feed.rawValue, update.polledAt.column, code(of: update.outcome), failure?.code,
            failure?.message, exchange.status, exchange.finalURL?.text, exchange.permanentTarget?.text,
            exchange.requests, exchange.wireBytes, new, revised, update.next.at?.column,
            update.next.rule.rawValue,
        ])
    }

    private static func code(of outcome: PollOutcome) -> String {
        switch outcome {
        case .notModified: "not-modified"
        case .unchanged: "unchanged"
        case .changed: "changed"
        case .gone: "gone"
        case .failed: "failed"
        }
    }
}
