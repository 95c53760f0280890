import FeedModel
import GRDB

/// Which feeds a person means by a word: a number, a title or a part of one, an address or a part of one.
enum FeedNaming {
    /// The feeds that a name means: those that are just so called, by number, title or address; where none is, those
    /// whose title has it as a part; where none has, those whose address does. By number.
    ///
    /// An empty name means none. A bare number means the feed of that number; where there is none, those whose title is
    /// just that: a part of a title or an address would be another than who typed it had in mind.
    static func feeds(named name: String, in db: Database) throws -> [FeedID] {
        guard !name.isEmpty else { return [] }
        if isNumber(name), let feed = try feed(numbered: name, in: db) { return [feed] }
        let bearers = name.utf8.contains(UInt8(ascii: ":")) ? try feeds(at: name, in: db) : []
        guard bearers.isEmpty else { return bearers }
        let all = try candidates(name, in: db)
        guard let closest = all.map(\.closeness).min() else { return [] }
        return all.filter { $0.closeness == closest }.map(\.feed)
    }

    /// Whether a name is nothing but digits.
    static func isNumber(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func feed(numbered name: String, in db: Database) throws -> FeedID? {
        guard let number = Int64(name) else { return nil }
        return try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM feed WHERE id = ?"), arguments: [number]
        ).map { FeedID($0) }
    }

    /// Those that have, or are subscribed to by, just this address: no need to look at all others.
    private static func feeds(at address: String, in db: Database) throws -> [FeedID] {
        try Int64.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id FROM feed WHERE address = ?1
                    UNION SELECT feedID FROM subscription WHERE address = ?1 AND \(SubscriptionRecord.isInForce)
                    ORDER BY 1
                    """), arguments: [address]
        ).map { FeedID($0) }
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
        let columns = StatementArguments((titles + addresses).map { _ in match.argument })
        let all = condition(titles + addresses)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT feed.id, \((titles + addresses).joined(separator: ", ")),
                    ifnull(\(condition(titles)), 0), ifnull(\(condition(addresses)), 0)
                FROM feed LEFT JOIN subscription ON subscription.id = \(SubscriptionRecord.speaking)
                WHERE \(all)
                ORDER BY feed.id
                """, arguments: columns + columns)
        let wanted = name.lowercased()
        let isNumber = isNumber(name)
        return rows.compactMap { row in
            let feed = FeedID(row[0])
            let names = (1...4).compactMap { (row[$0] as String?)?.lowercased() }
            if names.contains(wanted) { return (feed, .exact) }
            if isNumber { return nil }
            if row[5] as Bool { return (feed, .partOfTitle) }
            return row[6] as Bool ? (feed, .partOfAddress) : nil
        }
    }
}
