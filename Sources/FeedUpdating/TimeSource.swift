package import FeedFetching
package import FoundationEssentials

/// The one place that time comes from: what time it is, and how to wait.
package struct TimeSource: Sendable {
    private let clock: @Sendable () -> Date
    private let counter: @Sendable () -> Duration
    private let wait: @Sendable (Duration) async throws(CancellationError) -> Void

    /// - Parameters:
    ///   - now: what the wall clock shows.
    ///   - elapsed: the time since some moment, by a clock that never jumps.
    ///   - sleep: waits for so long, or throws when the task is cancelled.
    package init(
        now: @escaping @Sendable () -> Date,
        elapsed: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws(CancellationError) -> Void
    ) {
        clock = now
        counter = elapsed
        wait = sleep
    }

    /// The machine's clocks. Waiting goes by one that no change of the wall clock moves, and that runs on while the
    /// machine is suspended (`polling.md` B107).
    package static let live = TimeSource(
        now: { Date() },
        elapsed: { [start = ContinuousClock.now] in start.duration(to: .now) },
        sleep: { duration throws(CancellationError) in
            do {
                try await Task.sleep(for: duration, clock: .continuous)
            } catch {
                throw CancellationError()
            }
        })

    package func now() -> Date {
        clock()
    }

    /// The time since some moment, by a clock that never jumps.
    package var elapsed: Duration {
        counter()
    }

    package func sleep(for duration: Duration) async throws(CancellationError) {
        try await wait(duration)
    }

    /// The same time, as the fetcher counts it between the requests to one host.
    package var pace: Pace {
        Pace(elapsed: counter, sleep: wait)
    }
}
