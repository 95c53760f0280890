import FeedModel
import FoundationEssentials
import GRDB

/// What a poll needs to know of a feed, and what its outcome replaces.
struct FeedRecord: Hashable {
    var validators: CacheValidators?
    var digest: DocumentDigest?
    var history: PollHistory

    /// In the order in which `init` reads them.
    static let columns = """
        feed.validatorsURL, feed.entityTag, feed.lastModified, feed.digest, feed.parserVersion, \
        feed.rateEvents, feed.rateAt, feed.rateSince, feed.ttlMinutes, feed.skipHours, feed.skipDays, \
        feed.updatePeriodMinutes, feed.lifetime, feed.failures, feed.failingSince, feed.lastSuccess, \
        feed.lastNews, feed.documentSize, feed.isExpired, feed.goneSince, feed.candidate, feed.candidateSeen, \
        feed.candidateSince, feed.deadSince, feed.acceptsAnything, feed.credentialsStamp, \
        feed.silentSince, feed.silentPolls, feed.expectedPerDay, feed.probedAt, feed.isDistrusted, feed.echoes, \
        feed.idleDocuments, feed.validatorUse, feed.ownValidatorsURL, feed.ownEntityTag, feed.ownLastModified
        """
    static let columnCount: Int32 = 37

    init(validators: CacheValidators?, digest: DocumentDigest?, history: PollHistory) {
        self.validators = validators
        self.digest = digest
        self.history = history
    }

    init(_ row: StatementColumns, from first: Int32) {
        validators = FeedRecord.validators(row, from: first)
        if let content = row.digest(first + 3) {
            digest = DocumentDigest(content: content, parserVersion: Int(row.integer(first + 4)))
        }
        history = PollHistory(
            rate: FeedRecord.rate(row, from: first + 5), hints: FeedRecord.hints(row, from: first + 8),
            lifetime: row.duration(first + 12), failures: Int(row.integer(first + 13)),
            failingSince: row.date(first + 14), lastSuccess: row.date(first + 15),
            lastNews: row.date(first + 16), documentSize: Int(row.integer(first + 17)),
            isExpired: row.flag(first + 18), goneSince: row.date(first + 19),
            candidate: FeedRecord.candidate(row, from: first + 20), acceptsAnything: row.flag(first + 24),
            credentialsStamp: row.text(first + 25), trust: FeedRecord.trust(row, from: first + 26),
            ownValidators: FeedRecord.validators(row, from: first + 34))
    }

    /// Stores the record and what was decided about the next poll.
    func update(_ feed: FeedID, polledAt: Date, next: NextPoll, condition: FeedCondition, in db: Database)
        throws
    {
        let statement = try db.cachedStatement(sql: FeedRecord.updating)
        let hints = history.hints
        let trust = history.trust
        try statement.execute(arguments: [
            validators?.url.text, validators?.entityTag, validators?.lastModified, digest?.content.column,
            digest?.parserVersion, history.rate?.events, history.rate?.at.column, history.rate?.since.column,
            hints.ttlMinutes, Lines.joined(hints.skipHours.map(String.init)), Lines.joined(hints.skipDays),
            hints.updatePeriodMinutes, history.lifetime?.column, history.failures,
            history.failingSince?.column, history.lastSuccess?.column, history.lastNews?.column,
            history.documentSize, history.isExpired, history.goneSince?.column,
            history.candidate?.target.text, history.candidate?.seen ?? 0, history.candidate?.since.column,
            history.candidate?.deadSince?.column, history.acceptsAnything, history.credentialsStamp,
            trust.silentSince?.column, trust.silentPolls, trust.expectedPerDay, trust.probedAt?.column,
            trust.isDistrusted, trust.echoes, trust.idleDocuments, trust.use.rawValue,
            history.ownValidators?.url.text, history.ownValidators?.entityTag,
            history.ownValidators?.lastModified,
            condition.failure?.code,
            condition.failure?.message, condition.since?.column, polledAt.column, next.at?.column,
            polledAt.column, next.pause.column, next.rule.rawValue, feed.rawValue,
        ])
    }

    /// Stores what a poll without news counts anew (`FeedUpdate.isRoutine`), a third of the columns.
    ///
    /// - Returns: whether that was all there was to do: the feed was well, nobody wished for it, and its document came from
    ///   where it came from before. Else nothing is done.
    static func updateRoutine(_ update: FeedUpdate, in db: Database) throws -> Bool {
        try PreparedStatement(
            """
            UPDATE feed SET rateEvents = ?, rateAt = ?, rateSince = ?, lifetime = ?, lastSuccess = ?, silentSince = ?,
                silentPolls = ?, expectedPerDay = ?, polledAt = ?, nextPoll = ?, nextPollSetAt = ?, pause = ?, rule = ?
            WHERE id = ? AND failureCode IS NULL AND conditionSince IS NOT NULL AND finalURL IS ?
            AND NOT EXISTS (SELECT 1 FROM wish WHERE feedID = feed.id)
            """, in: db
        ).run { row in
            row.add(update.history.rate?.events)
            row.add(update.history.rate?.at.column)
            row.add(update.history.rate?.since.column)
            row.add(update.history.lifetime?.column)
            row.add(update.history.lastSuccess?.column)
            row.add(update.history.trust.silentSince?.column)
            row.add(update.history.trust.silentPolls)
            row.add(update.history.trust.expectedPerDay)
            row.add(update.polledAt.column)
            row.add(update.next.at?.column)
            row.add(update.polledAt.column)
            row.add(update.next.pause.column)
            row.add(update.next.rule.rawValue)
            row.add(update.feed.rawValue)
            row.add(update.exchange.finalURL?.text)
        }
        return db.changesCount > 0
    }

    private static let updating = """
        UPDATE feed SET validatorsURL = ?, entityTag = ?, lastModified = ?, digest = ?, parserVersion = ?,
            rateEvents = ?, rateAt = ?, rateSince = ?, ttlMinutes = ?, skipHours = ?, skipDays = ?,
            updatePeriodMinutes = ?, lifetime = ?, failures = ?, failingSince = ?, lastSuccess = ?, lastNews = ?,
            documentSize = ?, isExpired = ?, goneSince = ?, candidate = ?, candidateSeen = ?, candidateSince = ?,
            deadSince = ?, acceptsAnything = ?, credentialsStamp = ?, silentSince = ?, silentPolls = ?,
            expectedPerDay = ?, probedAt = ?, isDistrusted = ?, echoes = ?, idleDocuments = ?,
            validatorUse = ?, ownValidatorsURL = ?, ownEntityTag = ?, ownLastModified = ?, failureCode = ?, failureMessage = ?,
            conditionSince = ?, polledAt = ?, nextPoll = ?, nextPollSetAt = ?, pause = ?, rule = ?
        WHERE id = ?
        """

    private static func validators(_ row: StatementColumns, from first: Int32) -> CacheValidators? {
        row.link(first).flatMap {
            CacheValidators(url: $0, entityTag: row.text(first + 1), lastModified: row.text(first + 2))
        }
    }

    private static func rate(_ row: StatementColumns, from first: Int32) -> PublicationRate? {
        guard let events = row.real(first), let at = row.date(first + 1), let since = row.date(first + 2)
        else { return nil }
        return PublicationRate(events: events, at: at, since: since)
    }

    private static func trust(_ row: StatementColumns, from first: Int32) -> ValidatorTrust {
        ValidatorTrust(
            silentSince: row.date(first), silentPolls: Int(row.integer(first + 1)),
            expectedPerDay: row.real(first + 2) ?? 0, probedAt: row.date(first + 3),
            isDistrusted: row.flag(first + 4), echoes: Int(row.integer(first + 5)),
            idleDocuments: Int(row.integer(first + 6)),
            use: row.text(first + 7).flatMap(ValidatorTrust.Use.init(rawValue:)) ?? .both)
    }

    private static func candidate(_ row: StatementColumns, from first: Int32) -> MoveCandidate? {
        guard let target = row.link(first), let since = row.date(first + 2) else { return nil }
        return MoveCandidate(
            target: target, seen: Int(row.integer(first + 1)), since: since, deadSince: row.date(first + 3))
    }

    private static func hints(_ row: StatementColumns, from first: Int32) -> UpdateHints {
        UpdateHints(
            ttlMinutes: row.number(first), skipHours: row.lines(first + 1).compactMap { Int($0) },
            skipDays: row.lines(first + 2), updatePeriodMinutes: row.number(first + 3))
    }
}
