import ArgumentParser
import FeedModel
import FeedParsing
import FeedStorage
import FeedUpdating
import FoundationEssentials
import Glibc
import Logging
import TidingsConfig

/// The daemon: reads the settings, builds the house, runs it.
@main
struct TidingsDaemon: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tidingsd",
        abstract: "Polls feeds and keeps what they publish.",
        discussion: """
            Runs in the foreground and logs to standard error. TERM and INT end it when what was downloaded is \
            remembered; HUP reads the configuration again.

            Exit statuses: 0 done, 64 usage, 65 damaged database, 66 unreadable configuration, 74 input/output, \
            75 another poller is at work, 77 permission, 78 configuration.

            Examples:
              tidingsd --once
              tidingsd --config /etc/tidings/tidings.toml --check-config
            """,
        version: "tidingsd \(Version.current)"
    )

    @Option(help: ArgumentHelp("The configuration file.", valueName: "path"))
    var config: String?

    @Flag(help: "Poll what is due, and end.")
    var once = false

    @Flag(help: "With --once: refresh every feed.")
    var all = false

    @Flag(help: "With --once: poll only what was asked for by add and refresh.")
    var wished = false

    @Flag(help: "Read the configuration, tell every problem, and end.")
    var checkConfig = false

    @Option(help: ArgumentHelp("The least level that is logged, from trace to critical.", valueName: "level"))
    var logLevel: LogSettings.Level?

    func validate() throws {
        if all || wished, !once { throw ValidationError("--all and --wished need --once") }
        if all, wished { throw ValidationError("--all and --wished exclude one another") }
    }

    func run() async throws {
        StandardFiles.hold()
        IdleMemory.keepsFewHeaps()
        // Before anything else: a reload that comes while we start is too early to mean anything, and a log that nobody
        // reads any more is no reason to end.
        signal(SIGHUP, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        let notifier = ServiceNotifier(environment: ProcessInfo.processInfo.environment)
        do {
            let settings = try SettingsFile.load(
                config, environment: ProcessInfo.processInfo.environment, outlines: OPMLReader.declarations)
            if checkConfig { return }
            let logger = logger(at: logLevel ?? settings.log.level)
            let composition = Composition(
                settings: settings, config: config, notifier: notifier, logger: logger)
            try await composition.run(extent)
        } catch let error as ConfigError {
            for problem in error.problems { StandardError.fail("tidingsd: \(problem)", isJournal: isJournal) }
            notifier.tellFailure(error.problems.map { "\($0)" }.joined(separator: "; "))
            throw ExitCode(error.exitStatus.rawValue)
        } catch let error as StoreError {
            let hint = notifier.isHeard ? Self.servicesHint(for: error) : error.hint
            let reason = error.description + (hint.map { "; \($0)" } ?? "")
            StandardError.fail("tidingsd: " + reason, isJournal: isJournal)
            notifier.tellFailure(reason)
            throw ExitCode(error.exitStatus.rawValue)
        }
    }

    /// What an administrator can do: the service is a user of its own, whom no group helps.
    private static func servicesHint(for error: StoreError) -> String? {
        guard case .permission(let path, "permission denied") = error else { return error.hint }
        let suffix = ["-wal", "-shm", "-journal", ".lock"].first { path.hasSuffix($0) } ?? ""
        let (user, database) = (ProcessInfo.processInfo.userName, path.dropLast(suffix.count))
        return """
            the service runs as \(user), who must own the database and the files beside it, and be able to write in \
            their folder: sudo chown \(user): '\(database)'*
            """
    }

    private var extent: UpdateService.Plan.Extent {
        if all { return .once(.all) }
        if wished { return .once(.wished) }
        return once ? .once(.due) : .unending
    }

    private var isJournal: Bool {
        ProcessInfo.processInfo.environment["JOURNAL_STREAM"] != nil
    }

    private func logger(at level: LogSettings.Level) -> Logger {
        let form: JournalLogHandler.Form = isJournal ? .journal : .words
        var logger = Logger(label: "tidingsd") { _ in JournalLogHandler(form: form) }
        logger.logLevel = Logger.Level(rawValue: level.rawValue) ?? .info
        return logger
    }
}

extension LogSettings.Level: ExpressibleByArgument {}
