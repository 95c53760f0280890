import FeedModel

@testable import FeedStorage

extension FeedStore {
    /// Purges items by no rule at all.
    func purge(_ items: [ItemID]) async throws {
        try await writing(rows: items.count) { db in
            for item in items { _ = try PurgedRecord.purge(item, in: db) }
        }
    }
}
