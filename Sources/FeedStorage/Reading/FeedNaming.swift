import FeedModel
import GRDB

/// Which feeds a person means by a word: a number, a title or a part of one, an address or a part of one.
enum FeedNaming {
    /// The feeds that match in any way, by number.
    static func feeds(matching name: String, in db: Database) throws -> [FeedID] {
        try candidates(name, in: db).map(\.feed)
    }

    /// The feeds that are just so called; where none is, those that match in any way.
    static func feeds(named name: String, in db: Database) throws -> [FeedID] {
        let all = try candidates(name, in: db)
        let exact = all.filter(\.isExact)
        return (exact.isEmpty ? all : exact).map(\.feed)
    }

    private static func candidates(
        _ name: String, in db: Database
    ) throws -> [(feed: FeedID, isExact: Bool)] {
        let columns = ["feed.title", "feed.address", "subscription.title", "subscription.address"]
        let match = Folding.Match(containing: name)
        let condition = columns.map { match.condition(on: $0) }.joined(separator: " OR ")
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT feed.id, \(columns.joined(separator: ", "))
                FROM feed LEFT JOIN subscription ON subscription.id = \(SubscriptionRecord.speaking)
                WHERE feed.id = ? OR \(condition)
                ORDER BY feed.id
                """, arguments: [Int64(name)] + StatementArguments(columns.map { _ in match.argument }))
        let wanted = name.lowercased()
        return rows.map { row in
            let names = (1...4).compactMap { (row[$0] as String?)?.lowercased() }
            return (FeedID(row[0]), row[0] == Int64(name) || names.contains(wanted))
        }
    }
}
