import FeedModel
import FoundationEssentials
import GRDB

/// A row of `subscription`.
struct SubscriptionRecord: Hashable {
    let id: Int64
    let feed: FeedID
    let subscription: Subscription

    /// Holds for rows that count: neither ended nor shadowed by a file's declaration.
    static let isInForce = "endedAt IS NULL AND isShadowed = 0"

    /// The one that speaks for a feed, should several addresses lead to it: the oldest. Wants a table `feed` beside
    /// it.
    static let speaking = """
        (SELECT id FROM subscription WHERE feedID = feed.id AND \(isInForce) ORDER BY id LIMIT 1)
        """

    /// In the order in which `init` reads them; the table must bear its own name.
    static let columns = """
        subscription.id, subscription.feedID, subscription.address, subscription.file, subscription.title, \
        subscription.tags, subscription.interval, subscription.onlyNew, subscription.userAgent, \
        subscription.headers, subscription.credentialsFile, subscription.proxy, subscription.sizeLimit, \
        subscription.revisedTurnsUnread, subscription.certificates, subscription.keepRead, \
        subscription.keepUnread, subscription.keepNewest
        """
    static let columnCount = 18

    init(_ row: Row, from first: Int) {
        id = row[first]
        feed = FeedID(row[first + 1])
        subscription = Subscription(
            address: FeedAddress(row[first + 2]),
            origin: (row[first + 3] as String?).map { .declared(file: $0) } ?? .reader,
            title: row[first + 4], tags: Lines.split(row[first + 5]), interval: row.duration(first + 6),
            onlyNew: row[first + 7], revisedTurnsUnread: row[first + 13],
            fetching: FeedFetchSettings(
                userAgent: row[first + 8], headers: SubscriptionRecord.headers(row[first + 9]),
                credentialsFile: row[first + 10], proxy: row[first + 11],
                sizeLimit: (row[first + 12] as Int?).map(ByteCount.init(bytes:)),
                certificates: .init(rawValue: row[first + 14]) ?? .verified),
            retention: FeedRetention(row, from: first + 15))
    }

    /// All that count.
    static func inForce(in db: Database) throws -> [SubscriptionRecord] {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(columns) FROM subscription WHERE \(isInForce) ORDER BY id")
        var records: [SubscriptionRecord] = []
        while let row = try rows.next() { records.append(SubscriptionRecord(row, from: 0)) }
        return records
    }

    /// Writes a subscription over the row that its address and giver have, or as a new one; it counts from now on.
    static func store(_ subscription: Subscription, of feed: FeedID, at now: Date, in db: Database) throws {
        let file = subscription.file
        let giver = file == nil ? "file IS NULL" : "file IS NOT NULL"
        let fetching = subscription.fetching
        try db.cachedStatement(
            sql: """
                INSERT INTO subscription (feedID, address, file, title, tags, interval, onlyNew, userAgent, headers,
                    credentialsFile, proxy, sizeLimit, revisedTurnsUnread, certificates, keepRead, keepUnread,
                    keepNewest, subscribedAt)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (address) WHERE \(giver) DO UPDATE SET
                    file = excluded.file, title = excluded.title, tags = excluded.tags,
                    interval = excluded.interval, onlyNew = excluded.onlyNew, userAgent = excluded.userAgent,
                    headers = excluded.headers, credentialsFile = excluded.credentialsFile,
                    proxy = excluded.proxy, sizeLimit = excluded.sizeLimit,
                    revisedTurnsUnread = excluded.revisedTurnsUnread, certificates = excluded.certificates,
                    keepRead = excluded.keepRead, keepUnread = excluded.keepUnread, keepNewest = excluded.keepNewest,
                    endedAt = NULL, isShadowed = 0
                """
        ).execute(arguments: [
            feed.rawValue, subscription.address.text, file, subscription.title,
            Lines.joined(subscription.tags),
            subscription.interval?.column, subscription.onlyNew, fetching.userAgent,
            Lines.joined(fetching.headers.flatMap { [$0.name, $0.value] }), fetching.credentialsFile,
            fetching.proxy, fetching.sizeLimit?.bytes, subscription.revisedTurnsUnread,
            fetching.certificates.rawValue, subscription.retention.read?.column,
            subscription.retention.unread?.column, subscription.retention.newest, now.column,
        ])
    }

    /// Names and values, a line each.
    private static func headers(_ column: String) -> [FeedFetchSettings.HeaderField] {
        let lines = Lines.split(column)
        return stride(from: 0, to: lines.count - 1, by: 2).map {
            FeedFetchSettings.HeaderField(name: lines[$0], value: lines[$0 + 1])
        }
    }
}

extension FeedRetention {
    /// Reads `keepRead`, `keepUnread` and `keepNewest`.
    init(_ row: Row, from first: Int) {
        self.init(
            read: KeptTime(column: row[first]), unread: KeptTime(column: row[first + 1]),
            newest: row[first + 2])
    }
}

/// A span, or the word `forever`.
extension KeptTime {
    init?(column: DatabaseValue) {
        switch column.storage {
        case .double(let seconds): self = .atMost(Duration(column: seconds))
        case .string: self = .forever
        default: return nil
        }
    }

    var column: DatabaseValue {
        switch self {
        case .forever: "forever".databaseValue
        case .atMost(let duration): duration.column.databaseValue
        }
    }
}

extension Subscription {
    /// The file that declares it; nil for the reader's own.
    var file: String? {
        switch origin {
        case .reader: nil
        case .declared(let file): file
        }
    }
}
