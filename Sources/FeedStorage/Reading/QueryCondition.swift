import FeedModel
import FoundationEssentials
import GRDB

/// Turns the tree of a query into a condition on `item`, gathering the values to bind in the order of their places.
///
/// Terms are written so that SQLite recognises the partial indexes (`item.readAt IS NULL` word for word). A plus before a
/// column keeps it from being looked for by that term: which index is walked, `QueryWay` decides.
struct QueryCondition {
    private(set) var arguments = StatementArguments()
    private let db: Database
    /// Whether the rows are few that are asked about.
    private let isOfFew: Bool
    private let names: QueryNames

    init(_ names: QueryNames, ofFew isOfFew: Bool, in db: Database) {
        self.names = names
        self.isOfFew = isOfFew
        self.db = db
    }

    mutating func condition(_ query: ItemQuery) throws -> String {
        switch query {
        case .everything: "1"
        case .words, .title, .author:
            try query.searchTerm.map { try matches(MatchExpression($0)) } ?? "0"
        case .feed(let name): feeds(named: name)
        case .tag(let tag): try self.tag(tag)
        case .read: "item.readAt IS NOT NULL"
        case .unread: "item.readAt IS NULL"
        case .starred: "item.starredAt IS NOT NULL"
        case .revised: "item.isRevised = 1"
        case .older(let date): bound("item.date < ?", date.column)
        case .newer(let date): bound("item.date >= ?", date.column)
        case .receivedOlder(let date): bound("item.received < ?", date.column)
        case .not(let inner): "NOT (\(try condition(inner)))"
        case .all(let parts): try all(parts)
        case .any(let parts): try any(parts)
        }
    }

    /// What the index of words can answer is asked for at once.
    mutating func all(_ parts: [ItemQuery]) throws -> String {
        let terms = MatchExpression.Conjunction(parts)
        var conditions = try terms.others.map { try condition($0) }
        if let expression = terms.expression {
            conditions.append(try matches(expression))
        } else if !terms.unwanted.isEmpty {
            conditions.append("NOT \(try matches(.any(terms.unwanted)))")
        }
        return Self.joined(conditions[...], by: " AND ") ?? "1"
    }

    private mutating func any(_ parts: [ItemQuery]) throws -> String {
        var choices: [MatchExpression] = []
        var conditions: [String] = []
        for part in parts {
            if let choice = MatchExpression(part) {
                choices.append(choice)
            } else {
                conditions.append(try condition(part))
            }
        }
        if !choices.isEmpty { conditions.append(try matches(.any(choices))) }
        return Self.joined(conditions[...], by: " OR ") ?? "0"
    }

    /// As a balanced tree: SQLite takes an expression no deeper than 1,000.
    private static func joined(_ parts: ArraySlice<String>, by word: String) -> String? {
        guard let first = parts.first else { return nil }
        if parts.count == 1 { return first }
        let middle = parts.startIndex + parts.count / 2
        guard let left = joined(parts[..<middle], by: word), let right = joined(parts[middle...], by: word)
        else { return nil }
        return "(\(left)\(word)\(right))"
    }

    private mutating func bound(_ term: String, _ value: some DatabaseValueConvertible) -> String {
        arguments += [value]
        return term
    }

    /// Few matches are gathered once; of many, each row is looked up. What FTS5 gathers anyway is gathered once.
    private mutating func matches(_ expression: MatchExpression) throws -> String {
        let isGathered =
            try expression.hasPrefix
            || (!isOfFew && QuerySize.matches(of: expression, upTo: Self.few, in: db) < Self.few)
        return bound(
            isGathered
                ? "+item.id IN (SELECT rowid FROM itemSearch WHERE itemSearch MATCH ?)"
                : "EXISTS (SELECT 1 FROM itemSearch WHERE itemSearch MATCH ? AND itemSearch.rowid = item.id)",
            expression.text)
    }

    private static let few = 50_000

    /// One feed is compared as such, so that its own index gives the order.
    private func feeds(named name: String) -> String {
        let feeds = names.feeds[name] ?? []
        switch feeds.count {
        case 0: return "0"
        case 1: return "item.feedID = \(feeds[0].rawValue)"
        default: return "+item.feedID IN (\(feeds.list))"
        }
    }

    private mutating func tag(_ tag: String) throws -> String {
        guard let tag = names.tags[tag] else { return "0" }
        let own = try matches(tag.own)
        return tag.feeds.isEmpty ? own : "(+item.feedID IN (\(tag.feeds.list)) OR \(own))"
    }
}
