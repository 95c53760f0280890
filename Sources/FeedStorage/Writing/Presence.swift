import FeedModel
import FoundationEssentials
import GRDB

/// Notes which items a feed carries no more, and which are back: one look at an index, and a write for each of them.
struct Presence {
    /// The items known before that the document has.
    private let carried: Set<ItemID>
    private let isWhole: Bool

    init(_ changes: FeedChanges) {
        carried = changes.carried
        isWhole = changes.isWhole
    }

    /// Must come before the document's new items are stored, which are carried by birth.
    func write(of feed: FeedID, at now: Date, in db: Database) throws {
        var back = carried
        var left: [ItemID] = []
        let before = try Int64.fetchCursor(
            db.cachedStatement(
                sql: "SELECT id FROM item INDEXED BY itemCarried WHERE feedID = ? AND leftAt IS NULL"),
            arguments: [feed.rawValue])
        while let id = try before.next().map({ ItemID($0) }) {
            if back.remove(id) == nil { left.append(id) }
        }
        if isWhole {
            let statement = try db.cachedStatement(sql: "UPDATE item SET leftAt = ? WHERE id = ?")
            for id in left { try statement.execute(arguments: [now.column, id.rawValue]) }
        }
        guard !back.isEmpty else { return }
        let statement = try db.cachedStatement(
            sql: "UPDATE item SET leftAt = NULL WHERE id = ? AND leftAt IS NOT NULL")
        for id in back { try statement.execute(arguments: [id.rawValue]) }
    }
}
