import FeedModel
import FoundationEssentials
import Testing

@testable import FeedStorage

/// Feeds that rest because the reader said so.
@Suite struct PausingTests {
    private let store: FeedStore
    private let policy = SchedulePolicy()

    init() throws {
        store = try FeedStore.inMemory()
    }

    private func due(_ selection: DueSelection) async throws -> [FeedID] {
        try await store.dueFeeds(at: start.plus(day), limit: 10, selection: selection, policy: policy).map(
            \.id)
    }

    @Test func `a paused feed is not polled, not even if it is wished for, until it is resumed`() async throws
    {
        let feed = try store.feed()
        let other = try store.feed("https://example.org/other")
        #expect(try store.pause(feed, at: start))
        #expect(try !store.pause(feed, at: start.plus(1)))
        try store.wish(for: [feed], at: start)
        #expect(try await due(.due) == [other])
        #expect(try await due(.all) == [other])
        #expect(try await due(.wished).isEmpty)
        #expect(try store.pendingWishes().isEmpty)

        let shown = try store.feed(feed)
        #expect(shown?.health == FeedHealth(state: .paused, since: start, message: "you paused it"))
        #expect(shown?.nextPoll == nil)

        #expect(try store.resume(feed))
        #expect(try !store.resume(feed))
        #expect(try await due(.wished) == [feed])
    }

    @Test func `nobody waits for a feed that is paused`() async throws {
        let feed = try store.feed()
        _ = try store.pause(feed, at: start)
        #expect(try await store.nextWakeUp(after: start, policy: policy) == nil)
        _ = try store.resume(feed)
        #expect(try await store.nextWakeUp(after: start, policy: policy) == start)
    }

    @Test func `of two feeds that become one, both must have been paused`() async throws {
        let first = try store.feed("https://old.example/feed")
        let second = try store.feed("https://new.example/feed")
        _ = try store.pause(second, at: start)
        let move = FeedMove(address: FeedAddress("https://new.example/feed"), cause: .permanent)
        _ = try await store.apply(Sample.update(of: first, at: start.plus(1), .notModified, move: move))
        let feeds = try store.feeds(includesLetGo: false)
        #expect(feeds.count == 1)
        #expect(feeds.allSatisfy { $0.health.state != .paused })
    }

    @Test func `the files leave a pause alone, and subscribing anew ends it`() async throws {
        let declared = Sample.declared("https://example.org/feed")
        _ = try await store.adopt([declared], at: start)
        let feed = try #require(try store.feeds(includesLetGo: false).first?.id)
        _ = try store.pause(feed, at: start)
        let changed = Sample.declared("https://example.org/feed", title: "Other")
        _ = try await store.adopt([changed], at: start.plus(1))
        #expect(try store.feed(feed)?.health.state == .paused)
        _ = try await store.adopt([], at: start.plus(2))
        #expect(throws: StoreError.unknownFeed(feed)) { try store.pause(feed, at: start) }
        _ = try store.feed()
        #expect(try store.feed(feed)?.health.state == .new)
    }
}
