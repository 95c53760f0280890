package import FoundationEssentials

/// Where the rounds of a daemon stand, told each time that they got somewhere: a poll ended, or an idle look into the
/// store succeeded. Whoever hears nothing for long may take the daemon for hung.
package struct RoundProgress: Hashable, Sendable {
    package enum Activity: Hashable, Sendable {
        /// Feeds are being asked, or wait for their turn.
        case polling
        /// Nothing is due.
        case resting
        /// There is no network; one poll a minute tries whether it is back.
        case offline
        /// The disk is full; nothing is polled.
        case full
    }

    package let activity: Activity
    /// Polls under way.
    package let inFlight: Int
    /// Feeds that are due and not yet asked.
    package let waiting: Int
    /// When the next feed is due; nil where none is planned, and while feeds wait.
    package let nextPoll: Date?
    /// The last round that ended; nil before the first.
    package let lastRound: RoundReport?
    /// Since the start.
    package let total: RoundReport

    package init(
        activity: Activity, inFlight: Int, waiting: Int, nextPoll: Date?, lastRound: RoundReport?,
        total: RoundReport
    ) {
        self.activity = activity
        self.inFlight = inFlight
        self.waiting = waiting
        self.nextPoll = nextPoll
        self.lastRound = lastRound
        self.total = total
    }
}
