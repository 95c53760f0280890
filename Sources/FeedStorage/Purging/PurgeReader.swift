import FeedModel
import FoundationEssentials
import GRDB

/// Finds the items that may go: SQL narrows them down by its indexes, `Retention` decides.
struct PurgeReader: Sendable {
    let policy: RetentionPolicy
    let now: Date

    /// A feed that has items, and a rule by which some might go.
    struct Candidate: Sendable {
        let feed: FeedID
        let retention: Retention
        /// When the last subscription to it ended; nil while one is in force.
        let endedAt: Date?
        let total: Int
        let unread: Int
    }

    /// What goes of one feed, newest first, as of one moment.
    struct Plan: Sendable {
        let candidate: Candidate
        fileprivate(set) var oldestKept: Place?
        fileprivate(set) var items: [(id: ItemID, reason: PurgeReason)] = []
    }

    /// Where an item stands among those of its feed.
    struct Place: Comparable, Sendable {
        let date: Double
        let id: Int64

        static func < (left: Place, right: Place) -> Bool {
            (left.date, left.id) < (right.date, right.id)
        }
    }

    func candidates(in db: Database) throws -> [Candidate] {
        try PreparedStatement(
            """
            SELECT feed.id, total, unread, keepRead, keepUnread, keepNewest, endedAt
            FROM feed JOIN feedCount ON feedCount.feedID = feed.id LEFT JOIN subscription
            ON subscription.id = coalesce(
                \(SubscriptionRecord.speaking),
                (SELECT id FROM subscription WHERE feedID = feed.id ORDER BY endedAt DESC, id LIMIT 1))
            WHERE total > 0 ORDER BY feed.id
            """, in: db
        ).all { _ in
        } read: { row in
            Candidate(
                feed: FeedID(row.integer(0)), retention: Retention(policy, of: FeedRetention(row, from: 3)),
                endedAt: row.date(6), total: Int(row.integer(1)), unread: Int(row.integer(2)))
        }.filter { !$0.retention.keepsAll }
    }

    /// What goes of one feed.
    func plan(for candidate: Candidate, in db: Database) throws -> Plan {
        var plan = Plan(candidate: candidate)
        var found: [Int64: Found] = [:]
        if candidate.total > candidate.unread {
            if case .atMost(let time) = candidate.retention.read {
                try collect(Self.readBefore, parted(time, from: candidate), of: candidate, &found, db)
            }
            plan.oldestKept = try oldestKept(of: candidate, in: db)
            if let place = plan.oldestKept {
                try collect(Self.readBeyond, [place.date, place.id], of: candidate, &found, db)
            }
        }
        if candidate.unread > 0, case .atMost(let time) = candidate.retention.unread {
            try collect(Self.unreadBefore, parted(time, from: candidate), of: candidate, &found, db)
        }
        plan.items = found.values.sorted { $0.place > $1.place }.compactMap { item in
            reason(toPurge: item, by: plan).map { (ItemID(item.place.id), $0) }
        }
        return plan
    }

    /// Whether an item of a plan may still go, whatever was done to it since the plan was made.
    func mayGo(_ id: ItemID, by plan: Plan, in db: Database) throws -> Bool {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT \(Self.columns) FROM item WHERE id = ? AND feedID = ?"),
            arguments: [id.rawValue, plan.candidate.feed.rawValue])
        return row.map { reason(toPurge: Found($0), by: plan) != nil } ?? false
    }

    private func reason(toPurge item: Found, by plan: Plan) -> PurgeReason? {
        let facts = Retention.Facts(
            state: item.state,
            parting: item.leftAt.map { .left($0) } ?? plan.candidate.endedAt.map { .unsubscribed($0) },
            isBeyondNewest: plan.oldestKept.map { item.place < $0 } ?? false)
        return plan.candidate.retention.reason(toPurge: facts, at: now)
    }

    private func oldestKept(of candidate: Candidate, in db: Database) throws -> Place? {
        let newest = candidate.retention.newest
        guard newest > 0, candidate.total > newest else { return nil }
        return try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT id, date FROM item INDEXED BY itemOfFeedByDate WHERE feedID = ?
                    ORDER BY date DESC, id DESC LIMIT 1 OFFSET ?
                    """), arguments: [candidate.feed.rawValue, newest - 1]
        ).map { Place(date: $0[1], id: $0[0]) }
    }

    private func collect(
        _ sql: String, _ arguments: StatementArguments, of candidate: Candidate,
        _ found: inout [Int64: Found],
        _ db: Database
    ) throws {
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: sql), arguments: [candidate.feed.rawValue] + arguments)
        while let row = try rows.next() { found[row[0]] = Found(row) }
    }

    /// The moment before which items must have parted, and whether those did that the feed carried to the end. A second
    /// more than the rule says, since it counts in floating point.
    private func parted(_ time: Duration, from candidate: Candidate) -> StatementArguments {
        let limit = now.addingTimeInterval(1 - time.inSeconds)
        return [limit.column, candidate.endedAt.map { $0 <= limit } ?? false]
    }
}

extension PurgeReader {
    private struct Found {
        let place: Place
        let state: ItemState
        let leftAt: Date?

        /// Reads `columns`.
        init(_ row: Row) {
            place = Place(date: row[1], id: row[0])
            state = ItemState(readAt: row.date(2), starredAt: row.date(3))
            leftAt = row.date(4)
        }
    }

    private static let columns = "id, date, readAt, starredAt, leftAt"

    /// An item is never dated later than it came, and never came later than it left.
    private static let readBefore = """
        SELECT \(columns) FROM item INDEXED BY readItemOfFeedByDate
        WHERE feedID = ?1 AND date <= ?2 AND readAt IS NOT NULL AND readAt <= ?2 AND starredAt IS NULL
            AND (leftAt <= ?2 OR (leftAt IS NULL AND ?3))
        """

    private static let readBeyond = """
        SELECT \(columns) FROM item INDEXED BY readItemOfFeedByDate
        WHERE feedID = ?1 AND (date, id) < (?2, ?3) AND readAt IS NOT NULL AND starredAt IS NULL
        """

    private static let unreadBefore = """
        SELECT \(columns) FROM item INDEXED BY unreadItemOfFeedByDate
        WHERE feedID = ?1 AND date <= ?2 AND readAt IS NULL AND starredAt IS NULL
            AND (leftAt <= ?2 OR (leftAt IS NULL AND ?3))
        """
}
