import FeedModel

extension ConfigKey {
    /// The keys of `[schedule]`.
    static let schedule = [
        ConfigKey(
            "schedule.shortest-pause", \.schedule.shortestPause, anyPause,
            "The shortest pause between two polls of a feed that nobody asked for."),
        ConfigKey(
            "schedule.hinted-pause", \.schedule.hintedPause, anyPause,
            """
            The same for a busy feed whose server says that its answer holds for less than shortest-pause.
            """),
        ConfigKey(
            "schedule.unconditional-pause", \.schedule.unconditionalPause, anyPause,
            """
            The same for a feed of more than 50 KB whose server cannot say "not modified", so that each poll costs it \
            all of that.
            """),
        ConfigKey(
            "schedule.longest-pause", \.schedule.longestPause, anyPause,
            "The longest pause that is chosen for a feed; what its server wishes may lengthen it."),
        ConfigKey(
            "schedule.silent-pause", \.schedule.silentPause, anyPause,
            "The same for a feed that has been silent for a year."),
        ConfigKey(
            "schedule.refresh-pause", \.schedule.refreshPause, anyPause,
            "Between two refreshes of one feed that you ask for."),
        ConfigKey(
            "schedule.longest-wish", \.schedule.longestWish, anyPause,
            "The longest pause that a server or a feed may wish for."),
        ConfigKey(
            "schedule.failure-pause", \.schedule.failurePause, anyPause,
            "After a first failure; it doubles with each one more."),
        ConfigKey(
            "schedule.longest-failure-pause", \.schedule.longestFailurePause, anyPause,
            "The longest pause after failures."),
        ConfigKey(
            "schedule.lasting-failure-pause", \.schedule.lastingFailurePause, anyPause,
            "The same for a feed that has failed for two weeks."),
        ConfigKey(
            "schedule.rest-pause", \.schedule.restPause, anyPause,
            """
            How long a host rests that asks for rest (429) without saying how long; it doubles with each repeat.
            """),
        ConfigKey(
            "schedule.longest-rest-pause", \.schedule.longestRestPause, anyPause, "The longest such rest."),
        ConfigKey(
            "schedule.jitter", \.schedule.jitter, .flag,
            "Whether a random part is added to each pause, so that polls do not fall together."),
    ]

    private static let anyPause = ValueForm<Duration>.duration(in: .zero...years(1))
}
