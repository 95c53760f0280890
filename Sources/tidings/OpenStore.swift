import ArgumentParser
import FeedModel
import FeedParsing
import FeedStorage
import TidingsConfig

/// The options that every command takes which needs the database.
struct StoreOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration file.", valueName: "path"))
    var config: String?
}

/// Finds the configuration and opens the database that it names.
struct OpenStore {
    let store: FeedStore
    let settings: Settings

    /// Opens the database for listing and marking.
    ///
    /// With a configuration that is broken, commands that need only the database warn in one line and go on, if its
    /// path could be read.
    init(_ options: StoreOptions) throws {
        try self.init(config: options.config)
    }

    private init(config: String?) throws {
        settings = try Self.settings(config, isNeededWhole: false)
        store = try FeedStore.open(at: settings.storage.database, migrating: Self.tellOfMigration)
        store.staysOpenUntilExit()
    }

    /// Opens the database for a command that needs nothing else of the configuration, and so need not read what the poller
    /// found sound.
    ///
    /// - Parameter config: the configuration that was named.
    static func store(config: String?) throws -> FeedStore {
        let database: String
        do throws(ConfigError) {
            database = try SettingsFile.database(
                config, environment: Terminal.environment, outlines: OPMLReader.declarations,
                sealed: PollerLock.seal(for:))
        } catch {
            database = try self.database(in: error)
        }
        let store = try FeedStore.open(at: database, migrating: tellOfMigration)
        store.staysOpenUntilExit()
        return store
    }

    /// The same for commands that have feeds polled: these need the whole configuration, and make the user's own
    /// database where there is none yet.
    init(pollingFor options: StoreOptions) throws {
        settings = try Self.settings(options.config, isNeededWhole: true)
        let database = settings.storage.database
        do throws(StoreError) {
            store = try FeedStore.open(at: database, migrating: Self.tellOfMigration)
        } catch {
            guard case .missing = error else { throw error }
            // Only who may poll makes a database: the lock says so.
            store = try FeedStore.open(at: database, holding: try PollerLock(guarding: database))
        }
        store.staysOpenUntilExit()
    }

    static func settings(_ config: String?, isNeededWhole: Bool) throws -> Settings {
        do throws(ConfigError) {
            return try SettingsFile.load(
                config, environment: Terminal.wholeEnvironment, outlines: OPMLReader.declarations)
        } catch {
            guard !isNeededWhole else { throw failure(of: error) }
            return Settings(
                storage: StorageSettings(database: try database(in: error)),
                runtime: RuntimeSettings(wake: error.wake))
        }
    }

    /// The database that a faulty configuration names all the same; a person is warned of the fault.
    private static func database(in error: ConfigError) throws(CommandFailure) -> String {
        guard error.kind == .faulty, let database = error.database else { throw failure(of: error) }
        Terminal.tell(SafeText.line("tidings: warning: \(summary(of: error))"))
        return database
    }

    /// What a person is told of a configuration that cannot be used.
    static func failure(of error: ConfigError) -> CommandFailure {
        let hint: String? =
            switch error.kind {
            case .faulty: "tidings config check lists every problem"
            case .denied where error.problems.first?.file?.hasPrefix("/etc/tidings/") == true:
                StoreError.permission(path: "", reason: "").hint
            case .denied, .unreadable: nil
            }
        return CommandFailure(error.exitStatus, summary(of: error), hint: hint)
    }

    private static func summary(of error: ConfigError) -> String {
        let first = error.problems.first?.description ?? error.description
        return error.problems.count > 1 ? "\(first) (and \(error.problems.count - 1) more)" : first
    }

    /// Who waits for a large database is told why, once.
    @Sendable static func tellOfMigration(isFirst: Bool) {
        if isFirst { Terminal.tell("tidings: bringing the database up to date, which may take minutes") }
    }

    /// What a person is told of a database that does not open.
    static func failure(of error: StoreError) -> CommandFailure {
        CommandFailure(error.exitStatus, error.description, hint: error.hint)
    }
}
