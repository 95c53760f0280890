package import FeedModel
import GRDB

extension FeedStore {
    /// Deletes items, and remembers their keys for as long as their feeds carry them, so that they do not come back.
    ///
    /// What the reader did to them stays: one that is published anew later has its old state.
    ///
    /// - Returns: how many of them were there.
    package func purge(_ items: [ItemID]) async throws(StoreError) -> Int {
        try await writing(rows: items.count) { db in
            var purged = 0
            for item in items {
                try PurgedRecord.leave(item, in: db)
                purged += try ItemRecord.delete(item, in: db) ? 1 : 0
            }
            return purged
        }
    }
}
