import FeedModel
import TidingsConfig

/// `tidings.toml(5)`: the keys come from `ConfigKey.all`.
enum ConfigManual {
    static var page: String {
        Mdoc.page(
            "tidings.toml", section: 5, about: "configuration of tidings and tidingsd",
            description + sections.flatMap { [".Ss \($0.title)"] + Mdoc.prose($0.prose) + keys(of: $0.name) }
                + files + examples + SharedSections.seeAlso("tidings 1", "tidingsd 8"))
    }

    private static let description =
        [".Sh DESCRIPTION"]
        + Mdoc.prose(
            """
            One TOML file configures both programs. It is the first of these that is there: the file that --config names, \
            $TIDINGS_CONFIG, $XDG_CONFIG_HOME/tidings/tidings.toml (~/.config where that is unset), \
            /etc/tidings/tidings.toml. Without any, the defaults hold.

            Durations carry a unit ("30m", "12h", "7d"), and so do sizes ("16MB"). Relative paths start at the folder of \
            the file, ~/ at your home folder. An unknown key or a bad value is a mistake: tidings config check tells all \
            of them at once, with their lines, and tidings config show prints what is in force. On HUP the daemon \
            takes over changed feeds and retention; all else counts from its next start.
            """)
        + [".Sh KEYS"]

    private static let sections: [(name: String, title: String, prose: String)] = [
        ("", "Top level", "Where things are."),
        ("fetch", "[fetch]", "How feeds are asked for."),
        ("schedule", "[schedule]", "When feeds are asked for."),
        ("retention", "[retention]", "What is thrown away, and when: nothing, unless you say so."),
        ("log", "[log]", "What the daemon tells."),
        (
            "feed", "[[feed]]",
            """
            A table for each subscription that the file declares; tidings add makes others. A table that is taken out \
            lets its feed go: its items stay until retention lets them go, and what you read and starred is kept.
            """
        ),
    ]

    private static func keys(of section: String) -> [String] {
        Mdoc.list(
            ConfigKey.all.filter { $0.section == section }.map {
                ("Ic \(Mdoc.argument($0.name))", text(of: $0))
            })
    }

    private static func text(of key: ConfigKey) -> [String] {
        let isDefault = key.written(in: defaults) == key.sample
        return Mdoc.prose(key.prose)
            + [
                ".br",
                Mdoc.escaped("Takes \(expectation(of: key))")
                    + (isDefault ? "; by default" : "; for example"),
                ".Li \(Mdoc.argument(key.sample)) .",
            ]
    }

    /// Units are explained once for all keys.
    private static func expectation(of key: ConfigKey) -> String {
        let text = key.expectation
        let ends = [", such as \"90s\"", ", such as \"512KB\""].compactMap {
            text.firstRange(of: $0)?.lowerBound
        }
        return ends.first.map { String(text[..<$0]) } ?? text
    }

    private static var defaults: Settings {
        Settings(storage: StorageSettings(database: ""), runtime: RuntimeSettings(wake: nil))
    }

    private static let files =
        [".Sh FILES"]
        + Mdoc.list(
            [
                (
                    "Pa ~/.config/tidings/tidings.toml",
                    "Your own configuration; database and socket are yours then."
                ),
                (
                    "Pa /etc/tidings/tidings.toml",
                    "That of the system service, with /var/lib/tidings/tidings.db and /run/tidings/wake."
                ),
            ].map { ($0.0, Mdoc.prose($0.1)) })

    private static let examples =
        [".Sh EXAMPLES"]
        + Mdoc.display(
            """
            opml = ["feeds.opml"]

            [retention]
            read = "365d"

            [[feed]]
            url = "https://example.org/feed.xml"
            title = "Example"
            tags = ["news"]

            [[feed]]
            url = "https://nas.lan/log.atom"
            interval = "30m"
            """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
}
