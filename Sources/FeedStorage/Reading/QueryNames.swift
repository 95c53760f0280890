import FeedModel
import GRDB

/// What the names in a query mean, each found out once.
struct QueryNames {
    /// The feeds that each name means.
    private(set) var feeds: [String: [FeedID]] = [:]
    private(set) var tags: [String: QueryTag] = [:]

    init(in query: ItemQuery, _ db: Database) throws {
        try add(query, db)
    }

    private mutating func add(_ query: ItemQuery, _ db: Database) throws {
        switch query {
        case .feed(let name):
            if feeds[name] == nil { feeds[name] = try FeedNaming.feeds(named: name, in: db) }
        case .tag(let tag):
            if tags[tag] == nil { tags[tag] = try QueryTag(tag, in: db) }
        case .not(let inner): try add(inner, db)
        case .all(let parts), .any(let parts): for part in parts { try add(part, db) }
        default: break
        }
    }
}

/// What a tag means: the items of the subscriptions that bear it, and those that are filed under it.
struct QueryTag {
    let feeds: [FeedID]
    let own: MatchExpression

    /// Nil for a tag without words, which nothing bears.
    init?(_ tag: String, in db: Database) throws {
        guard let token = SearchText.tagToken(tag) else { return nil }
        own = MatchExpression(tagToken: token)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT DISTINCT feedID, tags FROM subscription
                WHERE tags <> '' AND \(SubscriptionRecord.isInForce) ORDER BY feedID
                """)
        feeds = rows.filter { row in
            Lines.split(row[1]).contains { SearchText.tagToken($0) == token }
        }.map { FeedID($0[0]) }
    }
}

extension [FeedID] {
    /// Their numbers, as SQL lists them.
    var list: String { map { "\($0.rawValue)" }.joined(separator: ", ") }
}
