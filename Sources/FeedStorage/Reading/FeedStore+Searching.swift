package import FeedModel
import FoundationEssentials
import GRDB

extension FeedStore {
    /// The items that fit a query, the best first.
    ///
    /// Ranked are the 1,000 of them that arrived last (or as many as are asked for): to rank all that bear a common
    /// word would take seconds. By their texts too, not only by titles and authors, the most promising 300 of these.
    /// A query that names no words to look for gives the newest.
    package func search(_ request: SearchRequest) throws(StoreError) -> [SearchHit] {
        let terms = Array(request.query.searchTerms.prefix(Search.mostTerms))
        return try reading { db in
            let ids: [ItemID]
            if request.order == .newest || terms.isEmpty {
                let listing = ItemListing(request.query, includesLetGo: true, limit: request.limit)
                let query = try QuerySQL(listing, selecting: "item.id", in: db)
                ids = try Int64.fetchAll(db, sql: query.sql, arguments: query.arguments).map { ItemID($0) }
            } else {
                ids = try Search(request, terms, in: db).ranked()
            }
            return try Search.hits(of: ids, terms, in: db)
        }
    }
}

/// One search by relevance.
private struct Search {
    /// How many phrases are ranked by.
    static let mostTerms = 32
    /// How many items are ranked.
    private static let ranked = 1_000
    /// How many of them are ranked by their texts too.
    private static let read = 300
    /// By how many of its newest matches a term's share of all items is told.
    private static let sampled = 100
    private static let snippetColumns = 160

    private let request: SearchRequest
    private let terms: [SearchTerm]
    private let db: Database

    init(_ request: SearchRequest, _ terms: [SearchTerm], in db: Database) {
        self.request = request
        self.terms = terms
        self.db = db
    }

    /// The items to show, in their order.
    func ranked() throws -> [ItemID] {
        let ranking = SearchRanking(terms, shares: try shares())
        let query = try QuerySQL(
            newest: max(Self.ranked, request.limit), of: request.query,
            selecting: "item.id, item.title, item.authors", in: db)
        var candidates: [(fit: Double, id: ItemID)] = []
        let rows = try Row.fetchCursor(db, sql: query.sql, arguments: query.arguments)
        while let row = try rows.next() {
            let heading = ItemContent(title: row[1], authors: Lines.split(row[2]).map { Person(name: $0) })
            candidates.append((ranking.fit(of: SearchText(of: heading)), ItemID(row[0])))
        }
        candidates.sort(by: SearchRanking.isBefore)
        for place in candidates.indices.prefix(max(Self.read, request.limit)) {
            guard let said = try StoredTexts(of: candidates[place].id, in: db) else { continue }
            candidates[place].fit = ranking.fit(of: SearchText(of: said.content))
        }
        candidates.sort(by: SearchRanking.isBefore)
        return candidates.prefix(request.limit).map(\.id)
    }

    /// Of each term, which share of the items has it, going by its newest matches. Of a beginning of words FTS5 would
    /// have to gather all; it is taken to be common.
    private func shares() throws -> [Double] {
        guard terms.count > 1, let newest = try Int64.fetchOne(db, sql: "SELECT max(id) FROM item") else {
            return terms.map { _ in 1 }
        }
        let statement = try db.cachedStatement(
            sql: """
                SELECT count(*), min(id) FROM (
                    SELECT rowid AS id FROM itemSearch WHERE itemSearch MATCH ? ORDER BY rowid DESC LIMIT ?)
                """)
        return try terms.map { term in
            guard !term.phrase.isPrefix,
                let row = try Row.fetchOne(statement, arguments: [term.match, Self.sampled])
            else { return 0.1 }
            let count: Int = row[0]
            let oldest: Int64 = count == Self.sampled ? row[1] : 1
            return min(1, Double(max(count, 1)) / Double(max(1, newest - oldest + 1)))
        }
    }

    static func hits(of ids: [ItemID], _ terms: [SearchTerm], in db: Database) throws -> [SearchHit] {
        let statement = try db.cachedStatement(sql: "SELECT \(SummaryReader.columns) FROM item WHERE id = ?")
        var reader = try SummaryReader(db)
        var hits: [SearchHit] = []
        for id in ids {
            guard let row = try Row.fetchOne(statement, arguments: [id.rawValue]),
                let said = try StoredTexts(of: id, in: db)
            else { continue }
            let summary = try reader.summary(row)
            hits.append(
                SearchHit(
                    summary: summary, title: FoundText(summary.title, terms.filter { $0.column != .author }),
                    snippet: FoundText(snippetOf: said.content, terms, columns: snippetColumns)))
        }
        return hits
    }
}
