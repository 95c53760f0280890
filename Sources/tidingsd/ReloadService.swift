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
/// file changes nothing. What could not be stored for a passing reason, such as a full disk, is tried again each minute.
struct ReloadService: Service {
    let config: String?
    let settings: Settings
    let store: FeedStore
    let purging: PurgeService
    let memory: IdleMemory
    let notifier: ServiceNotifier
    let time: TimeSource
    let logger: Logger

    private enum Occasion {
        case signal
        case retry
    }

    /// Between two tries to store what was read.
    private static let pause = Duration.seconds(60)

    func run() async throws {
        let (occasions, occasion) = AsyncStream.makeStream(of: Occasion.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
                    occasion.yield(.signal)
                }
                occasion.finish()
            }
            /// What was read and could not be stored.
            var refused: Settings?
            for await reason in occasions {
                let new: Settings
                switch reason {
                case .signal:
                    notifier.tellReloading()
                    refused = nil
                    do throws(ConfigError) {
                        new = try SettingsFile.load(
                            config, environment: ProcessInfo.processInfo.environment,
                            outlines: OPMLReader.declarations)
                    } catch {
                        notifier.tellReloaded(note: refuse(error))
                        memory.noteWork()
                        continue
                    }
                case .retry:
                    // Another reload has been there since.
                    guard let waiting = refused else { continue }
                    new = waiting
                }
                do throws(StoreError) {
                    let note = try await takeOver(new)
                    refused = nil
                    notifier.tellReloaded(note: note)
                } catch {
                    if case .damaged = error { throw error }
                    if reason == .signal {
                        logger.error("configuration not taken over", metadata: ["problem": "\(error)"])
                        notifier.tellReloaded(
                            note: note("could not be stored and is not in force yet", "\(error)"))
                    }
                    refused = new
                    group.addTask { [time] in
                        try? await time.sleep(for: Self.pause)
                        occasion.yield(.retry)
                    }
                }
                memory.noteWork()
            }
            group.cancelAll()
        }
    }

    /// - Returns: what the status should say of it.
    private func refuse(_ error: ConfigError) -> String {
        for problem in error.problems {
            logger.error("configuration not taken over", metadata: ["problem": "\(problem)"])
        }
        return note("has mistakes and is not in force", error.problems.first.map { "\($0)" })
    }

    /// - Returns: what the status should say of it; nil where all is in force.
    private func takeOver(_ new: Settings) async throws(StoreError) -> String? {
        PollerLock.note(seal: new.seal ?? "", for: store.path)
        let receipt = try await store.adopt(new.subscriptions, at: time.now())
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
