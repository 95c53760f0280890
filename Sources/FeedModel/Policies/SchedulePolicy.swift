/// When feeds are asked: the `[schedule]` part of the configuration (`polling.md` §3 and §4).
package struct SchedulePolicy: Hashable, Sendable {
    /// The floor between two polls of a feed that nobody asked for.
    package var shortestPause = Duration.seconds(3_600)
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
    /// Whether a random part is added to each pause, so that polls do not fall together.
    package var jitter = true

    package init() {}
}
