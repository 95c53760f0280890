package import FeedModel
package import FeedStorage
import ServiceLifecycle
import Synchronization

/// Purges what the configuration lets go: soon after the start, once a day, and whenever the configuration was read
/// again.
package final class PurgeService: Service {
    private let store: FeedStore
    private let time: TimeSource
    private let log: UpdateLog
    private let policy: Mutex<RetentionPolicy>
    private let changes = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

    package init(store: FeedStore, policy: RetentionPolicy, time: TimeSource, log: UpdateLog) {
        self.store = store
        self.policy = Mutex(policy)
        self.time = time
        self.log = log
    }

    /// The first round of polls has the disk for itself.
    static let afterStart = Duration.seconds(60)
    static let period = Duration.seconds(86_400)
    /// Between two writes.
    private static let pause = Duration.milliseconds(10)

    /// Goes by this policy, and by what the subscriptions say now, from now on.
    package func take(_ policy: RetentionPolicy) {
        self.policy.withLock { $0 = policy }
        changes.continuation.yield()
    }

    /// Runs until the shutdown.
    ///
    /// - Throws: `.damaged`. What else goes wrong is logged, and tried again a day later.
    package func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup(of: Event.self) { group in
                group.addTask { await self.alarm(after: Self.afterStart) }
                group.addTask { await self.nextChange() }
                while let event = try await group.next(), !Task.isCancelled {
                    try await self.purge()
                    switch event {
                    case .alarm: group.addTask { await self.alarm(after: Self.period) }
                    case .change: group.addTask { await self.nextChange() }
                    }
                }
            }
        }
    }

    private enum Event {
        case alarm
        case change
    }

    private func alarm(after duration: Duration) async -> Event {
        try? await time.sleep(for: duration)
        return .alarm
    }

    private func nextChange() async -> Event {
        for await _ in changes.stream { break }
        return .change
    }

    private func purge() async throws(StoreError) {
        do throws(StoreError) {
            let receipt = try await store.purge(by: policy.withLock(\.self), at: time.now()) { [time] in
                try? await time.sleep(for: Self.pause)
            }
            log.tell(receipt)
        } catch {
            if case .damaged = error { throw error }
            log.tellNoPurge(error)
        }
    }
}
