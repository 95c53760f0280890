import FeedModel
import FeedParsing
import TidingsConfig

/// The settings in force as TOML, each with its origin.
struct SettingsText {
    let settings: Settings

    var lines: [String] {
        [settings.file.map { "# \(SafeText.line($0))" } ?? "# no configuration file: the defaults hold"]
            + keys + settings.subscriptions.flatMap(feed)
    }

    private var keys: [String] {
        var lines: [String] = []
        var section = ""
        for key in ConfigKey.all {
            guard let value = key.written(in: settings) else { continue }
            if key.section != section {
                section = key.section
                lines += ["", "[\(section)]"]
            }
            lines.append("\(key.name) = \(SafeText.line(shown(value, of: key)))  # \(origin(of: key))")
        }
        return lines
    }

    /// A proxy may hold a password.
    private func shown(_ value: String, of key: ConfigKey) -> String {
        key.path == "fetch.proxy" ? TOMLText.quoted(Link(settings.fetch.proxy).withoutUser.text) : value
    }

    private func origin(of key: ConfigKey) -> String {
        switch settings.origin(of: key) {
        case .standard: "default"
        case .file(_, let line): "line \(line)"
        }
    }

    /// What a file of OPML says may hold what no terminal should.
    private static func quoted(_ text: String) -> String {
        TOMLText.quoted(SafeText.line(text))
    }

    private func feed(_ declared: DeclaredSubscription) -> [String] {
        let subscription = declared.subscription
        var file = ""
        if case .declared(let name) = subscription.origin, name != settings.file { file = " of \(name)" }
        var lines = ["", "[[feed]]  # line \(declared.line)\(SafeText.line(file))"]
        lines.append("url = \(Self.quoted(subscription.address.shown))")
        if let title = subscription.title { lines.append("title = \(Self.quoted(title))") }
        if !subscription.tags.isEmpty {
            lines.append("tags = \(TOMLText.list(subscription.tags.map(Self.quoted)))")
        }
        if let interval = subscription.interval {
            lines.append("interval = \(Self.quoted(Units.written(interval)))")
        }
        return lines
    }
}
