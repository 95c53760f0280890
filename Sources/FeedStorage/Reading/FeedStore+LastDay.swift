package import FeedModel
package import FoundationEssentials
import GRDB

extension FeedStore {
    /// What the polls of the last 24 hours came to, an hour each, counted back from `now`; the oldest first. Hours without
    /// a poll are left out.
    package func lastDay(before now: Date) throws(StoreError) -> [PollTally] {
        try reading { db in
            let start = now.addingTimeInterval(-86_400)
            // Polls are stored in the order in which they end, so that the day's lie at the end.
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT CAST((polledAt - ?1) / 3600 AS INTEGER) AS hour, count(*),
                        sum(outcome IN ('unchanged', 'not-modified')), sum(outcome = 'failed'), sum(new)
                    FROM poll
                    WHERE id > coalesce((SELECT id FROM poll WHERE polledAt < ?1 ORDER BY id DESC LIMIT 1), 0)
                        AND polledAt >= ?1 AND polledAt <= ?2
                    GROUP BY hour ORDER BY hour
                    """, arguments: [start.column, now.column])
            var tallies: [PollTally] = []
            while let row = try rows.next() {
                // A poll of this very moment belongs to the last hour.
                let hour = min(row[0] as Int, 23)
                let tally = PollTally(
                    from: start.addingTimeInterval(Double(hour) * 3_600), polls: row[1], unchanged: row[2],
                    failed: row[3], new: row[4])
                if tallies.last?.from == tally.from {
                    tallies[tallies.count - 1] += tally
                } else {
                    tallies.append(tally)
                }
            }
            return tallies
        }
    }
}
