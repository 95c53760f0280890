import FeedModel

extension ConfigKey {
    /// Every key, in the order of the example file.
    package static let all = sections.flatMap { $0.keys() }

    /// The tables of the file, the top level first. Their keys are made when they are asked for: every command reads
    /// the configuration, which mostly sets only a few.
    static let sections: [(name: String, keys: @Sendable () -> [ConfigKey])] = [
        ("", { files }),
        ("fetch", { fetch }),
        ("schedule", { schedule }),
        ("retention", { retention }),
        ("log", { log }),
        ("feed", { feed }),
    ]

    /// The key of this name in this section; nil where there is none.
    static func key(_ name: String, in section: String) -> ConfigKey? {
        sections.first { $0.name == section }?.keys().first { $0.name == name }
    }

    /// How the database is named.
    static let databasePath = ValueForm<String>.path
    /// How the wake socket is named.
    static let wakePath = ValueForm<String?>.optional(.path)

    private static let files = [
        ConfigKey(
            "database", \.storage.database, databasePath, sample: "\"/var/lib/tidings/tidings.db\"",
            """
            The database. Without this line: /var/lib/tidings/tidings.db beside /etc/tidings/tidings.toml, else \
            $XDG_DATA_HOME/tidings/tidings.db (~/.local/share where that is unset).
            """),
        ConfigKey(
            "wake", \.runtime.wake, wakePath, sample: "\"/run/tidings/wake\"",
            """
            The socket by which the command wakes the daemon; "" for none. Without this line: /run/tidings/wake \
            beside /etc/tidings/tidings.toml, else $XDG_RUNTIME_DIR/tidings/wake.
            """),
        ConfigKey(
            "opml", \.outlineFiles, .paths,
            "OPML files that declare subscriptions, as the [[feed]] tables below do: [\"feeds.opml\"]."),
        ConfigKey(
            "twins", \.storage.joinsTwins, .flag,
            """
            Whether the same article in several feeds is listed once, naming all of them, and is marked in all. Without \
            it, articles that arrive from now on are listed by each feed.
            """),
    ]

    private static let log = [
        ConfigKey(
            "log.level", \.log.level, .choice,
            "The least that the daemon tells: info is rounds, starts and stops; debug is each poll.")
    ]

    private static let retention = [
        ConfigKey(
            "retention.read", \.retention.read, .keptTime(upTo: years(100)),
            """
            How long read items are kept after they left their feed, or were read if that was later. Starred items are \
            always kept.
            """),
        ConfigKey(
            "retention.unread", \.retention.unread, .keptTime(upTo: years(100)),
            "How long unread items are kept after they left their feed."),
        ConfigKey(
            "retention.per-feed", \.retention.perFeed, .integer(in: 0...1_000_000_000),
            "The newest items that are kept of each feed; 0: all. Unread and starred ones are kept beyond that number."
        ),
        ConfigKey(
            "retention.polls", \.retention.polls, .duration(in: .zero...years(100)),
            "How long the records of polls are kept."),
    ]

    static func hours(_ count: Int) -> Duration { .seconds(count * 3_600) }
    static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
    static func years(_ count: Int) -> Duration { days(count * 365) }
}
