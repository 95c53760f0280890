import Testing

@testable import HTTPTransport

@Suite struct TransferClockTests {
    private let start = MonotonicTime.current()

    private func clock(_ change: (inout TransferLimits) -> Void = { _ in }) -> TransferClock {
        TransferClock(limits: .with(change), started: start)
    }

    @Test func `B89 · before an answer each stage has its limit, the lookup's first`() {
        var looking = clock()
        #expect(looking.nextCheck == start + .seconds(10))
        #expect(looking.limitReached(at: start + .seconds(9), received: 0) == nil)
        #expect(looking.limitReached(at: start + .seconds(10), received: 0) == .connecting)

        var asking = clock()
        asking.resolved = start + .seconds(4)
        #expect(asking.leftToConnect == .seconds(6))
        #expect(asking.limitReached(at: start + .seconds(19), received: 0) == nil)
        #expect(asking.nextCheck == start + .seconds(20))
        #expect(asking.limitReached(at: start + .seconds(20), received: 0) == .firstByte)
    }

    @Test func `an answer that is no slower than the low speed goes on`() {
        var clock = clock()
        clock.begin(at: start + .seconds(5))
        #expect(clock.nextCheck <= start + .seconds(20))
        #expect(clock.limitReached(at: start + .seconds(20), received: 750) == nil)
        #expect(clock.nextCheck == start + .seconds(30))
    }

    @Test func `B89 · an answer slower than the low speed in any window is given up`() {
        var slow = clock()
        slow.begin(at: start)
        #expect(slow.limitReached(at: start + .seconds(15), received: 749) == .lowSpeed)

        var stalled = clock { $0.total = .seconds(60) }
        stalled.begin(at: start)
        #expect(stalled.limitReached(at: start + .seconds(15), received: 100_000) == nil)
        #expect(stalled.limitReached(at: start + .seconds(30), received: 100_700) == .lowSpeed)
    }

    @Test func `B89 · an answer has thirty seconds, and sixty while it is steady`() {
        var slow = clock()
        slow.begin(at: start + .seconds(10))
        #expect(slow.limitReached(at: start + .seconds(29), received: 200_000) == nil)
        #expect(slow.limitReached(at: start + .seconds(30), received: 200_000) == .total)

        var steady = clock()
        steady.begin(at: start + .seconds(10))
        #expect(steady.limitReached(at: start + .seconds(30), received: 205_000) == nil)
        #expect(steady.nextCheck == start + .seconds(31))
        #expect(steady.limitReached(at: start + .seconds(59), received: 9_000_000) == nil)
        #expect(steady.limitReached(at: start + .seconds(60), received: 9_000_000) == .total)
    }

    @Test func `a time without end is never`() {
        #expect(start + .seconds(Int64.max) == .never)
        #expect(MonotonicTime.never.milliseconds(from: start) == -1)
        #expect((start + .microseconds(1)).milliseconds(from: start) == 1)
        #expect(start.milliseconds(from: start + .seconds(1)) == 0)
    }
}
