package import FoundationEssentials

/// What earlier polls of a feed taught: all that the schedule remembers of it.
package struct PollHistory: Hashable, Sendable {
    /// How often the feed brings news; nil before the first document.
    package var rate: PublicationRate?
    /// What its last document wished; stays through polls without a document (`polling.md` B40).
    package var hints: UpdateHints
    /// What the server last said of freshness; a 304 without a word restarts it (B24).
    package var lifetime: Duration?
    /// Failed polls in a row.
    package var failures: Int
    /// When the first of these was; nil while all is well.
    package var failingSince: Date?
    /// When a poll last went well.
    package var lastSuccess: Date?
    /// When the newest item was published or found.
    package var lastNews: Date?
    /// Size of the last document in decoded bytes.
    package var documentSize: Int
    /// Whether the publisher said that nothing will follow.
    package var isExpired: Bool
    /// When the server first said 410; nil unless the last answer was one. Believed once it is a day old (B55).
    package var goneSince: Date?
    /// Where permanent redirects lead, while that is not believed.
    package var candidate: MoveCandidate?
    /// Whether its server refused our list of types (406), so that it is asked for anything from then on (B56).
    package var acceptsAnything: Bool
    /// What the credentials file was like when the server refused what it held; nil where none was refused.
    package var credentialsStamp: String?
    /// How far its server's validators can be trusted.
    package var trust: ValidatorTrust

    package init(
        rate: PublicationRate? = nil, hints: UpdateHints = UpdateHints(), lifetime: Duration? = nil,
        failures: Int = 0,
        failingSince: Date? = nil, lastSuccess: Date? = nil, lastNews: Date? = nil, documentSize: Int = 0,
        isExpired: Bool = false, goneSince: Date? = nil, candidate: MoveCandidate? = nil,
        acceptsAnything: Bool = false, credentialsStamp: String? = nil,
        trust: ValidatorTrust = ValidatorTrust()
    ) {
        self.rate = rate
        self.hints = hints
        self.lifetime = lifetime
        self.failures = failures
        self.failingSince = failingSince
        self.lastSuccess = lastSuccess
        self.lastNews = lastNews
        self.documentSize = documentSize
        self.isExpired = isExpired
        self.goneSince = goneSince
        self.candidate = candidate
        self.acceptsAnything = acceptsAnything
        self.credentialsStamp = credentialsStamp
        self.trust = trust
    }
}
