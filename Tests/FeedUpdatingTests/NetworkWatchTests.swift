import FeedModel
import FoundationEssentials
import Testing

@testable import FeedUpdating

/// What is taken back when it turns out that the network has gone.
@Suite struct NetworkWatchTests {
    private let watch = NetworkWatch()
    private let start = Date(timeIntervalSince1970: 1_790_000_000)

    private func feed(_ number: Int64, failures: Int = 0) -> DueFeed {
        DueFeed(
            id: FeedID(number), address: FeedAddress("https://host\(number).example/feed"),
            history: PollHistory(failures: failures))
    }

    private func poll(_ feed: DueFeed, reached: Bool, after seconds: Double) -> [DueFeed] {
        let outcome: PollOutcome =
            reached ? .notModified : .failed(.fetching(FetchFailure(.unreachable(reason: "no way"))))
        return watch.note(outcome, of: feed, isCounted: true, at: start.addingTimeInterval(seconds)).taken
    }

    @Test func `B59 · a feed long dead keeps the failures of before the outage`() {
        // It fails for days while the others answer.
        for day in 0..<20 {
            let begin = Double(day) * 86_400
            #expect(poll(feed(1, failures: day), reached: false, after: begin).isEmpty)
            for other in 2...8 {
                #expect(poll(feed(Int64(other)), reached: true, after: begin + Double(other)).isEmpty)
            }
        }
        // Then nothing answers any more.
        let outage = 20 * 86_400.0
        var taken = poll(feed(1, failures: 20), reached: false, after: outage)
        for other in 2...8 {
            taken += poll(feed(Int64(other)), reached: false, after: outage + Double(other))
        }
        #expect(taken.first { $0.id == FeedID(1) }?.history.failures == 20)
        #expect(taken.count >= 4)
    }

    @Test func `B59 · a feed that is tried again every few seconds keeps all failures but the last`() {
        for round in 0..<5 {
            #expect(poll(feed(1, failures: round), reached: false, after: Double(round)).isEmpty)
            for other in 2...8 { _ = poll(feed(Int64(other)), reached: true, after: Double(round) + 0.5) }
        }
        var taken: [DueFeed] = []
        for other in 2...8 { taken += poll(feed(Int64(other)), reached: false, after: 6) }
        #expect(taken.first { $0.id == FeedID(1) }?.history.failures == 4)
    }

    @Test func `B59 · an outage gives nothing back to a feed that failed before it alone`() {
        #expect(poll(feed(1, failures: 3), reached: false, after: 0).isEmpty)
        for other in 2...8 { #expect(poll(feed(Int64(other)), reached: true, after: 1).isEmpty) }
        var taken: [DueFeed] = []
        for other in 2...8 { taken += poll(feed(Int64(other)), reached: false, after: 7_200) }
        #expect(!taken.isEmpty)
        #expect(!taken.contains { $0.id == FeedID(1) })
    }

    @Test func `B59 · a late answer of a poll from before the outage ends nothing`() {
        #expect(poll(feed(9), reached: true, after: 0).isEmpty)
        var taken = poll(feed(1), reached: false, after: 10)
        #expect(poll(feed(2), reached: true, after: 12).isEmpty)
        for other in 3...8 { taken += poll(feed(Int64(other)), reached: false, after: 10 + Double(other)) }
        #expect(taken.contains { $0.id == FeedID(1) })
    }
}
