import FeedModel
import GRDB

/// Which feeds a person means by a word: a number, a title or a part of one, an address or a part of one.
enum FeedNaming {
    /// The feeds that a name means: those that are just so called, by number, title or address; where none is, those
    /// whose title has it as a part; where none has, those whose address does. By number.
    ///
    /// An empty name means none, and a bare number no part of an address: every address on a loopback has a 1.
    static func feeds(named name: String, in db: Database) throws -> [FeedID] {
        guard !name.isEmpty else { return [] }
        let all = try candidates(name, in: db)
        guard let closest = all.map(\.closeness).min() else { return [] }
        return all.filter { $0.closeness == closest }.map(\.feed)
    }

    private enum Closeness: Int, Comparable {
        case exact
        case partOfTitle
        case partOfAddress

        static func < (left: Closeness, right: Closeness) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    private static func candidates(
        _ name: String, in db: Database
    ) throws -> [(feed: FeedID, closeness: Closeness)] {
        let titles = ["feed.title", "subscription.title"]
        let addresses = ["feed.address", "subscription.address"]
        let match = Folding.Match(containing: name)
        let condition = { (columns: [String]) in
            columns.map { match.condition(on: $0) }.joined(separator: " OR ")
        }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT feed.id, \((titles + addresses).joined(separator: ", ")),
                    ifnull(\(condition(titles)), 0), ifnull(\(condition(addresses)), 0),
                    EXISTS (
                        SELECT 1 FROM subscription AS other
                        WHERE other.feedID = feed.id AND other.address = ? AND \(SubscriptionRecord.isInForce))
                FROM feed LEFT JOIN subscription ON subscription.id = \(SubscriptionRecord.speaking)
                ORDER BY feed.id
                """, arguments: StatementArguments((titles + addresses).map { _ in match.argument }) + [name])
        let wanted = name.lowercased()
        let isNumber = Int64(name) != nil
        return rows.compactMap { row in
            let feed = FeedID(row[0])
            let names = (1...4).compactMap { (row[$0] as String?)?.lowercased() }
            if feed.rawValue == Int64(name) || names.contains(wanted) || row[7] as Bool {
                return (feed, .exact)
            }
            if row[5] as Bool { return (feed, .partOfTitle) }
            return row[6] as Bool && !isNumber ? (feed, .partOfAddress) : nil
        }
    }
}
