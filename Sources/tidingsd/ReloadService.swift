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
            /// What was read and is not stored yet.
            var waiting: Settings?
            for await reason in occasions {
                memory.noteWork()
                if reason == .signal { waiting = read() }
                // Another reload may have been there since, or a faulty one.
                guard let new = waiting else { continue }
                if try await isStored(new, isRetry: reason == .retry) {
                    waiting = nil
                    continue
                }
                group.addTask { [time] in
                    try? await time.sleep(for: Self.pause)
                    occasion.yield(.retry)
                }
            }
            group.cancelAll()
        }
    }

    /// Reads the files; nil where they have mistakes, which are told.
    private func read() -> Settings? {
        notifier.tellReloading()
        do throws(ConfigError) {
            return try SettingsFile.load(
                config, environment: ProcessInfo.processInfo.environment, outlines: OPMLReader.declarations)
        } catch {
            notifier.tellReloaded(note: refuse(error))
            return nil
        }
    }

    /// Takes settings over, and tells what came of it; of a retry only that it went well.
    ///
    /// - Returns: whether they are in force.
    /// - Throws: `.damaged`.
    private func isStored(_ new: Settings, isRetry: Bool) async throws -> Bool {
        do throws(StoreError) {
            notifier.tellReloaded(note: try await takeOver(new))
            return true
        } catch {
            if case .damaged = error { throw error }
            guard !isRetry else { return false }
            logger.error("configuration not taken over", metadata: ["problem": "\(error)"])
            notifier.tellReloaded(note: note("could not be stored and is not in force yet", "\(error)"))
            return false
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
