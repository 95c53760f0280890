import FeedModel
import FoundationEssentials
import Testing

struct PollHistoryTests {
    private let now = Date(timeIntervalSince1970: 1_790_000_000)

    @Test func `a success ends a row of failures`() {
        let failing = PollHistory(failures: 3, failingSince: now.addingTimeInterval(-9_000), goneSince: now)
        let history = failing.after(success: nil, new: [], size: nil, freshness: nil, at: now)
        #expect(history.failures == 0 && history.failingSince == nil && history.goneSince == nil)
        #expect(history.lastSuccess == now)
    }

    @Test func `failures are counted, and dated by the first`() {
        let once = PollHistory().after(failureAt: now)
        let twice = once.after(failureAt: now.addingTimeInterval(3_600))
        #expect(twice.failures == 2)
        #expect(twice.failingSince == now)
    }

    @Test func `B40 · what a document wished holds through polls without one`() {
        var feed = ParsedFeed(format: .rss20, encoding: "utf-8")
        feed.hints.ttlMinutes = 180
        let first = PollHistory().after(success: feed, new: [], size: 900, freshness: nil, at: now)
        let second = first.after(success: nil, new: [], size: nil, freshness: nil, at: now)
        #expect(second.hints.ttlMinutes == 180)
        #expect(second.documentSize == 900)
    }

    @Test func `B24 · a silent 304 keeps the lifetime, a silent document forgets it`() {
        let fresh = Freshness(lifetime: .seconds(7_200), until: now.addingTimeInterval(7_200))
        let first = PollHistory().after(success: nil, new: [], size: 10, freshness: fresh, at: now)
        #expect(
            first.after(success: nil, new: [], size: nil, freshness: nil, at: now).lifetime == .seconds(7_200)
        )
        #expect(first.after(success: nil, new: [], size: 10, freshness: nil, at: now).lifetime == nil)
    }
}
