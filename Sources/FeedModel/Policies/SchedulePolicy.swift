/// When feeds are asked: the `[schedule]` part of the configuration (`polling.md` §3 and §4).
package struct SchedulePolicy: Hashable, Sendable {
    /// The floor between two polls of a feed that nobody asked for.
    package var shortestPause = Duration.seconds(3_600)
    /// The floor where a server says that its answer holds for less than `shortestPause`, and the feed bears it out.
    package var hintedPause = Duration.seconds(900)
    /// The ceiling of the adaptive pause.
    package var longestPause = Duration.seconds(86_400)
    /// The ceiling for feeds that were silent for a year.
    package var silentPause = Duration.seconds(259_200)
    /// Between a reader's refreshes of one feed.
    package var refreshPause = Duration.seconds(300)
    /// The longest wish of a server or feed that is obeyed.
    package var longestWish = Duration.seconds(604_800)
    /// The floor where a server gives no validators and its document is larger than 50 KB.
    package var unconditionalPause = Duration.seconds(10_800)
    /// After a first failure; it doubles with each one more.
    package var failurePause = Duration.seconds(3_600)
    /// The ceiling of the pause after failures.
    package var longestFailurePause = Duration.seconds(86_400)
    /// The same for a feed that has failed for two weeks.
    package var lastingFailurePause = Duration.seconds(604_800)
    /// How long a host rests that asks for rest (429) and does not say how long; it doubles with each repeat.
    package var restPause = Duration.seconds(3_600)
    /// The ceiling of such a rest.
    package var longestRestPause = Duration.seconds(86_400)
    /// Whether a random part is added to each pause, so that polls do not fall together.
    package var jitter = true

    /// The shortest pause that a reader may fix for one feed: five minutes, as between refreshes by hand (`polling.md`
    /// §3), or less where `shortestPause` allows every feed less.
    package var shortestInterval: Duration { min(.seconds(300), shortestPause) }

    package init() {}
}
