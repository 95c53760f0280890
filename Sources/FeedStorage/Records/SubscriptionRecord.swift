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

    init(_ row: StatementColumns, from first: Int32) {
        id = row.integer(first)
        feed = FeedID(row.integer(first + 1))
        subscription = Subscription(
            address: FeedAddress(row.text(first + 2) ?? ""),
            origin: row.text(first + 3).map { .declared(file: $0) } ?? .reader,
            title: row.text(first + 4), tags: row.lines(first + 5), interval: row.duration(first + 6),
            onlyNew: row.flag(first + 7), revisedTurnsUnread: row.flag(first + 13),
            fetching: FeedFetchSettings(
                userAgent: row.text(first + 8), headers: SubscriptionRecord.headers(row.lines(first + 9)),
                credentialsFile: row.text(first + 10), proxy: row.text(first + 11),
                sizeLimit: row.number(first + 12).map(ByteCount.init(bytes:)),
                certificates: row.text(first + 14).flatMap { .init(rawValue: $0) } ?? .verified),
            retention: FeedRetention(row, from: first + 15))
    }

    /// All that count.
    static func inForce(in db: Database) throws -> [SubscriptionRecord] {
        try PreparedStatement("SELECT \(columns) FROM subscription WHERE \(isInForce) ORDER BY id", in: db)
            .all { _ in
            } read: {
                SubscriptionRecord($0, from: 0)
            }
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
    private static func headers(_ lines: [String]) -> [FeedFetchSettings.HeaderField] {
        stride(from: 0, to: lines.count - 1, by: 2).map {
            FeedFetchSettings.HeaderField(name: lines[$0], value: lines[$0 + 1])
        }
    }
}

extension FeedRetention {
    /// Reads `keepRead`, `keepUnread` and `keepNewest`.
    init(_ row: StatementColumns, from first: Int32) {
        self.init(
            read: KeptTime(row, at: first), unread: KeptTime(row, at: first + 1),
            newest: row.number(first + 2))
    }
}

/// A span, or the word `forever`.
extension KeptTime {
    /// Nil for NULL.
    init?(_ row: StatementColumns, at column: Int32) {
        if row.isText(column) {
            self = .forever
        } else if let time = row.duration(column) {
            self = .atMost(time)
        } else {
            return nil
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
