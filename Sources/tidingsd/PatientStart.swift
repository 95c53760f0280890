import FeedStorage
import FeedUpdating
import Logging

/// What a daemon waits for at its start: quietly, where it would else be started over and over, with some lines in the
/// journal each time.
struct PatientStart {
    let database: String
    let notifier: ServiceNotifier
    let time: TimeSource
    let logger: Logger

    /// Of another poller: a `tidingsd --once` is done by then.
    private static let longestQueue = Duration.seconds(300)

    /// Waits until nobody polls, for five minutes at most; the lock then says who still does.
    ///
    /// Only where a service manager started us: a person is told at once.
    func awaitTurn() async throws {
        guard notifier.isHeard else { return }
        let start = time.elapsed
        var isTold = false
        while PollerLock.holder(of: database) != nil, time.elapsed - start < Self.longestQueue {
            if !isTold { logger.notice("another poller is at work: waiting for it to end") }
            isTold = true
            let pause = Duration.seconds(2)
            notifier.tellWaiting("Waiting for another poller of \(database) to end", for: pause)
            try await time.sleep(for: pause)
        }
    }

    /// Opens the store, trying again each minute as long as the disk has no room for it.
    func whenThereIsRoom(_ open: () async throws(StoreError) -> FeedStore) async throws -> FeedStore {
        var isTold = false
        while true {
            do throws(StoreError) {
                let store = try await open()
                if isTold { logger.notice("there is room on the disk again") }
                return store
            } catch {
                guard case .full = error else { throw error }
                if !isTold {
                    logger.error("no room on the disk: waiting for some", metadata: ["reason": "\(error)"])
                    PollerLock.note(.full, for: database)
                }
                isTold = true
                let pause = Duration.seconds(60)
                notifier.tellWaiting("No room on the disk: waiting until there is some", for: pause)
                try await time.sleep(for: pause)
            }
        }
    }
}
