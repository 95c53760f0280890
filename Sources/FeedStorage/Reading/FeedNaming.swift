import FeedModel
import GRDB

/// Which feeds a person means by a word: a number, a title or a part of one, an address or a part of one.
enum FeedNaming {
    /// - Parameter exactOnly: whether a number, whole title or whole address is preferred to parts that others share
    ///   with it; else all that match in any way are meant.
    static func feeds(named name: String, exactOnly: Bool, in db: Database) throws -> [FeedID] {
        let wanted = name.lowercased()
        var exact: [FeedID] = []
        var partial: [FeedID] = []
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT feed.id, feed.title, feed.address, subscription.title, subscription.address
                FROM feed LEFT JOIN subscription ON subscription.id = \(SubscriptionRecord.speaking)
                ORDER BY feed.id
                """)
        while let row = try rows.next() {
            let id = FeedID(row[0])
            if String(id.rawValue) == name {
                exact.append(id)
                continue
            }
            let names = (1...4).compactMap { (row[$0] as String?)?.lowercased() }
            if names.contains(wanted) {
                exact.append(id)
            } else if names.contains(where: { $0.contains(wanted) }) {
                partial.append(id)
            }
        }
        guard exactOnly else { return (exact + partial).sorted() }
        return exact.isEmpty ? partial : exact
    }
}
