import FeedStorage
import FeedUpdating
import Logging

/// What a daemon waits for at its start: quietly, where it would else be started over at once, with some lines in the
/// journal each time.
///
/// For a minute only: whoever starts a service waits for it, and may be a machine that boots, or one that installs packages.
struct PatientStart {
    let database: String
    let notifier: ServiceNotifier
    let time: TimeSource
    let logger: Logger

    private static let longest = Duration.seconds(60)

    /// Waits until nobody polls; the lock then says who still does.
    ///
    /// Only where a service manager started us: a person is told at once.
    func awaitTurn() async throws {
        guard notifier.isHeard else { return }
        let start = time.elapsed
        var isTold = false
        while PollerLock.holder(of: database) != nil, time.elapsed - start < Self.longest {
            if !isTold { logger.notice("another poller is at work: waiting for it to end") }
            isTold = true
            let pause = Duration.seconds(2)
            notifier.tellWaiting("Waiting for another poller of \(database) to end", for: pause)
            try await time.sleep(for: pause)
        }
    }

    /// Has the service manager wait while the database is brought up to date, which takes a minute and more where it has
    /// millions of items: it would end us in the midst of it, and again after each restart.
    static func tellOfMigration(to notifier: ServiceNotifier, _ logger: Logger, isFirst: Bool) {
        if isFirst { logger.notice("bringing the database up to date") }
        notifier.tellWaiting("Bringing the database up to date", for: .seconds(120))
    }

    /// Opens the store, trying again while the disk has no room for it.
    func whenThereIsRoom(_ open: () async throws(StoreError) -> FeedStore) async throws -> FeedStore {
        let start = time.elapsed
        var isTold = false
        while true {
            do throws(StoreError) {
                let store = try await open()
                if isTold { logger.notice("there is room on the disk again") }
                return store
            } catch {
                guard case .full = error, time.elapsed - start < Self.longest else { throw error }
                if !isTold {
                    logger.error("no room on the disk: waiting for some", metadata: ["reason": "\(error)"])
                    PollerLock.note(.full, for: database)
                }
                isTold = true
                let pause = Duration.seconds(10)
                notifier.tellWaiting("No room on the disk: waiting until there is some", for: pause)
                try await time.sleep(for: pause)
            }
        }
    }
}
