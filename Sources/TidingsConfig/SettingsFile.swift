package import FeedModel

/// Finds the configuration file and reads it (`PRODUCT.md` §5).
package enum SettingsFile {
    /// Reads the settings, or tells every problem.
    ///
    /// - Parameters:
    ///   - path: the file that the user named on the command line; nil for none. A relative path starts at the
    ///     working directory.
    ///   - environment: the variables `TIDINGS_CONFIG`, `HOME` and those of XDG are looked at.
    ///   - outlines: reads an OPML file, of which it is given the contents and the absolute path.
    package static func load(
        _ path: String?, environment: [String: String],
        outlines: (_ contents: [UInt8], _ file: String) throws(ParseFailure) -> [DeclaredSubscription]
    ) throws(ConfigError) -> Settings {
        let environment = UserEnvironment(environment)
        guard let (file, contents) = try find(path, environment) else {
            return try defaults(environment)
        }
        var reading = ConfigurationReading(of: file, environment)
        try reading.readConfiguration(contents)
        reading.readOutlines(with: outlines)
        return try reading.settings()
    }

    private static func find(
        _ path: String?, _ environment: UserEnvironment
    ) throws(ConfigError) -> (file: String, contents: [UInt8])? {
        if let named = path ?? environment.configuration {
            let file = TextFile.absolute(named)
            switch TextFile.read(file) {
            case .contents(let contents): return (file, contents)
            case .missing: throw .unreadable(file, "there is no such file", kind: .unreadable)
            case .denied: throw .unreadable(file, "you may not read this file", kind: .denied)
            case .failed(let reason): throw .unreadable(file, reason, kind: .unreadable)
            }
        }
        let own = environment.configurationFolder.map { "\($0)/tidings/tidings.toml" }
        for file in [own, StandardPaths.systemFile].compactMap(\.self) where TextFile.exists(file) {
            switch TextFile.read(file) {
            case .contents(let contents): return (file, contents)
            case .missing: continue
            case .denied: throw .unreadable(file, "you may not read this file", kind: .denied)
            case .failed(let reason): throw .unreadable(file, reason, kind: .unreadable)
            }
        }
        return nil
    }

    private static func defaults(_ environment: UserEnvironment) throws(ConfigError) -> Settings {
        let paths = StandardPaths(configuration: nil, environment: environment)
        guard let database = paths.database else {
            throw ConfigError(kind: .faulty, problems: [.homeless(file: nil)], database: nil)
        }
        return Settings(
            storage: StorageSettings(database: database), runtime: RuntimeSettings(wake: paths.wake))
    }
}

extension ConfigError {
    fileprivate static func unreadable(_ file: String, _ reason: String, kind: Kind) -> ConfigError {
        let problem = ConfigProblem(file: file, line: nil, key: nil, message: reason, hint: nil)
        return ConfigError(kind: kind, problems: [problem], database: nil)
    }
}
