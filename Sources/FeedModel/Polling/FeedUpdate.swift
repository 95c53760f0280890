package import FoundationEssentials

/// Everything that one poll learned, ready to be remembered in one transaction.
package struct FeedUpdate: Hashable, Sendable {
    package let feed: FeedID
    package let polledAt: Date
    package let outcome: PollOutcome
    /// What to ask with next time, replacing what was stored; nil: there is nothing to ask with.
    package let validators: CacheValidators?
    /// Of the document that was read; after other outcomes the one before.
    package let digest: DocumentDigest?
    package var history: PollHistory
    package let hostRests: [HostRest]
    package let next: NextPoll
    package var exchange: ExchangeRecord
    /// Whether new items are stored as read.
    package let marksNewAsRead: Bool
    /// Where it is to be asked from now on; nil: where it was.
    package var move: FeedMove?
    /// The feeds that a new subscription's web page names, for the reader to choose from.
    package let found: [FoundLink]
    /// Whether all is as the feed was asked with, but for what each poll without news counts anew: then the rest need not
    /// be stored again.
    package var isRoutine = false

    package init(
        feed: FeedID, polledAt: Date, outcome: PollOutcome, validators: CacheValidators?,
        digest: DocumentDigest?,
        history: PollHistory, hostRests: [HostRest], next: NextPoll, exchange: ExchangeRecord,
        marksNewAsRead: Bool = false, move: FeedMove? = nil,
        found: [FoundLink] = []
    ) {
        self.feed = feed
        self.polledAt = polledAt
        self.outcome = outcome
        self.validators = validators
        self.digest = digest
        self.history = history
        self.hostRests = hostRests
        self.next = next
        self.exchange = exchange
        self.marksNewAsRead = marksNewAsRead
        self.move = move
        self.found = found
    }

    /// Whether this leaves a feed as it was asked with, but for what each poll without news counts anew.
    package func isRoutine(after due: DueFeed) -> Bool {
        switch outcome {
        case .notModified, .unchanged: break
        case .changed, .gone, .shared, .failed: return false
        }
        guard move == nil, validators == due.validators, digest == due.digest else { return false }
        var usual = due.history
        usual.rate = history.rate
        usual.lifetime = history.lifetime
        usual.lastSuccess = history.lastSuccess
        usual.trust.silentSince = history.trust.silentSince
        usual.trust.silentPolls = history.trust.silentPolls
        usual.trust.expectedPerDay = history.trust.expectedPerDay
        return usual == history
    }
}

/// When a feed is asked again, and which rule said so.
package struct NextPoll: Hashable, Sendable {
    /// Nil: never again (a confirmed 410).
    package let at: Date?
    /// The pause that was chosen before wishes and jitter.
    package let pause: Duration
    package let rule: Rule

    package enum Rule: String, Hashable, Sendable, CaseIterable {
        /// The feed's own rhythm.
        case adaptive
        /// The reader's fixed interval.
        case fixed
        /// The server's freshness lasts longer than that.
        case freshness
        /// The feed's `ttl` or update period.
        case hint
        /// The feed's skipped hours or days.
        case skipped
        /// The publisher said that nothing will follow.
        case expired
        /// After a failure.
        case backoff
        /// A server asked for rest.
        case rest
        /// This machine had no network.
        case offline
        /// It has just moved, and is asked at its new address.
        case moved
        /// Its document was asked for lately, under another address.
        case recent
        /// First 410: asked once more before it is believed.
        case goneUnconfirmed = "gone-unconfirmed"
        /// Confirmed 410.
        case gone
    }

    package init(at: Date?, pause: Duration, rule: Rule) {
        self.at = at
        self.pause = pause
        self.rule = rule
    }
}
