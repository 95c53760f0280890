package import FeedModel
package import FoundationEssentials
import GRDB

/// Which feeds a round is about.
package enum DueSelection: Hashable, Sendable {
    /// Those whose time has come, and those that were wished for.
    case due
    /// Those that were wished for, alone.
    case wished
    /// All that are subscribed to, as though each had been wished for; of those that are gone for good, only the ones
    /// that were wished for by name (B55).
    case all
}

/// How far the feeds were read that were due at some moment, the longest overdue first (`DueSlot`).
package struct DuePlace: Hashable, Sendable {
    /// When they were due.
    fileprivate let latest: Date
    fileprivate var slot = Int64.min
    fileprivate var feed = Int64.min

    /// Before the first of those that are due at `now`.
    package init(beginningAt now: Date) {
        latest = now
    }
}

extension FeedStore {
    /// The feeds that are to be polled now, wished ones first, then the longest overdue; those of one slot by their number.
    ///
    /// A wish is granted once the feed's last attempt is `policy.refreshPause` ago, and never while its server asked
    /// for rest; until then it waits. A feed whose host is resting is not due. Deadlines that only a wrong clock can
    /// have set are decided anew first (`polling.md` B107).
    ///
    /// What the reader has paused is never due, wished for or not.
    ///
    /// A feed whose attempt was noted but has no outcome yet may be given again once `refreshPause` is over; who polls
    /// knows which are under way.
    package func dueFeeds(
        at now: Date, limit: Int, selection: DueSelection, policy: SchedulePolicy
    ) async throws(StoreError) -> [DueFeed] {
        try await mendDeadlines(at: now, policy: policy)
        return try await reading { db in
            let moment = DueMoment(now: now, policy: policy)
            switch selection {
            case .wished: return try moment.wished(limit, in: db)
            case .all: return try moment.all(limit, in: db)
            case .due:
                let wished = try moment.wished(limit, in: db)
                return wished + (try moment.due(limit - wished.count, beside: Set(wished.map(\.id)), in: db))
            }
        }
    }

    /// The next of the feeds whose time had come when a round began, and where those go on that follow them, if any do.
    ///
    /// Whoever goes on from place to place meets each once that stays due, whatever becomes of it meanwhile. One whose host
    /// rests by now, which another process attempted, or which the reader has paused, is left out.
    package func dueFeeds(
        from place: DuePlace, at now: Date, limit: Int, policy: SchedulePolicy
    ) async throws(StoreError) -> (feeds: [DueFeed], next: DuePlace?) {
        try await reading { db in
            try DueMoment(now: now, policy: policy).due(from: place, limit: max(1, limit), in: db)
        }
    }

    /// When the next feed will be due, by the clock or by a wish; nil where none ever will A moment that has passed
    /// already means now.
    package func nextWakeUp(after now: Date, policy: SchedulePolicy) async throws(StoreError) -> Date? {
        try await reading { db in try DueMoment(now: now, policy: policy).next(in: db) }
    }

    /// The hosts that asked for rest and still have it, and those that asked for it in a row whose end is two days past
    /// at most.
    ///
    /// A rest longer than any that is obeyed was set by a clock that was wrong, and is none (B107).
    package func restingHosts(at now: Date) async throws(StoreError) -> [HostRest] {
        try await reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT host, restUntil, repeats FROM host
                    WHERE (restUntil > ?1 OR (repeats > 0 AND restUntil > ?1 - 172800)) AND restUntil <= ?1 + 691200
                    ORDER BY host
                    """,
                arguments: [now.column]
            ).map { HostRest(host: $0[0], until: Date(column: $0[1]), repeats: $0[2]) }
        }
    }

    /// How long ago hosts were asked that were asked within a time before `now`.
    package func hostsAsked(within time: Duration, before now: Date) async throws(StoreError) -> [String:
        Duration]
    {
        // All feeds are looked at for it, and where hosts need no distance nobody wants to know.
        guard time > .zero else { return [:] }
        return try await reading { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT host, max(\(AttemptRecord.last)) FROM feed
                    WHERE \(AttemptRecord.last) > ?1 AND \(AttemptRecord.last) <= ?2 GROUP BY host
                    """,
                arguments: [now.addingTimeInterval(-time.inSeconds).column, now.column])
            return rows.reduce(into: [:]) { hosts, row in
                hosts[row[0] as String] = .seconds(now.timeIntervalSince(Date(column: row[1])))
            }
        }
    }

    /// Deadlines that are too far away are found by their index; those that were set in what is still to come, by a look at
    /// all feeds, which is worth it where the clock went back or has not been watched lately. Attempts that were noted in
    /// what is still to come count as of now: their polls may be under way.
    private func mendDeadlines(at now: Date, policy: SchedulePolicy) async throws(StoreError) {
        let schedule = UpdateSchedule(policy: policy)
        let latest = schedule.latestDeadline(at: now)
        let wentBack = clockWatch.mayHaveGoneBack(at: now)
        let isTooFar = "(\(DueSlot.column) >= \(DueSlot.of("?1")) AND nextPoll > ?1)"
        let wrong = isTooFar + (wentBack ? " OR (nextPollSetAt > ?2 AND nextPoll IS NOT NULL)" : "")
        let arguments: StatementArguments = [latest.column, now.column + ClockWatch.slack]
        let isNeeded = try await reading { db in
            try Bool.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT EXISTS (SELECT 1 FROM attempt WHERE attemptedAt > ?2)
                        OR EXISTS (SELECT 1 FROM feed WHERE \(wrong))
                        """), arguments: arguments) ?? false
        }
        guard isNeeded else { return wentBack ? clockWatch.noteLook(at: now) : clockWatch.note(now) }
        try await writing { db in
            try AttemptRecord.mend(
                at: now, until: now.addingTimeInterval(policy.shortestPause.inSeconds), in: db)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT id, nextPoll, nextPollSetAt, pause FROM feed
                    WHERE nextPoll > ?1 OR (nextPollSetAt > ?2 AND nextPoll IS NOT NULL)
                    """, arguments: arguments)
            for row in rows {
                let mended = schedule.mendedDeadline(
                    Date(column: row[1]), setAt: Date(column: row[2]), pause: row.duration(3), at: now)
                try db.execute(
                    sql: "UPDATE feed SET nextPoll = ?, nextPollSetAt = ? WHERE id = ?",
                    arguments: [mended.column, now.column, row[0] as Int64])
            }
        }
        clockWatch.noteLook(at: now)
    }
}

/// The questions about what is due, at one moment.
private struct DueMoment {
    private let now: Double
    /// An attempt after this forbids another that only the reader wants.
    private let latestAttempt: Double
    private let refreshPause: Double
    /// Rests that end later were set by a wrong clock.
    private let longestRest: Double

    init(now: Date, policy: SchedulePolicy) {
        self.now = now.column
        latestAttempt = now.column - policy.refreshPause.column
        refreshPause = policy.refreshPause.column
        longestRest = UpdateSchedule(policy: policy).latestDeadline(at: now).column
    }

    private static let columns = """
        SELECT feed.id, feed.address,
            EXISTS (SELECT 1 FROM feed AS other WHERE other.finalURL = feed.address AND other.id <> feed.id),
            feed.host, \(DueSlot.column),
            \(FeedRecord.columns), \(SubscriptionRecord.columns)
        """
    private static let sources = """
        JOIN subscription ON subscription.id = \(SubscriptionRecord.speaking) AND \(PausedFeed.isNot)
        LEFT JOIN host ON host.host = feed.host AND host.restUntil > :now AND host.restUntil <= :longest
        """
    /// Of feeds that nobody is asking, as far as is known.
    private static let isFree = "NOT EXISTS (SELECT 1 FROM attempt WHERE feedID = feed.id AND until > :now)"
    /// A wish that politeness allows. An attempt in the future was noted by a clock that was wrong.
    private static let isAllowed = """
        host.host IS NULL AND NOT (feed.rule IS 'rest' AND feed.nextPoll > :now)
        AND ifnull(\(AttemptRecord.last) <= :latestAttempt OR \(AttemptRecord.last) > :now, 1)
        """

    func wished(_ limit: Int, in db: Database) throws -> [DueFeed] {
        try feeds(
            """
            \(Self.columns) FROM wish CROSS JOIN feed ON feed.id = wish.feedID \(Self.sources)
            WHERE \(Self.isAllowed) ORDER BY wish.wishedAt, feed.id LIMIT :limit
            """, limit, isWished: true, in: db)
    }

    func all(_ limit: Int, in db: Database) throws -> [DueFeed] {
        try feeds(
            """
            \(Self.columns) FROM \(DueSlot.feeds) LEFT JOIN wish ON wish.feedID = feed.id \(Self.sources)
            WHERE \(Self.isAllowed) AND (feed.nextPoll NOT NULL OR feed.rule IS NOT 'gone' OR wish.feedID NOT NULL)
            ORDER BY \(DueSlot.column), feed.id LIMIT :limit
            """, limit, isWished: true, in: db)
    }

    func due(_ limit: Int, beside wished: Set<FeedID>, in db: Database) throws -> [DueFeed] {
        guard limit > 0 else { return [] }
        let feeds = try feeds(
            """
            \(Self.columns) FROM \(DueSlot.feeds) LEFT JOIN wish ON wish.feedID = feed.id \(Self.sources)
            WHERE \(DueSlot.column) <= \(DueSlot.of(":now")) AND feed.nextPoll <= :now
                AND host.host IS NULL AND \(Self.isFree)
            ORDER BY \(DueSlot.column), feed.id LIMIT :limit
            """, limit + wished.count, isWished: false, in: db)
        return Array(feeds.filter { !wished.contains($0.id) }.prefix(limit))
    }

    func due(
        from place: DuePlace, limit: Int, in db: Database
    ) throws -> (feeds: [DueFeed], next: DuePlace?) {
        var place = place
        // SQLite finds the rest of the slot at once, and all that follows, but not both by one condition.
        var feeds = try feeds(
            from: &place, "\(DueSlot.column) = :slot AND feed.id > :feed", order: "feed.id", limit, in: db)
        if feeds.count < limit {
            feeds += try self.feeds(
                from: &place, "\(DueSlot.column) > :slot AND \(DueSlot.column) <= \(DueSlot.of(":latest"))",
                order: "\(DueSlot.column), feed.id", limit - feeds.count, in: db)
        }
        return (feeds, feeds.count < limit ? nil : place)
    }

    private func feeds(
        from place: inout DuePlace, _ condition: String, order: String, _ limit: Int, in db: Database
    ) throws -> [DueFeed] {
        try PreparedStatement(
            """
            \(Self.columns) FROM \(DueSlot.feeds) \(Self.sources)
            WHERE \(condition) AND feed.nextPoll <= :latest AND host.host IS NULL AND \(Self.isFree)
            ORDER BY \(order) LIMIT :limit
            """, in: db
        ).all {
            for (name, value) in values { $0.set(name, value) }
            $0.set(":latest", place.latest.column)
            $0.set(":slot", Int(place.slot))
            $0.set(":feed", Int(place.feed))
            $0.set(":limit", limit)
        } read: { row in
            place.slot = row.integer(4)
            place.feed = row.integer(0)
            return feed(row, isWished: false)
        }
    }

    func next(in db: Database) throws -> Date? {
        // In the order of their deadlines, so that no more is looked at than the first that is nobody's: the limit of none has
        // SQLite keep to the order.
        let byClock = try moment(
            """
            SELECT feed.nextPoll FROM (
                SELECT id FROM \(DueSlot.feeds) WHERE \(DueSlot.column) > -9223372036854775808
                ORDER BY \(DueSlot.column), nextPoll LIMIT -1
            ) AS following CROSS JOIN feed ON feed.id = following.id \(Self.sources)
            WHERE host.host IS NULL AND \(Self.isFree) LIMIT 1
            """, in: db)
        let afterAttempt = try moment(
            """
            SELECT min(max(feed.nextPoll, attempt.until)) FROM attempt CROSS JOIN feed ON feed.id = attempt.feedID
            \(Self.sources)
            WHERE attempt.until > :now AND host.host IS NULL
            """, in: db)
        let afterRest = try moment(
            """
            SELECT min(max(feed.nextPoll, host.restUntil)) FROM host JOIN feed ON feed.host = host.host
            WHERE host.restUntil > :now AND host.restUntil <= :longest AND \(SubscriptionRecord.speaking) NOT NULL
                AND \(PausedFeed.isNot)
            """, in: db)
        let byWish = try moment(
            """
            SELECT min(max(
                wish.wishedAt,
                ifnull(iif(\(AttemptRecord.last) > :now, NULL, \(AttemptRecord.last)) + :refreshPause, 0),
                ifnull(host.restUntil, 0), iif(feed.rule IS 'rest', ifnull(feed.nextPoll, 0), 0)))
            FROM wish CROSS JOIN feed ON feed.id = wish.feedID \(Self.sources)
            """, in: db)
        return [byClock, afterAttempt, afterRest, byWish].compactMap { $0 }.min()
    }

    private func feeds(
        _ sql: String, _ limit: Int, isWished: Bool, in db: Database
    ) throws -> [DueFeed] {
        try PreparedStatement(sql, in: db).all {
            for (name, value) in values { $0.set(name, value) }
            $0.set(":limit", max(0, limit))
        } read: {
            feed($0, isWished: isWished)
        }
    }

    private func moment(_ sql: String, in db: Database) throws -> Date? {
        try PreparedStatement(sql, in: db).first {
            for (name, value) in values { $0.set(name, value) }
        } read: {
            $0.date(0)
        } ?? nil
    }

    private var values: [(String, Double)] {
        [
            (":now", now), (":latestAttempt", latestAttempt), (":refreshPause", refreshPause),
            (":longest", longestRest),
        ]
    }

    private func feed(_ row: StatementColumns, isWished: Bool) -> DueFeed {
        let record = FeedRecord(row, from: 5)
        let subscription = SubscriptionRecord(row, from: 5 + FeedRecord.columnCount).subscription
        return DueFeed(
            id: FeedID(row.integer(0)), address: FeedAddress(row.text(1) ?? ""), host: row.text(3),
            isDeclared: subscription.file != nil, isWished: isWished, interval: subscription.interval,
            fetching: subscription.fetching,
            validators: record.validators, digest: record.digest, history: record.history,
            onlyNew: subscription.onlyNew && record.history.lastSuccess == nil, isReachedByOthers: row.flag(2)
        )
    }
}
