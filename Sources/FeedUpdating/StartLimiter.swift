package import FoundationEssentials

/// A token bucket over the starts of polls, so that three days' worth of overdue feeds is no burst (`polling.md` B104).
package struct StartLimiter: Sendable {
    /// Starts a second; 0: no limit.
    private let rate: Double
    private var tokens: Double
    private var filledAt: Date?

    package init(rate: Int) {
        self.rate = Double(max(0, rate))
        tokens = self.rate
    }

    /// Takes a token; false while there is none.
    package mutating func mayStart(at now: Date) -> Bool {
        guard rate > 0 else { return true }
        fill(at: now)
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }

    /// How long until the next token; zero where there is one.
    package mutating func wait(at now: Date) -> Duration {
        guard rate > 0 else { return .zero }
        fill(at: now)
        return tokens >= 1 ? .zero : .seconds((1 - tokens) / rate)
    }

    private mutating func fill(at now: Date) {
        // A clock set back brings nothing; one set forward at most a second's worth.
        let elapsed = filledAt.map { max(0, now.timeIntervalSince($0)) } ?? 0
        tokens = min(rate, tokens + elapsed * rate)
        filledAt = now
    }
}
