package import FeedModel

/// Everything that can be configured, checked: the ground floor's policies, and a few structs beside them.
package struct Settings: Hashable, Sendable {
    package var fetch = FetchPolicy()
    package var schedule = SchedulePolicy()
    package var retention = RetentionPolicy()
    package var storage: StorageSettings
    package var runtime: RuntimeSettings
    package var log = LogSettings()
    /// The OPML files that declare subscriptions; absolute paths.
    package var outlineFiles: [String] = []
    /// What the `[[feed]]` tables declare, then what the OPML files do; each address once.
    package var subscriptions: [DeclaredSubscription] = []
    /// The configuration file, absolute; nil where there is none and the defaults hold.
    package var file: String?
    /// By what `SettingsFile.database` knows these files again; nil where it cannot.
    package var seal: String?
    /// The keys that the file sets, each with its line.
    package var lines: [String: Int] = [:]

    /// The defaults, with the files where they are given.
    package init(storage: StorageSettings, runtime: RuntimeSettings) {
        self.storage = storage
        self.runtime = runtime
    }

    /// Where the value of a key comes from.
    package func origin(of key: ConfigKey) -> SettingOrigin {
        if let file, let line = lines[key.path] { return .file(file, line: line) }
        return .standard
    }
}

/// Where things are remembered.
package struct StorageSettings: Hashable, Sendable {
    /// The database; an absolute path.
    package var database: String
    /// Whether the same article in several feeds is listed once.
    package var joinsTwins = true

    package init(database: String) {
        self.database = database
    }
}

/// What lives only while the daemon does.
package struct RuntimeSettings: Hashable, Sendable {
    /// The socket that wakes the daemon; an absolute path, or nil for none.
    package var wake: String?

    package init(wake: String?) {
        self.wake = wake
    }
}

/// How much the daemon tells.
package struct LogSettings: Hashable, Sendable {
    /// The least level that is told, by the names of swift-log.
    package enum Level: String, CaseIterable, Hashable, Sendable {
        case trace, debug, info, notice, warning, error, critical
    }

    package var level = Level.info

    package init() {}
}

/// Where a setting comes from.
package enum SettingOrigin: Hashable, Sendable {
    /// Its default, or where the kind of installation puts it.
    case standard
    /// The configuration file says so, in this line.
    case file(String, line: Int)
}
