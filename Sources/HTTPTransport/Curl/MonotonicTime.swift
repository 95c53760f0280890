import CCurl
import Glibc

/// A moment on the kernel's clock that never jumps: the transfer loop's own measure for limits of time.
struct MonotonicTime: Comparable, Sendable {
    private let nanoseconds: Int64

    /// A time that never comes.
    static let never = MonotonicTime(nanoseconds: .max)

    static func current() -> MonotonicTime {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return MonotonicTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    private init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    static func < (one: MonotonicTime, other: MonotonicTime) -> Bool {
        one.nanoseconds < other.nanoseconds
    }

    /// The moment that much later; a duration without end leads to `never`.
    static func + (time: MonotonicTime, duration: Duration) -> MonotonicTime {
        // One division of 128 bits, where its components take two.
        guard let nanoseconds = Int64(exactly: duration.attoseconds / 1_000_000_000) else { return never }
        let (sum, isTooLate) = time.nanoseconds.addingReportingOverflow(nanoseconds)
        return isTooLate ? never : MonotonicTime(nanoseconds: sum)
    }

    static func - (later: MonotonicTime, earlier: MonotonicTime) -> Duration {
        .nanoseconds(later.nanoseconds - earlier.nanoseconds)
    }

    /// Milliseconds from now to this moment, rounded up, at least 0; -1 for `never`: what epoll and libcurl take.
    func milliseconds(from now: MonotonicTime) -> Int32 {
        guard self != .never else { return -1 }
        let left = max(0, nanoseconds - now.nanoseconds)
        return Int32(clamping: left / 1_000_000 + (left % 1_000_000 == 0 ? 0 : 1))
    }
}
