import TidingsConfig

/// Writes the commented example configuration.
enum ExampleFile {
    static let text = """
        # The configuration of tidings: tidings.toml.
        #
        # tidings looks for it at --config, $TIDINGS_CONFIG, $XDG_CONFIG_HOME/tidings/tidings.toml
        # (~/.config where that is unset), /etc/tidings/tidings.toml, and takes the first that is there.
        # Each key stands here with its default, switched off by a number sign: take that away to change it.
        # Relative paths start at the folder of this file. "tidingsd --check-config" tells what is wrong.
        \(general)
        # Subscriptions: a [[feed]] table for each. "tidings add" makes others, which are not written here.
        # A table that is taken out lets its feed go; what you read and starred there is kept.
        #
        \(feedKeys)
        \(feeds)

        """

    /// The same with every key switched on, and without prose.
    static let switchedOn = text.split(separator: "\n")
        .filter { !$0.hasPrefix("# ") && $0 != "#" }
        .map { $0.hasPrefix("#") ? $0.dropFirst() : $0 }
        .joined(separator: "\n")

    private static let sections = [
        "fetch": "How feeds are asked for.",
        "schedule": "When feeds are asked for.",
        "retention": "What is thrown away, and when: nothing, unless you say so here.",
        "log": "What the daemon tells on standard error.",
    ]

    private static var general: String {
        var text = ""
        var section = ""
        for key in ConfigKey.all where key.section != "feed" {
            if key.section != section {
                section = key.section
                text += "\n# \(sections[section] ?? "")\n[\(section)]\n"
            }
            text += "\n\(prose(key.prose))#\(key.name) = \(key.sample)\n"
        }
        return text
    }

    /// The keys of a table as prose: switched on all together, they would make a feed of their own.
    private static var feedKeys: String {
        var text = ""
        for key in ConfigKey.all where key.section == "feed" {
            text += "#     \(key.name) = \(key.sample)\n" + prose(key.prose, indent: "          ")
        }
        return text
    }

    private static let feeds = """
        [[feed]]
        url = "file:welcome.atom"
        tags = ["tidings"]

        [[feed]]
        url = "https://lwn.net/headlines/rss"
        title = "LWN"
        tags = ["linux", "news"]

        [[feed]]
        url = "https://www.debian.org/News/news"
        title = "Debian News"
        tags = ["linux"]

        [[feed]]
        url = "https://www.swift.org/atom.xml"
        title = "Swift.org"
        tags = ["swift"]

        [[feed]]
        url = "https://xkcd.com/atom.xml"
        title = "xkcd"
        tags = ["comics"]
        """

    private static func prose(_ text: String, indent: String = "") -> String {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + word.count + indent.count + 3 > 100 {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? word : " \(word)"
        }
        lines.append(line)
        return lines.map { "# \(indent)\($0)\n" }.joined()
    }
}
