import FeedUpdating
import FoundationEssentials
import Testing

struct StartLimiterTests {
    private let start = Date(timeIntervalSince1970: 1_790_000_000)

    private func starts(_ limiter: inout StartLimiter, at date: Date) -> Int {
        var count = 0
        while count < 1_000, limiter.mayStart(at: date) { count += 1 }
        return count
    }

    @Test func `B104 · at most so many polls begin in a second`() {
        var limiter = StartLimiter(rate: 5)
        #expect(starts(&limiter, at: start) == 5)
        #expect(starts(&limiter, at: start.addingTimeInterval(1)) == 5)
        #expect(starts(&limiter, at: start.addingTimeInterval(1.25)) == 1)
    }

    @Test func `B104, B107 · an idle day saves up no burst`() {
        var limiter = StartLimiter(rate: 5)
        _ = starts(&limiter, at: start)
        #expect(starts(&limiter, at: start.addingTimeInterval(86_400)) == 5)
    }

    @Test func `a clock set back brings nothing and stops nothing`() {
        var limiter = StartLimiter(rate: 5)
        _ = starts(&limiter, at: start)
        #expect(starts(&limiter, at: start.addingTimeInterval(-86_400)) == 0)
        #expect(starts(&limiter, at: start.addingTimeInterval(-86_399)) == 5)
    }

    @Test func `it says how long to wait`() {
        var limiter = StartLimiter(rate: 4)
        _ = starts(&limiter, at: start)
        #expect(limiter.wait(at: start) == .milliseconds(250))
    }

    @Test func `no rate is no limit`() {
        var limiter = StartLimiter(rate: 0)
        #expect(starts(&limiter, at: start) == 1_000)
        #expect(limiter.wait(at: start) == .zero)
    }
}
