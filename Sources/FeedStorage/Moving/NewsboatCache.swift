package import FeedModel
package import FoundationEssentials
import GRDB

/// newsboat's `cache.db`, or that of newsbeuter before it: what is read, deleted and flagged there.
///
/// It is read a page of rows at a time, each by a look of its own, so that a newsboat that has it open is never held up
/// for long; and it is never written. Whatever is in it, only plain tables are asked, whose columns compute nothing.
package struct NewsboatCache: Sendable {
    private let database: DatabaseQueue
    private let path: String
    private let hasDeleted: Bool
    private let hasFlags: Bool

    /// Opens the cache at `path`.
    ///
    /// - Throws: `.foreign` for what is no such cache, or is damaged.
    package init(reading path: String) throws(StoreError) {
        self.path = path
        do {
            database = try DatabaseQueue(path: path, configuration: Self.configuration())
            let columns = try database.unsafeRead { try Self.columns(in: $0) }
            guard columns.isSuperset(of: ["guid", "title", "url", "feedurl", "unread"]) else {
                throw StoreError.foreign(path: path, reason: "it is a database, but not newsboat's cache")
            }
            hasDeleted = columns.contains("deleted")
            hasFlags = columns.contains("flags")
        } catch {
            throw Self.fault(error, at: path)
        }
    }

    /// How many items bear a mark that `forEachStates` gives, or would if they could be moved.
    package func count(starring flags: String) throws(StoreError) -> Int {
        try look { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM rss_item WHERE \(condition(starring: flags))")
                ?? 0
        }
    }

    /// Gives the states of items, some at a time: what newsboat calls read or has deleted is read, and what bears one of
    /// some flags is starred.
    ///
    /// - Parameters:
    ///   - flags: letters; newsboat gives none of them a meaning.
    ///   - now: when they count as marked, since newsboat does not remember it.
    /// - Returns: how many could not be moved: of feeds that no address leads to, and without a name.
    package func forEachStates(
        starring flags: String, at now: Date, _ body: (PortableStates) throws -> Void
    ) throws -> Int {
        var last = Int64.min
        var unmovable = 0
        while true {
            let page = try look { db in try items(after: last, starring: flags, in: db) }
            guard let end = page.last?.number else { return unmovable }
            last = end
            var feeds: [String: [PortableState]] = [:]
            for item in page {
                if let address = item.feed, let state = item.state(at: now) {
                    feeds[address, default: []].append(state)
                } else {
                    unmovable += 1
                }
            }
            for (address, states) in feeds.sorted(by: { $0.key < $1.key }) {
                try body(PortableStates(addresses: [FeedAddress(address)], states: states))
            }
        }
    }

    /// Rows that are looked at at once.
    private static let pageSize = 1_000

    /// Bytes of an address or a guid beyond which nobody means one.
    private static let longestName = 8_192

    private func items(after last: Int64, starring flags: String, in db: Database) throws -> [NewsboatItem] {
        let fits = "max(length(CAST(guid AS BLOB)), length(CAST(url AS BLOB)), length(CAST(feedurl AS BLOB)))"
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT rowid, CAST(feedurl AS TEXT), CAST(guid AS TEXT), CAST(url AS TEXT), guid = title,
                    \(isRead), \(isStarred(by: flags))
                FROM rss_item WHERE rowid > ? AND (\(condition(starring: flags)))
                    AND ifnull(\(fits) <= \(Self.longestName), 0)
                ORDER BY rowid LIMIT \(Self.pageSize)
                """, arguments: [last])
        var items: [NewsboatItem] = []
        while let row = try rows.next() { items.append(NewsboatItem(row)) }
        return items
    }

    private func condition(starring flags: String) -> String { "\(isRead) OR \(isStarred(by: flags))" }

    private var isRead: String {
        hasDeleted ? "ifnull(unread = 0 OR deleted = 1, 0)" : "ifnull(unread = 0, 0)"
    }

    private func isStarred(by flags: String) -> String {
        let letters = flags.filter { $0.isASCII && $0.isLetter }
        guard hasFlags, !letters.isEmpty else { return "0" }
        return "ifnull(" + letters.map { "instr(flags, '\($0)') > 0" }.joined(separator: " OR ") + ", 0)"
    }

    private func look<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try database.read(body)
        } catch {
            throw Self.fault(error, at: path)
        }
    }

    /// Columns of the table of items that are stored, and so compute nothing; none where it is no table.
    private static func columns(in db: Database) throws -> Set<String> {
        let isTable = try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'rss_item'
                    AND sql LIKE 'CREATE TABLE%')
                """)
        guard isTable == true else { return [] }
        return Set(try String.fetchAll(db, sql: "SELECT name FROM pragma_table_info('rss_item')"))
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.label = "newsboat"
        // While newsboat writes; it does so item by item.
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(
                sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0")
        }
        return configuration
    }

    private static func fault(_ error: any Error, at path: String) -> StoreError {
        if let error = error as? StoreError { return error }
        guard let error = error as? DatabaseError else { return .foreign(path: path, reason: "\(error)") }
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .busy(.locked(path: path))
        case .SQLITE_READONLY:
            return .foreign(
                path: path, reason: "newsboat was interrupted while it wrote; start it once, and leave it")
        default: return .foreign(path: path, reason: error.message ?? "it is damaged")
        }
    }
}

/// A row of newsboat's.
private struct NewsboatItem {
    let number: Int64
    /// Nil for what tidings never polls: programs, queries, files.
    let feed: String?
    private let guid: String
    private let link: String
    private let isTitle: Bool
    private let isRead: Bool
    private let isStarred: Bool

    init(_ row: Row) {
        number = row[0]
        let address = FeedAddress(row[1])
        feed = address.problem == nil && address.scheme != .file ? address.text : nil
        guid = row[2]
        link = row[3]
        isTitle = row[4] ?? false
        isRead = row[5]
        isStarred = row[6]
    }

    func state(at now: Date) -> PortableState? {
        ForeignNames.newsboat(
            guid: guid, link: link, isTitle: isTitle,
            state: ItemState(readAt: isRead ? now : nil, starredAt: isStarred ? now : nil))
    }
}
