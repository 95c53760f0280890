import FeedModel
import FoundationEssentials

/// Whether a feed is well, as stored beside its last poll.
struct FeedCondition: Hashable {
    struct Failure: Hashable {
        let code: String
        let message: String
    }

    /// What the last poll failed of; nil where it went well.
    let failure: Failure?
    /// Since when it has been so; nil before the first poll.
    let since: Date?

    /// The condition after a poll, and whether that is a turn worth telling.
    ///
    /// A failure of this machine's own (no network) is shown while it lasts, but is no turn in the feed's life; one
    /// that says nothing of the feed at all (its host rests, the poll was called off) leaves it as it was known.
    func after(_ outcome: PollOutcome, at now: Date) -> (condition: FeedCondition, turn: UpdateReceipt.Turn) {
        let new = Failure(outcome)
        guard let new else {
            let isRecovery = failure.map { !Self.isQuiet($0.code) } ?? false
            let since = failure == nil ? since ?? now : now
            return (FeedCondition(failure: nil, since: since), isRecovery ? .recovered : .steady)
        }
        if Self.saysNothing.contains(new.code), since != nil { return (self, .steady) }
        let isTold = failure?.code == new.code || outcome.isOurs
        let since = failure == nil ? now : since ?? now
        return (FeedCondition(failure: new, since: since), isTold ? .steady : .broke)
    }

    private static let saysNothing = [
        FetchFailure.Kind.cancelled.code, FetchFailure.Kind.hostResting(host: "").code,
        FetchFailure.Kind.askedLately.code,
    ]

    private static func isQuiet(_ code: String) -> Bool {
        code == FetchFailure.Kind.noNetwork.code || saysNothing.contains(code)
    }
}

extension FeedCondition.Failure {
    /// Nil for an outcome that is none.
    init?(_ outcome: PollOutcome) {
        switch outcome {
        case .failed(let failure): self.init(code: failure.code, message: failure.description)
        case .gone: self.init(code: "gone", message: "gone for good, says its server (410)")
        case .notModified, .unchanged, .changed, .shared: return nil
        }
    }
}

extension PollOutcome {
    fileprivate var isOurs: Bool {
        if case .failed(let failure) = self { failure.isOurs } else { false }
    }
}
