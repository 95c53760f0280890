import ArgumentParser
import FeedModel
import FeedParsing
import TidingsConfig

/// Looks at the configuration.
struct ConfigCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Checks and shows the configuration.",
        discussion: """
            Examples:
              tidings config check
              tidings config show
            """,
        subcommands: [Check.self, Show.self]
    )

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            _superCommandName: "tidings config",
            abstract: "Tells every mistake in the configuration, each with its line.",
            discussion: """
                Says "ok" and ends with 0 where there is none; otherwise ends with 78.

                Examples:
                  tidings config check
                  tidings config check --config new.toml && mv new.toml ~/.config/tidings/tidings.toml
                """)

        @OptionGroup var store: StoreOptions

        func run() throws {
            do throws(ConfigError) {
                _ = try ConfigCommands.settings(store)
            } catch {
                guard error.kind == .faulty else { throw OpenStore.failure(of: error) }
                for problem in error.problems { Terminal.print(SafeText.line(problem.description)) }
                Terminal.leave(error.exitStatus.rawValue)
            }
            Terminal.print("ok")
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            _superCommandName: "tidings config",
            abstract: "Prints each setting in force, where it comes from, and the feeds that are declared.",
            discussion: """
                What is printed is a configuration itself, but for what its feeds have beside address, title, tags and \
                interval.

                Examples:
                  tidings config show
                  tidings config show | grep -v '# default'
                """)

        @OptionGroup var store: StoreOptions

        func run() throws {
            let settings: Settings
            do throws(ConfigError) {
                settings = try ConfigCommands.settings(store)
            } catch {
                throw OpenStore.failure(of: error)
            }
            Terminal.print(SettingsText(settings: settings).lines.joined(separator: "\n"))
        }
    }

    private static func settings(_ options: StoreOptions) throws(ConfigError) -> Settings {
        try SettingsFile.load(
            options.config, environment: Terminal.wholeEnvironment, outlines: OPMLReader.declarations)
    }
}
