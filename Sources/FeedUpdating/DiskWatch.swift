/// What a round knows of a full disk: it is said once, no poll begins, and once a minute a small write tries whether
/// there is room again.
struct DiskWatch {
    private var nextTry: Duration?

    private static let pause = Duration.seconds(60)

    var isFull: Bool { nextTry != nil }

    /// Takes note of a write that found no room, by the clock that never jumps.
    ///
    /// - Returns: whether that is news.
    mutating func noteFull(at now: Duration) -> Bool {
        guard !isFull else { return false }
        nextTry = now + Self.pause
        return true
    }

    /// Whether it may be tried now whether there is room again; then not once more for a minute.
    mutating func mayTry(at now: Duration) -> Bool {
        guard let next = nextTry, now >= next else { return false }
        nextTry = now + Self.pause
        return true
    }

    /// How long until it may be tried.
    func wait(at now: Duration) -> Duration {
        max(.zero, (nextTry ?? now) - now)
    }

    mutating func noteRoom() {
        nextTry = nil
    }
}
