import FeedModel
import GRDB

/// Under which name the reader knows a feed: the title they gave, else its own, else its address.
enum FeedTitle {
    static func shown(given: String?, own: String, address: @autoclosure () -> String) -> String {
        if let given, !given.isEmpty { return given }
        return own.isEmpty ? address() : own
    }

    /// For what is remembered: without the secrets that an address may hold. Empty for a feed that is not stored.
    static func shown(of feed: FeedID, in db: Database) throws -> String {
        try Row.fetchOne(
            db,
            sql: """
                SELECT (SELECT title FROM subscription WHERE id = \(SubscriptionRecord.speaking)), title, address
                FROM feed WHERE id = ?
                """, arguments: [feed.rawValue]
        ).map { shown(given: $0[0], own: $0[1], address: FeedAddress($0[2]).redacted) } ?? ""
    }
}
