package import FoundationEssentials

/// What the polls of one hour came to.
package struct PollTally: Hashable, Sendable {
    /// When the hour began.
    package let from: Date
    package var polls: Int
    /// Those of them that brought nothing: not modified, or the same document.
    package var unchanged: Int
    package var failed: Int
    /// New items.
    package var new: Int

    package init(from: Date, polls: Int = 0, unchanged: Int = 0, failed: Int = 0, new: Int = 0) {
        self.from = from
        self.polls = polls
        self.unchanged = unchanged
        self.failed = failed
        self.new = new
    }

    /// Adds what came of the polls of another time; `from` stays.
    package static func += (tally: inout PollTally, other: PollTally) {
        tally.polls += other.polls
        tally.unchanged += other.unchanged
        tally.failed += other.failed
        tally.new += other.new
    }
}
