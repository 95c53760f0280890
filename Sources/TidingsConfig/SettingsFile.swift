package import FeedModel

/// Finds the configuration file and reads it (`PRODUCT.md` §5).
package enum SettingsFile {
    /// Reads the settings, or tells every problem.
    ///
    /// - Parameters:
    ///   - path: the file that the user named on the command line; nil for none. A relative path starts at the
    ///     working directory.
    ///   - environment: the variables `TIDINGS_CONFIG`, `HOME` and those of XDG are looked at.
    ///   - outlines: reads an OPML file, of which it is given the contents and the absolute path; gives each address once.
    package static func load(
        _ path: String?, environment: [String: String],
        outlines: (_ contents: [UInt8], _ file: String) throws(ParseFailure) -> [DeclaredSubscription]
    ) throws(ConfigError) -> Settings {
        let environment = UserEnvironment { environment[$0] }
        guard let found = try find(path, environment) else { return try defaults(environment) }
        var reading = ConfigurationReading(of: found.file, environment, seal: found.seal)
        try reading.readConfiguration(found.contents)
        reading.readOutlines(with: outlines)
        return try reading.settings()
    }

    /// Where the database is. What was found sound need not be read further than its top: a file of two thousand feeds
    /// takes longer to check than most commands take.
    ///
    /// - Parameters:
    ///   - path, outlines: as of `load`.
    ///   - environment: the value of a variable; nil where it is not set.
    ///   - seal: what was noted for a database of the files that were found sound, if anything was (`Settings.seal`).
    package static func database(
        _ path: String?, environment: (_ variable: String) -> String?,
        outlines: (_ contents: [UInt8], _ file: String) throws(ParseFailure) -> [DeclaredSubscription],
        sealed seal: (_ database: String) -> String?
    ) throws(ConfigError) -> String {
        let environment = UserEnvironment(environment)
        guard let found = try find(path, environment) else {
            return try defaults(environment).storage.database
        }
        func isSound(_ database: String) -> Bool {
            seal(database).map { FileSeal.holds($0, on: found.file) } ?? false
        }
        var reading = ConfigurationReading(of: found.file, environment, seal: found.seal)
        let top = top(of: found.contents)
        if top.count < found.contents.count, let database = reading.database(in: top), isSound(database) {
            return database
        }
        try reading.readConfiguration(found.contents)
        // Without tables it is short, and the feeds are in other files, if there are any.
        if let database = reading.databaseBesideOutlines, isSound(database) { return database }
        reading.readOutlines(with: outlines)
        return try reading.settings().storage.database
    }

    /// What stands above the first line that begins with a bracket: the keys of the top level, where no text of several
    /// lines holds such a line; then it is no TOML.
    private static func top(of contents: [UInt8]) -> ArraySlice<UInt8> {
        var end = contents.startIndex
        while end < contents.endIndex {
            let line = contents[end...].prefix { $0 != UInt8(ascii: "\n") }
            if line.first(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) == UInt8(ascii: "[")
            {
                break
            }
            end = min(contents.endIndex, line.endIndex + 1)
        }
        return contents[..<end]
    }

    private struct Found {
        let file: String
        let contents: [UInt8]
        /// Of the file as it was before it was read.
        let seal: FileSeal
    }

    private static func find(
        _ path: String?, _ environment: UserEnvironment
    ) throws(ConfigError) -> Found? {
        if let named = path ?? environment.configuration {
            let file = TextFile.absolute(named)
            let seal = FileSeal(of: file)
            switch TextFile.read(file) {
            case .contents(let contents): return Found(file: file, contents: contents, seal: seal)
            case .missing: throw .unreadable(file, "there is no such file", kind: .unreadable)
            case .denied: throw .unreadable(file, "you may not read this file", kind: .denied)
            case .failed(let reason): throw .unreadable(file, reason, kind: .unreadable)
            }
        }
        let own = environment.configurationFolder.map { "\($0)/tidings/tidings.toml" }
        for file in [own, StandardPaths.systemFile].compactMap(\.self) where TextFile.exists(file) {
            let seal = FileSeal(of: file)
            switch TextFile.read(file) {
            case .contents(let contents): return Found(file: file, contents: contents, seal: seal)
            case .missing: continue
            case .denied: throw .unreadable(file, "you may not read this file", kind: .denied)
            case .failed(let reason): throw .unreadable(file, reason, kind: .unreadable)
            }
        }
        // A folder that is closed to this user hides whether there is a file in it.
        if TextFile.isClosed(folder: StandardPaths.systemFolder) {
            throw .unreadable(
                StandardPaths.systemFile, "you may not look into its folder", kind: .denied)
        }
        return nil
    }

    private static func defaults(_ environment: UserEnvironment) throws(ConfigError) -> Settings {
        let paths = StandardPaths(configuration: nil, environment: environment)
        guard let database = paths.database else {
            throw ConfigError(kind: .faulty, problems: [.homeless(file: nil)], database: nil, wake: nil)
        }
        return Settings(
            storage: StorageSettings(database: database), runtime: RuntimeSettings(wake: paths.wake))
    }
}

extension ConfigError {
    fileprivate static func unreadable(_ file: String, _ reason: String, kind: Kind) -> ConfigError {
        let problem = ConfigProblem(file: file, line: nil, key: nil, message: reason, hint: nil)
        return ConfigError(kind: kind, problems: [problem], database: nil, wake: nil)
    }
}
