/// How time passes while polls wait for their turn: the clock itself in the daemon, one moved by hand in tests.
package struct Pace: Sendable {
    /// The time since some moment, by a clock that never jumps.
    package let elapsed: @Sendable () -> Duration
    /// Returns when that much time has passed; throws when the task is cancelled before.
    package let sleep: @Sendable (Duration) async throws -> Void

    package init(
        elapsed: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.elapsed = elapsed
        self.sleep = sleep
    }
}
