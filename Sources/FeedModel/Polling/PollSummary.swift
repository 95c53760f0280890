package import FoundationEssentials

/// What is remembered of one poll: what came, and what was decided.
package struct PollSummary: Hashable, Sendable {
    package let at: Date
    package let outcome: Outcome
    /// The word for the failure; nil where there was none.
    package let failureCode: String?
    /// The failure in words; nil where there was none.
    package let message: String?
    /// The last HTTP status; nil where no answer came, and for files.
    package let status: Int?
    /// The address that answered last.
    package let finalURL: Link?
    /// Requests made, redirects included.
    package let requests: Int
    /// Bytes of the body on the wire.
    package let wireBytes: Int
    package let new: Int
    package let revised: Int
    package let next: NextPoll
    /// Failed polls in a row, this one included.
    package let failures: Int

    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        case notModified = "not-modified"
        case unchanged
        case changed
        case gone
        /// Its redirects lead to another feed.
        case shared
        case failed
    }

    package init(
        at: Date, outcome: Outcome, failureCode: String?, message: String?, status: Int?, finalURL: Link?,
        requests: Int, wireBytes: Int, new: Int, revised: Int, next: NextPoll, failures: Int
    ) {
        self.at = at
        self.outcome = outcome
        self.failureCode = failureCode
        self.message = message
        self.status = status
        self.finalURL = finalURL
        self.requests = requests
        self.wireBytes = wireBytes
        self.new = new
        self.revised = revised
        self.next = next
        self.failures = failures
    }
}

extension PollSummary.Outcome {
    /// The word under which an outcome is remembered.
    package init(_ outcome: PollOutcome) {
        self =
            switch outcome {
            case .notModified: .notModified
            case .unchanged: .unchanged
            case .changed: .changed
            case .gone: .gone
            case .shared: .shared
            case .failed: .failed
            }
    }
}
