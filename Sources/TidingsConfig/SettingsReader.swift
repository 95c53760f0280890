import FeedModel

/// Walks the tables of a configuration file and fills in settings, noting every problem it meets.
struct SettingsReader {
    private(set) var settings: Settings
    private(set) var problems: [ConfigProblem] = []
    /// The paths of the keys whose values were not accepted.
    private(set) var refused: Set<String> = []

    private let file: String
    private let places: Places
    private let lines: KeyLines

    /// - Parameters:
    ///   - defaults: what holds where the file is silent.
    ///   - file: the absolute path of the file, for messages and origins.
    init(defaults: Settings, file: String, places: Places, lines: KeyLines) {
        settings = defaults
        self.file = file
        self.places = places
        self.lines = lines
    }

    mutating func read(_ root: [String: ConfigNode]) {
        for (name, node) in root where name != "feed" {
            if ConfigKey.sections.contains(where: { $0.name == name && !name.isEmpty }) {
                readSection(name, node)
            } else {
                readKey(name, in: "", at: [.name(name)], node)
            }
        }
        // Last, since the schedule bounds what a feed may have of its own.
        if let node = root["feed"] { readFeeds(node) }
        problems.sort { ($0.line ?? 0, $0.key ?? "") < ($1.line ?? 0, $1.key ?? "") }
    }

    private mutating func readSection(_ section: String, _ node: ConfigNode) {
        let path = [KeyLines.Step.name(section)]
        guard case .table(let table) = node else {
            return note(
                section, at: path, "\(section) is a table of keys, not \(node.kind)",
                hint: "begin it with [\(section)]")
        }
        for (name, value) in table {
            readKey(name, in: section, at: path + [.name(name)], value)
        }
    }

    private mutating func readKey(
        _ name: String, in section: String, at path: [KeyLines.Step], _ node: ConfigNode
    ) {
        let full = section.isEmpty ? name : "\(section).\(name)"
        guard let key = ConfigKey.key(name, in: section), case .setting(let take, _) = key.role else {
            return note(full, at: path, "no key \(full)", hint: KeyHint.hint(for: name, in: section))
        }
        settings.lines[full] = lines[path]
        do {
            try take(node, places, &settings)
        } catch {
            note(error, of: key, named: full, at: path)
        }
    }

    private mutating func readFeeds(_ node: ConfigNode) {
        guard case .list(let nodes) = node else {
            return note(
                "feed", at: [.name("feed")], "feed is a list of tables, not \(node.kind)",
                hint: "begin each feed with [[feed]]")
        }
        var declared: [String: Int] = [:]
        for (index, node) in nodes.enumerated() {
            let path = [KeyLines.Step.name("feed"), .index(index)]
            guard let subscription = readFeed(node, index, at: path) else { continue }
            let line = lines[path] ?? 1
            if let first = declared[subscription.address.text] {
                note(
                    "feed[\(index)].url", at: path + [.name("url")],
                    "this feed is declared twice: first in line \(first)", hint: "take one of them out")
                continue
            }
            declared[subscription.address.text] = lines[path + [.name("url")]] ?? line
            settings.subscriptions.append(DeclaredSubscription(subscription, line: line))
        }
    }

    private mutating func readFeed(_ node: ConfigNode, _ index: Int, at path: [KeyLines.Step])
        -> Subscription?
    {
        guard case .table(let table) = node else {
            note(
                "feed[\(index)]", at: path, "a feed is a table of keys, not \(node.kind)",
                hint: "begin it with [[feed]]")
            return nil
        }
        var feed = FeedTable()
        for (name, value) in table {
            let path = path + [.name(name)]
            let position = "feed[\(index)].\(name)"
            guard let key = ConfigKey.key(name, in: "feed"), case .feed(let take) = key.role else {
                note(
                    position, at: path, "no key \(name) in [[feed]]",
                    hint: KeyHint.hint(for: name, in: "feed"))
                continue
            }
            do {
                try take(value, places, &feed)
            } catch {
                note(error, of: key, named: position, at: path)
            }
        }
        let shortest = settings.schedule.shortestInterval
        if let interval = feed.interval, interval < shortest {
            note(
                "feed[\(index)].interval", at: path + [.name("interval")],
                "interval must be at least \(Units.written(shortest)), not \(Units.written(interval))",
                hint: nil)
        }
        if table["url"] == nil {
            note("feed[\(index)].url", at: path, "this feed has no url", hint: nil)
        }
        return feed.url.isEmpty ? nil : feed.subscription(declaredIn: file, places)
    }

    private mutating func note(
        _ unfit: Unfit, of key: ConfigKey, named name: String, at path: [KeyLines.Step]
    ) {
        refused.insert(key.path)
        let path = unfit.index.map { path + [.index($0)] } ?? path
        note(name, at: path, "\(key.name) must be \(key.expectation), not \(unfit.found)", hint: unfit.hint)
    }

    private mutating func note(_ key: String, at path: [KeyLines.Step], _ message: String, hint: String?) {
        problems.append(ConfigProblem(file: file, line: lines[path], key: key, message: message, hint: hint))
    }
}
