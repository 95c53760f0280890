import ArgumentParser
import FeedModel
import FeedParsing
import FeedStorage
import TidingsConfig

/// Looks after the database file.
struct DatabaseCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db",
        abstract: "Checks, backs up, restores, purges and compacts the database.",
        discussion: """
            Examples:
              tidings db check
              tidings db backup ~/backups/tidings.db
            """,
        subcommands: [Check.self, BackUp.self, Restore.self, Purge.self, Compact.self]
    )

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            _superCommandName: "tidings db",
            abstract: "Looks through the whole database for damage.",
            discussion: """
                Says "ok" and ends with 0 where all is well; otherwise tells what is wrong, a line each, and ends with \
                65. A daemon may go on meanwhile.

                Examples:
                  tidings db check
                  tidings db check || mail -s "tidings is damaged" root
                """)

        @OptionGroup var store: StoreOptions

        func run() throws {
            let open = try OpenStore(store)
            let flaws = try open.store.flaws()
            guard !flaws.isEmpty else { return Terminal.print("ok") }
            Terminal.print(flaws.map { SafeText.line($0) }.joined(separator: "\n"))
            throw CommandFailure(
                .badData, "the database \(open.store.path) is damaged",
                hint: "restore a backup: tidings db restore FILE")
        }
    }

    struct BackUp: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "backup",
            _superCommandName: "tidings db",
            abstract: "Writes a copy of the database, as it is at this moment.",
            discussion: """
                A daemon may go on meanwhile. A file that is there already is replaced, once the copy is whole.

                Examples:
                  tidings db backup ~/backups/tidings.db
                  tidings db backup ~/backups/tidings-$(date +%F).db
                """)

        @OptionGroup var store: StoreOptions

        @Argument(help: ArgumentHelp("Where the copy goes.", valueName: "file"))
        var file: String

        func run() throws {
            let open = try OpenStore(store)
            guard file != open.store.path else {
                throw CommandFailure(.usage, "\(file) is the database itself", hint: "name another file")
            }
            try open.store.backUp(to: file)
            Terminal.tell("Backed up to \(SafeText.line(file)).")
        }
    }

    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore",
            _superCommandName: "tidings db",
            abstract: "Puts a backup in the place of the database.",
            discussion: """
                The backup is checked first; what it replaces is kept beside it as DATABASE.replaced, with a number \
                behind it from the second on. No daemon may \
                run.

                Examples:
                  tidings db restore ~/backups/tidings.db
                  sudo -u tidings tidings db restore /var/backups/tidings.db
                """)

        @OptionGroup var store: StoreOptions

        @Argument(help: ArgumentHelp("The backup.", valueName: "file"))
        var file: String

        func run() throws {
            let database = try OpenStore.settings(store.config, isNeededWhole: false).storage.database
            let kept: String?
            do throws(StoreError) {
                kept = try FeedStore.restore(file, to: database, holding: try PollerLock(guarding: database))
            } catch {
                switch error {
                case .busy(.anotherPoller):
                    throw CommandFailure(
                        .busy, error.description, hint: "stop it first: sudo systemctl stop tidingsd")
                case .damaged(let path, let reason) where path == file:
                    throw CommandFailure(
                        .badData, "the backup \(file) is damaged: \(reason)", hint: "try another")
                case .file(let path, let reason) where path == file:
                    throw CommandFailure(.noInput, "\(file) cannot be read: \(reason)")
                default: throw error
                }
            }
            let former = kept.map { "what was there is kept as \($0)." } ?? "nothing was there."
            Terminal.tell(SafeText.line("Restored \(database); \(former)"))
        }
    }

    struct Compact: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "compact",
            _superCommandName: "tidings db",
            abstract: "Gives the room of what was removed back to the disk.",
            discussion: """
                A daemon may go on meanwhile. A terminal shows how far it is.

                Examples:
                  tidings db compact
                  tidings db compact --config /etc/tidings/tidings.toml
                """)

        @OptionGroup var store: StoreOptions

        func run() async throws {
            let store = try OpenStore(store).store
            let progress = ProgressLine()
            defer { progress.end() }
            let sizes = try await store.compact(pausing: CommandClock.letOthersWrite) { step in
                switch step {
                case .sweepingWords(let pages):
                    progress.show("Sweeping the index, pages", done: pages, of: nil)
                case .givingBack(let pages, let all): progress.show("Giving back pages", done: pages, of: all)
                }
            }
            progress.end()
            let (before, after) = (ByteCount(bytes: sizes.before), ByteCount(bytes: sizes.after))
            Terminal.tell("\(before.inKilobytes) before, \(after.inKilobytes) now.")
        }
    }
}
