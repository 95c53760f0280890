import FeedModel
import FoundationEssentials
import Testing

@testable import FeedStorage

@Suite struct EditingTests {
    private let store: FeedStore

    init() throws {
        store = try FeedStore.inMemory()
    }

    @Test func `a subscription of the reader's is changed, and what it was is told`() throws {
        let subscription = Sample.subscription("https://example.org/feed", title: "One", tags: ["news"])
        let feed = try store.subscribe(subscription, at: start).feed
        var edit = SubscriptionEdit()
        edit.title = "Two"
        edit.addedTags = ["linux"]
        edit.interval = .fixed(.seconds(7_200))
        let receipt = try store.edit(feed, by: edit, at: start)
        #expect(receipt.former == subscription)
        #expect(receipt.subscription.tags == ["news", "linux"])
        #expect(try store.feed(feed)?.title == "Two")
        #expect(try store.feed(feed)?.tags == ["news", "linux"])
    }

    @Test func `what a file declares is changed there, and what nobody has is not there`() async throws {
        _ = try await store.adopt([Sample.declared("https://example.org/feed")], at: start)
        let feed = try #require(try store.feeds(includesLetGo: false).first?.id)
        #expect(throws: StoreError.self) { try store.edit(feed, by: SubscriptionEdit(), at: start) }
        #expect(throws: StoreError.unknownFeed(FeedID(99))) {
            try store.edit(FeedID(99), by: SubscriptionEdit(), at: start)
        }
    }
}
