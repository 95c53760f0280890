package import FeedModel
import FoundationEssentials
import GRDB

extension FeedStore {
    /// What is stored of a feed's items, as far as deciding about a document needs it.
    ///
    /// Takes time with the size of the document, however much is stored.
    package func knownItems(of feed: FeedID, like document: ParsedFeed) async throws(StoreError) -> KnownItems
    {
        guard !document.items.isEmpty else { return KnownItems() }
        return try await reading { db in
            var reader = KnownItemReader(feed: feed, db: db)
            return try reader.known(like: document)
        }
    }
}

/// Reads in two steps: who bears the keys of a document; and, for the few of its items that nobody is known to be, or
/// that say something else than before, who else they might be.
private struct KnownItemReader {
    private let feed: FeedID
    private let db: Database
    private var found: [ItemID: KnownItem] = [:]

    init(feed: FeedID, db: Database) {
        self.feed = feed
        self.db = db
    }

    mutating func known(like document: ParsedFeed) throws -> KnownItems {
        let purged = try PurgedRecord.items(of: feed, in: db)
        guard try !purged.isEmpty || hasItems() else { return KnownItems() }
        try findOwners(of: document)
        let restless = Reconciliation.restless(in: document, known: Array(found.values) + purged)
        var known = KnownItems()
        known.restless = restless
        if !restless.isEmpty {
            let items = restless.sorted().map { document.items[$0] }
            try recall(owners(of: items))
            let traits = Set(items.flatMap { Reconciliation.evidence(of: $0, in: document) })
            try findBearers(of: traits, into: &known)
            for item in purged { note(item, bears: traits, in: &known) }
            try recall(bearers(in: known))
        }
        known.items = found.values.sorted { $0.id < $1.id } + purged
        return known
    }

    private func hasItems() throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM item WHERE feedID = ?)"),
            arguments: [feed.rawValue]) ?? false
    }

    private mutating func findOwners(of document: ParsedFeed) throws {
        var keys: Set<String> = []
        for key in document.items.map(\.key) {
            keys.insert(key.text)
            if let shared = key.repeated { keys.insert(shared.text) }
        }
        try find(keys)
        // A key that several items share is always borne by one of them (`KeyWriting.claim`).
        let shared = Set(found.values.flatMap(\.keys).compactMap(\.repeated))
        guard !shared.isEmpty else { return }
        let apart = document.items.filter { shared.contains($0.key) }
        try find(Set(apart.map { $0.key.toldApart(by: $0.content).text }))
    }

    private mutating func find(_ keys: Set<String>) throws {
        let keys = keys.sorted()
        let columns = "item.id, item.itemKey, item.digest, item.published"
        try forEach(keys, "SELECT \(columns) FROM item WHERE feedID = ? AND itemKey IN", [feed.rawValue]) {
            try take($0)
        }
        let byAlias = """
            SELECT \(columns) FROM itemAlias CROSS JOIN item ON item.id = itemAlias.itemID
            WHERE itemAlias.feedID = ? AND itemAlias.itemKey IN
            """
        try forEach(keys, byAlias, [feed.rawValue]) { try take($0) }
        try readAliases(of: found.values.filter { $0.keys.count == 1 }.map(\.id))
    }

    private mutating func find(_ ids: [ItemID]) throws {
        let missing = Set(ids).filter { found[$0] == nil }.map(\.rawValue).sorted()
        try forEach(missing, "SELECT id, itemKey, digest, published FROM item WHERE id IN") { try take($0) }
        try readAliases(of: missing.map { ItemID($0) })
    }

    private mutating func take(_ row: Row) throws {
        let id = ItemID(row[0])
        guard found[id] == nil else { return }
        guard let digest = row.digest(2) else { throw DatabaseError.damage("an item has no digest") }
        found[id] = KnownItem(
            id: id, keys: [ItemKey(text: row[1])], trace: .stored(digest, nil), published: row.date(3))
    }

    private mutating func readAliases(of ids: [ItemID]) throws {
        let numbers = ids.map(\.rawValue).sorted()
        try forEach(numbers, "SELECT itemID, itemKey FROM itemAlias WHERE itemID IN") { row in
            let key = ItemKey(text: row[1])
            guard let known = found[ItemID(row[0])], !known.keys.contains(key) else { return }
            found[known.id]?.keys.append(key)
        }
    }

    /// The items that bear keys of these.
    private func owners(of items: [ParsedItem]) -> [ItemID] {
        let keys = Set(
            items.flatMap { [$0.key, $0.key.repeated ?? $0.key, $0.key.toldApart(by: $0.content)] })
        return found.values.filter { !keys.isDisjoint(with: $0.keys) }.map(\.id)
    }

    private func bearers(in known: KnownItems) -> [ItemID] {
        known.bearers.values.compactMap { bearers in
            if case .one(let id) = bearers { id } else { nil }
        }
    }

    /// Reads what items say.
    private mutating func recall(_ ids: [ItemID]) throws {
        try find(ids)
        for id in Set(ids) {
            guard case .stored(let digest, nil)? = found[id]?.trace, let keys = found[id]?.keys,
                let said = try StoredTexts(of: id, in: db)
            else { continue }
            found[id] = KnownItem(
                id: id, keys: keys,
                trace: .stored(digest, KnownItem.Said(said.content, published: said.published)),
                published: said.published)
        }
    }

    private func findBearers(of traits: Set<Trait>, into known: inout KnownItems) throws {
        for trait in traits {
            for id in try TraitSQL.bearers(of: trait, in: feed, db) { known.note(id, bears: trait) }
        }
    }

    private func note(_ purged: KnownItem, bears wanted: Set<Trait>, in known: inout KnownItems) {
        guard case .purged(let traits) = purged.trace else { return }
        for trait in traits.all where wanted.contains(trait) { known.note(purged.id, bears: trait) }
    }

    /// Runs a statement that ends with `IN`, for some values at once; its list has a size that is a power of two, so
    /// that few statements are prepared.
    private func forEach<Value: DatabaseValueConvertible>(
        _ values: [Value], _ sql: String, _ first: StatementArguments = [],
        _ body: (Row) throws -> Void
    ) throws {
        for start in stride(from: 0, to: values.count, by: 256) {
            let part = values[start..<min(start + 256, values.count)]
            var size = 8
            while size < part.count { size *= 2 }
            let places = Array(repeating: "?", count: size).joined(separator: ", ")
            let statement = try db.cachedStatement(sql: "\(sql) (\(places))")
            // Unused places stay NULL, which equals nothing.
            let padded = part.map { Value?.some($0) } + [Value?](repeating: nil, count: size - part.count)
            let rows = try Row.fetchCursor(statement, arguments: first + StatementArguments(padded))
            while let row = try rows.next() { try body(row) }
        }
    }
}
