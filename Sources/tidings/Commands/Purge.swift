import ArgumentParser
import FeedModel
import FeedStorage
import TidingsConfig

extension DatabaseCommands {
    struct Purge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "purge",
            _superCommandName: "tidings db",
            abstract: "Deletes the items that the configuration lets go, and old records.",
            discussion: """
                What [retention] and the keep- keys of [[feed]] tables say; without them no item goes. Records of polls \
                go after 90 days or what polls in [retention] says, those for undo after a year. The daemon does \
                the same once a day, and need not be stopped. What a [[feed]] table says counts once the daemon has \
                read it. Items that were purged do not come back, and what you read and starred is remembered.

                In a pipe, --dry-run prints number, feed, title and reason between tabs.

                Examples:
                  tidings db purge --dry-run
                  tidings db purge
                """)

        @OptionGroup var store: StoreOptions

        @Flag(help: "List what would go, each item with the reason, and delete nothing.")
        var dryRun = false

        @Flag(help: "With --dry-run: one JSON array.")
        var json = false

        @Flag(help: "With --dry-run: one JSON object a line.")
        var jsonl = false

        func validate() throws {
            if json || jsonl, !dryRun { throw ValidationError("--json and --jsonl need --dry-run") }
            if json, jsonl { throw ValidationError("--json and --jsonl exclude one another") }
        }

        func run() async throws {
            let clock = CommandClock()
            let settings = try OpenStore.settings(store.config, isNeededWhole: true)
            let store = try FeedStore.open(
                at: settings.storage.database, migrating: OpenStore.tellOfMigration)
            store.staysOpenUntilExit()
            Terminal.tell(RetentionReport.rule(of: settings))
            guard dryRun else {
                let receipt = try await store.purge(
                    by: settings.retention, at: clock.now, pausing: CommandClock.letOthersWrite)
                return Terminal.tell(RetentionReport.outcome(receipt))
            }
            let listing = PurgeListing(items: try store.purgeable(by: settings.retention, at: clock.now))
            if json || jsonl {
                listing.printJSON(asLines: jsonl)
            } else {
                listing.print()
            }
            let records = try store.purgeableRecords(by: settings.retention, at: clock.now)
            Terminal.tell("\(RetentionReport.count(listing.items.count, records)) would go.")
        }
    }
}
