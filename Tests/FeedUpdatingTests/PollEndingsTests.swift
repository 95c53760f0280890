import FeedModel
import Testing

@testable import FeedUpdating

/// How a round hears of polls that have ended.
struct PollEndingsTests {
    private let endings = PollEndings()
    private let feeds = (1...3).map {
        DueFeed(id: FeedID($0), address: FeedAddress("https://example.org/\($0)"))
    }

    @Test func `the first ending calls, and those that come until it is looked do not`() {
        let calls = feeds.map { endings.leave(.calledOff, of: $0) != nil }
        #expect(calls == [true, false, false])
        #expect(endings.take().map(\.0) == feeds)
        #expect(endings.take().isEmpty)
        #expect(endings.leave(.calledOff, of: feeds[0]) != nil)
    }

    @Test func `a call that came before anybody waited is not lost`() async {
        for feed in feeds { endings.post(.calledOff, of: feed) }
        for await _ in endings.calls { break }
        #expect(endings.take().count == 3)
    }
}
