import FeedModel
import Testing

@testable import FeedStorage

@Suite struct ApplyingTests {
    @Test func `new items are listed unread, the document's first on top`() async throws {
        let store = try FeedStore.inMemory()
        let feed = try store.feed()
        let receipt = try await store.apply(
            Sample.update(of: feed, Sample.changes(new: [Sample.item("a"), Sample.item("b")])))
        #expect(receipt.new.count == 2)
        #expect(receipt.title == "Gazette")
        let items = try store.items(matching: ItemListing(.unread))
        #expect(items.map(\.title) == ["Title of a", "Title of b"])
        #expect(items.map(\.id) == receipt.new)
        #expect(items.allSatisfy { $0.feed.title == "Gazette" && $0.date == start })
    }
}
