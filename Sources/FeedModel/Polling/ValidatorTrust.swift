package import FoundationEssentials

/// What polls taught of how far a server's validators can be trusted (`polling.md` B13, B14).
package struct ValidatorTrust: Hashable, Sendable {
    /// When the first of the 304s came that nothing but 304s have followed; nil while documents come.
    package var silentSince: Date?
    /// How many there have been.
    package var silentPolls: Int
    /// Events a day as estimated at the last document: in a silence that is not true the estimate itself would sink.
    package var expectedPerDay: Double
    /// When it was last asked without validators to see whether its 304s are true.
    package var probedAt: Date?
    /// Whether that brought a document that its server had called the same.
    package var isDistrusted: Bool
    /// Times in a row that the server sent the very document whose tag we named.
    package var echoes: Int
    /// Times in a row that validators brought a document in which nothing was new.
    package var idleDocuments: Int
    /// What is sent of the validators.
    package var use: Use

    package enum Use: String, Hashable, Sendable, CaseIterable {
        case both
        /// The date alone: the server does not know its own tag.
        case dateOnly = "date-only"
        /// Both after all: the date alone went no better.
        case bothAfterAll = "both-after-all"
    }

    package init(
        silentSince: Date? = nil, silentPolls: Int = 0, expectedPerDay: Double = 0, probedAt: Date? = nil,
        isDistrusted: Bool = false, echoes: Int = 0, idleDocuments: Int = 0,
        use: Use = .both
    ) {
        self.silentSince = silentSince
        self.silentPolls = silentPolls
        self.expectedPerDay = expectedPerDay
        self.probedAt = probedAt
        self.isDistrusted = isDistrusted
        self.echoes = echoes
        self.idleDocuments = idleDocuments
        self.use = use
    }

    /// Whether validators spare the server nothing: its documents differ each time, and bring nothing (B17).
    package var areIdle: Bool {
        idleDocuments >= 3
    }

    private static let fortnight = 14 * 86_400.0

    /// Whether the next poll is to go without validators: once a fortnight where only 304s have come for so long, twenty
    /// of them, from a feed that should have had five posts by then; once a day where such a poll has shown them to be
    /// untrue.
    ///
    /// - Parameter spread: a number in 0..<1 that is always the same for a feed, so that not all are probed at once.
    package func wantsProbe(at now: Date, spread: Double) -> Bool {
        let sinceProbe = probedAt.map { now.timeIntervalSince($0) } ?? .infinity
        if isDistrusted { return sinceProbe >= 86_400 }
        guard let silentSince, silentPolls >= 20, sinceProbe >= Self.fortnight else { return false }
        let silence = now.timeIntervalSince(silentSince)
        return silence >= Self.fortnight + spread * 86_400 && expectedPerDay * silence / 86_400 >= 5
    }

    /// After a 304.
    ///
    /// - Parameter perDay: the feed's rate as estimated before this poll.
    package mutating func noteSilence(at now: Date, perDay: Double) {
        if silentSince == nil {
            silentSince = now
            silentPolls = 0
            expectedPerDay = perDay
        }
        silentPolls += 1
        echoes = 0
        idleDocuments = 0
    }

    /// After a document.
    ///
    /// - Parameters:
    ///   - isChanged: whether it is another than the one we had.
    ///   - isEcho: whether it is the one we had, under the tag that we named.
    ///   - hasNews: whether an item in it is new or revised.
    ///   - isProbe: whether it was asked for without the validators that we have.
    package mutating func noteDocument(isChanged: Bool, isEcho: Bool, hasNews: Bool, isProbe: Bool) {
        if isProbe {
            isDistrusted = isDistrusted || isChanged
        } else if isChanged {
            // What is new came in answer to a condition: conditions work.
            isDistrusted = false
        }
        if isChanged || !isProbe {
            silentSince = nil
            silentPolls = 0
        }
        if !isProbe { idleDocuments = isChanged && !hasNews ? idleDocuments + 1 : 0 }
        echoes = isEcho ? echoes + 1 : 0
        guard echoes >= 2 else { return }
        echoes = 0
        use = use == .both ? .dateOnly : .bothAfterAll
    }
}
