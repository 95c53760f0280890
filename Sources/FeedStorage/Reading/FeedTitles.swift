import FeedModel
import GRDB

/// Looks up the titles of feeds, one after another: a list of fifty items asks for fifty feeds.
struct FeedTitles {
    private let statement: PreparedStatement

    init(_ db: Database) throws {
        statement = try PreparedStatement(
            """
            SELECT (SELECT title FROM subscription WHERE id = \(SubscriptionRecord.speaking)), title, address
            FROM feed WHERE id = ?
            """, in: db)
    }

    /// A feed under the title that is shown of it; nil where none bears this number.
    func feed(_ id: FeedID) throws -> ItemSummary.FeedReference? {
        try statement.first {
            $0.add(id.rawValue)
        } read: { row in
            let address = row.text(2) ?? ""
            return ItemSummary.FeedReference(
                id: id, title: FeedTitle.shown(given: row.text(0), own: row.text(1) ?? "", address: address),
                address: FeedAddress(address))
        }
    }
}
