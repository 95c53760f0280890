package import FoundationEssentials

/// Everything that one poll learned, ready to be remembered in one transaction.
package struct FeedUpdate: Hashable, Sendable {
    /// What was learned, apart, as in `DueFeed`: it is handed on from task to task and to the store.
    private var box: Box

    private final class Box: Sendable {
        let facts: Facts

        init(_ facts: Facts) {
            self.facts = facts
        }
    }

    fileprivate struct Facts: Hashable, Sendable {
        var feed: FeedID
        var polledAt: Date
        var outcome: PollOutcome
        var validators: CacheValidators?
        var digest: DocumentDigest?
        var history: PollHistory
        var hostRests: [HostRest]
        var next: NextPoll
        var exchange: ExchangeRecord
        var marksNewAsRead: Bool
        var move: FeedMove?
        var found: [FoundLink]
        var isRoutine: Bool
    }

    package var feed: FeedID { box.facts.feed }
    package var polledAt: Date { box.facts.polledAt }
    package var outcome: PollOutcome { box.facts.outcome }
    /// What to ask with next time, replacing what was stored; nil: there is nothing to ask with.
    package var validators: CacheValidators? { box.facts.validators }
    /// Of the document that was read; after other outcomes the one before.
    package var digest: DocumentDigest? { box.facts.digest }
    package var history: PollHistory { box.facts.history }
    package var hostRests: [HostRest] { box.facts.hostRests }
    package var next: NextPoll { box.facts.next }
    package var exchange: ExchangeRecord {
        get { box.facts.exchange }
        set { change { $0.exchange = newValue } }
    }
    /// Whether new items are stored as read.
    package var marksNewAsRead: Bool { box.facts.marksNewAsRead }
    /// Where it is to be asked from now on; nil: where it was.
    package var move: FeedMove? {
        get { box.facts.move }
        set { change { $0.move = newValue } }
    }
    /// The feeds that a new subscription's web page names, for the reader to choose from.
    package var found: [FoundLink] { box.facts.found }
    /// Whether all is as the feed was asked with, but for what each poll without news counts anew: then the rest need not
    /// be stored again.
    package var isRoutine: Bool {
        get { box.facts.isRoutine }
        set { change { $0.isRoutine = newValue } }
    }

    /// - Parameter asked: the feed as it was asked; nil where it is not to be found out whether all is as it was.
    package init(
        feed: FeedID, polledAt: Date, outcome: PollOutcome, validators: CacheValidators?,
        digest: DocumentDigest?,
        history: PollHistory, hostRests: [HostRest], next: NextPoll, exchange: ExchangeRecord,
        marksNewAsRead: Bool = false, move: FeedMove? = nil,
        found: [FoundLink] = [], after asked: DueFeed? = nil
    ) {
        var facts = Facts(
            feed: feed, polledAt: polledAt, outcome: outcome, validators: validators, digest: digest,
            history: history, hostRests: hostRests, next: next, exchange: exchange,
            marksNewAsRead: marksNewAsRead, move: move, found: found, isRoutine: false)
        if let asked { facts.isRoutine = facts.isRoutine(after: asked) }
        box = Box(facts)
    }

    package static func == (one: FeedUpdate, other: FeedUpdate) -> Bool {
        one.box === other.box || one.box.facts == other.box.facts
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(box.facts)
    }

    private mutating func change(_ body: (inout Facts) -> Void) {
        var facts = box.facts
        body(&facts)
        box = Box(facts)
    }
}

extension FeedUpdate.Facts {
    /// Whether this leaves a feed as it was asked with, but for what each poll without news counts anew.
    fileprivate func isRoutine(after due: DueFeed) -> Bool {
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
