import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// newsboat's cache, as it is and as it should not be.
@Suite struct NewsboatCacheTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/cache.db" }

    init() throws {
        folder = try TemporaryFolder()
    }

    /// The tables as newsboat 2.30 has them, as far as they matter here.
    private static let schema = """
        CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
            title VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL,
            pubDate INTEGER NOT NULL DEFAULT 0, unread INTEGER(1) NOT NULL, flags VARCHAR(52),
            deleted INTEGER(1) NOT NULL DEFAULT 0);
        """

    @discardableResult
    private func makeCache(_ sql: String) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        return queue
    }

    private func states(starring flags: String = "") throws -> (given: [PortableStates], unmovable: Int) {
        var given: [PortableStates] = []
        let cache = try NewsboatCache(reading: path)
        let unmovable = try cache.forEachStates(starring: flags, at: start) { given.append($0) }
        return (given, unmovable)
    }

    private func row(
        _ guid: String, feed: String = "https://example.org/feed", unread: Int = 0, flags: String = "",
        deleted: Int = 0
    ) -> String {
        """
        INSERT INTO rss_item (guid, title, url, feedurl, unread, flags, deleted)
        VALUES ('\(guid)', 'Title', 'https://example.org/\(guid)', '\(feed)', \(unread), '\(flags)', \(deleted));
        """
    }

    @Test func `what is read or deleted there is read, and flags are stars where they are asked for`() throws
    {
        try makeCache(
            Self.schema + row("a") + row("b", unread: 1) + row("c", unread: 1, deleted: 1)
                + row("d", unread: 1, flags: "is") + row("e", flags: "x"))
        let plain = try states().given.flatMap(\.states)
        #expect(plain.map(\.key) == ["a", "c", "e"].map { ItemKey(guid: $0) })
        #expect(plain.allSatisfy { $0.state == ItemState(readAt: start) })
        let starred = try states(starring: "sx").given.flatMap(\.states)
        #expect(
            starred.map(\.state) == [
                ItemState(readAt: start), ItemState(readAt: start), ItemState(starredAt: start),
                ItemState(readAt: start, starredAt: start),
            ])
        #expect(try NewsboatCache(reading: path).count(starring: "sx") == 4)
    }

    @Test func `states come feed by feed, and what cannot be moved is counted`() throws {
        try makeCache(
            Self.schema + row("a", feed: "https://two.example/") + row("b", feed: "https://one.example/")
                + row("c", feed: "exec:~/feed.sh") + row("d", feed: "file:///tmp/feed") + row("")
                + row("e", feed: "https://two.example/"))
        let (given, unmovable) = try states()
        #expect(given.map { $0.addresses[0].text } == ["https://one.example/", "https://two.example/"])
        #expect(given.map(\.states.count) == [1, 2])
        #expect(unmovable == 3)
    }

    @Test func `a large cache is given in pieces`() throws {
        try makeCache(
            Self.schema + """
                INSERT INTO rss_item (guid, title, url, feedurl, unread)
                WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 5500)
                SELECT 'g' || n, 't', '', 'https://example.org/feed', 0 FROM numbers;
                """)
        let given = try states().given
        #expect(given.map(\.states.count).reduce(0, +) == 5_500)
        #expect(given.allSatisfy { $0.states.count <= 1_000 })
        #expect(Set(given.flatMap(\.states).map(\.key)).count == 5_500)
    }

    @Test func `a cache of newsbeuter, without flags and deletions, is read too`() throws {
        try makeCache(
            """
            CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid TEXT, title TEXT, url TEXT, feedurl TEXT, unread INTEGER);
            INSERT INTO rss_item VALUES (1, 'a', 't', '', 'https://example.org/feed', 0);
            """)
        #expect(try states(starring: "s").given.flatMap(\.states).count == 1)
    }

    @Test func `it is read while newsboat has it open, and left as it was`() throws {
        let newsboat = try makeCache(Self.schema + row("a"))
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        try newsboat.inDatabase { db in
            try db.execute(sql: "BEGIN; SELECT * FROM rss_item")
            #expect(try states().given.count == 1)
            try db.execute(sql: "COMMIT")
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        #expect(try folder.contents == ["cache.db"])
    }

    @Test(arguments: [
        "CREATE TABLE rss_feed (rssurl TEXT)",
        "CREATE VIEW rss_item AS SELECT 1 AS guid, 2 AS title, 3 AS url, 4 AS feedurl, 0 AS unread",
        """
        CREATE TABLE rss_item (guid, url, feedurl, unread, title AS (printf('%.*c', 900000000, 'x')))
        """,
    ])
    func `a database that is not newsboat's is refused`(sql: String) throws {
        try makeCache(sql)
        #expect(throws: StoreError.foreign(path: path, reason: "it is a database, but not newsboat's cache"))
        {
            try NewsboatCache(reading: path)
        }
    }

    @Test func `damage is told, and odd values are no harm`() throws {
        try makeCache(
            Self.schema + """
                INSERT INTO rss_item (guid, title, url, feedurl, unread) VALUES
                    (x'FF00FE', 7, 1.5, 'https://example.org/feed', 'no'), (1, 2, 3, 4, 0),
                    (zeroblob(9000), '', '', 'https://example.org/feed', 0);
                """)
        let (given, unmovable) = try states()
        #expect(given.isEmpty)
        #expect(unmovable == 1)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for place in 4_096..<bytes.count { bytes[place] = 0xA5 }
        try bytes.write(to: URL(fileURLWithPath: path))
        let fault = #expect(throws: StoreError.self) { try states() }
        guard case .foreign? = fault else {
            Issue.record("damage was told as \(String(describing: fault))")
            return
        }
    }
}
