import FeedModel
import FeedParsing
import FeedStorage
import FeedUpdating
import FoundationEssentials
import Logging
import ServiceLifecycle
import TidingsConfig
import UnixSignals

/// Reads the configuration again on HUP: the subscriptions are reconciled at once, and what may be purged is; a faulty
/// file changes nothing.
struct ReloadService: Service {
    let config: String?
    let settings: Settings
    let store: FeedStore
    let purging: PurgeService
    let notifier: ServiceNotifier
    let time: TimeSource
    let logger: Logger

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            notifier.tellReloading()
            notifier.tellReloaded(note: try await reload())
        }
    }

    /// - Returns: what the status should say of it; nil where all is in force.
    private func reload() async throws -> String? {
        let new: Settings
        do throws(ConfigError) {
            new = try SettingsFile.load(
                config, environment: ProcessInfo.processInfo.environment, outlines: OPMLReader.declarations)
        } catch {
            for problem in error.problems {
                logger.error("configuration not taken over", metadata: ["problem": "\(problem)"])
            }
            return note("has mistakes and is not in force", error.problems.first.map { "\($0)" })
        }
        PollerLock.note(seal: new.seal ?? "", for: store.path)
        let receipt: AdoptionReceipt
        do throws(StoreError) {
            receipt = try await store.adopt(new.subscriptions, at: time.now())
        } catch {
            if case .damaged = error { throw error }
            logger.error("configuration not taken over", metadata: ["problem": "\(error)"])
            return note("could not be stored and is not in force", "\(error)")
        }
        logger.info(
            "configuration read again",
            metadata: [
                "adopted": "\(receipt.adopted.count)", "changed": "\(receipt.changed.count)",
                "let-go": "\(receipt.letGo.count)",
            ])
        var needsRestart = false
        if new.fetch != settings.fetch || new.schedule != settings.schedule || new.storage != settings.storage
            || new.runtime != settings.runtime || new.log != settings.log
        {
            logger.warning("other settings changed too; they take effect when the daemon is restarted")
            needsRestart = true
        }
        purging.take(new.retention)
        if let wake = settings.runtime.wake { WakeSocket.call(wake) }
        return needsRestart ? note("is in force, but for what takes a restart", nil) : nil
    }

    private func note(_ what: String, _ reason: String?) -> String {
        "The changed configuration \(what)" + (reason.map { " (\($0))" } ?? "")
    }
}

extension ReloadService: CustomStringConvertible {
    /// ServiceLifecycle names a service by its description; without one of our own that is a list of all subscriptions.
    var description: String {
        "ReloadService"
    }
}
