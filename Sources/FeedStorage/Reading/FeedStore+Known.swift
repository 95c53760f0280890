package import FeedModel
import FoundationEssentials
import GRDB

extension FeedStore {
    /// The stored items of a feed whose keys occur in a document.
    package func knownItems(of feed: FeedID, like document: ParsedFeed) async throws(StoreError)
        -> [KnownItem]
    {
        let keys = document.items.map(\.key.text)
        guard !keys.isEmpty else { return [] }
        return try await reading { db in
            var known: [KnownItem] = []
            known.reserveCapacity(keys.count)
            for start in stride(from: 0, to: keys.count, by: largestLookup) {
                try look(
                    for: keys[start..<min(start + largestLookup, keys.count)], of: feed, in: db, into: &known)
            }
            return known
        }
    }
}

/// Keys looked up by one statement; its text has a size that is a power of two, so that few are prepared.
private let largestLookup = 256

private func look(
    for keys: ArraySlice<String>, of feed: FeedID, in db: Database, into known: inout [KnownItem]
) throws {
    var size = 8
    while size < keys.count { size *= 2 }
    let places = Array(repeating: "?", count: size).joined(separator: ", ")
    let statement = try db.cachedStatement(
        sql: """
            SELECT id, itemKey, digest, published, updated FROM item WHERE feedID = ? AND itemKey IN (\(places))
            """)
    // Unused places stay NULL, which equals no key.
    let padding = [String?](repeating: nil, count: size - keys.count)
    let arguments = StatementArguments([feed.rawValue]) + StatementArguments(keys.map { $0 } + padding)
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    while let row = try rows.next() {
        known.append(
            KnownItem(
                id: ItemID(row[0]), key: ItemKey(text: row[1]), digest: ContentDigest(column: row[2]),
                published: row.date(3), updated: row.date(4)))
    }
}
