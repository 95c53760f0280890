import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// The index of words is in step with the items, whatever becomes of them.
@Suite struct SearchIndexTests {
    private let store: FeedStore
    private let feed: FeedID

    init() throws {
        store = try FeedStore.inMemory()
        feed = try store.feed()
    }

    private func found(_ words: String) throws -> [Int64] {
        try store.reading { db in
            try Int64.fetchAll(
                db, sql: "SELECT rowid FROM itemSearch WHERE itemSearch MATCH ? ORDER BY rowid",
                arguments: [words])
        }
    }

    /// Each token that the index holds, and in how many items.
    private func tokens() async throws -> [String: Int] {
        try await store.writing { db in
            try db.execute(
                sql:
                    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, itemSearch, row)"
            )
            let rows = try Row.fetchAll(db, sql: "SELECT term, doc FROM vocabulary")
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as String, $0[1] as Int) })
        }
    }

    private func sample(_ name: String, title: String? = nil, text: String) -> ParsedItem {
        var item = Sample.item(name, title: title, text: text)
        item.content.authors = [
            Person(name: "Zoë\nMüller", email: "z@example.org"), Person(email: "a@example.org"),
        ]
        item.content.tags = ["Space\noperas", "naïve art"]
        item.content.summary = "Wholly other words"
        return item
    }

    @Test func `a new item is found by title, author, tag, summary and text`() async throws {
        try await store.store([sample("a", title: "Überraschung", text: "<p>Ein <b>F</b>uchs</p>")], in: feed)
        for words in [
            "uberraschung", "title: uberraschung", "muller", "author: zoe", "wholly", "fuchs", "body: fuchs",
        ] {
            #expect(try found(words) == [1], "\(words)")
        }
        let tag = try #require(SearchText.tagToken("space operas"))
        #expect(try found("tag: \"\(tag)\"") == [1])
        #expect(try found("title: fuchs").isEmpty)
    }

    @Test func `an item that says something else is found by its new words alone`() async throws {
        try await store.store([sample("a", text: "<p>before</p>")], in: feed)
        let change = FeedChanges.RevisedItem(id: ItemID(1), item: sample("a", text: "<p>after</p>"))
        _ = try await store.apply(Sample.update(of: feed, Sample.changes(revised: [change])))
        #expect(try found("before").isEmpty)
        #expect(try found("after") == [1])
        #expect(try await tokens()["after"] == 1)
    }

    /// A part of the index is left by each write, and a search looks into all of them.
    @Test func `parts of the index are joined, however little each write brings`() async throws {
        let writes = 2_000
        let most = try await store.writing { db in
            var most = 0
            for number in 1...writes {
                try db.inSavepoint {
                    try SearchWriting.insert(
                        SearchText(of: Sample.item("a", text: "<p>common word\(number)</p>").content),
                        for: ItemID(Int64(number)), in: db)
                    return .commit
                }
                let parts = try Int.fetchOne(db, sql: "SELECT count(DISTINCT segid) FROM itemSearch_idx")
                most = max(most, parts ?? 0)
            }
            return most
        }
        // As many as are joined at once, and some larger ones.
        #expect((256...300).contains(most))
        #expect(try found("common").count == writes)
        #expect(try found("word1999") == [1_999])
    }

    @Test func `nothing is left of purged items`() async throws {
        let long = "<p>" + Sample.prose(words: 200) + "</p>"
        try await store.store([sample("a", text: long), sample("b", text: "<p>言語処理</p>")], in: feed)
        #expect(try await tokens().count > 200)
        #expect(try await store.purge([ItemID(1), ItemID(2)]) == 2)
        #expect(try await tokens().isEmpty)
    }

    @Test func `items that are one after a merger are found once`() async throws {
        let other = try store.feed("https://example.org/other")
        try await store.store([sample("a", text: "<p>one</p>")], in: feed)
        try await store.store([sample("a", text: "<p>one</p>")], in: other)
        try await store.writing { db in
            try FeedMerging(loser: other, survivor: feed, now: start).merge(in: db)
        }
        #expect(try found("one") == [1])
        #expect(try await tokens()["one"] == 1)
    }

    @Test func `a database of before is indexed, and its texts are packed`() async throws {
        let long = "<p>" + String(repeating: "ancient words ", count: 100) + "</p>"
        let queue = try DatabaseQueue()
        let schema = try String(
            contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appending(path: "Schemas/schema-4.sql"), encoding: .utf8)
        try await queue.writeWithoutTransaction { db in
            try db.execute(sql: schema + "PRAGMA user_version = 4")
            try db.execute(
                sql: """
                    INSERT INTO feed (id, address, host, nextPollSetAt) VALUES (1, 'https://a.example/', 'a.example', 0);
                    INSERT INTO item (id, feedID, itemKey, digest, title, authors, tags, received, date)
                    VALUES (7, 1, 'k', zeroblob(32), 'Märchen', 'Jürgen', 'old', 1, 1);
                    UPDATE feedCount SET total = 1, unread = 1;
                    INSERT INTO itemState (feedID, itemKey, readAt) VALUES (1, 'k', 5);
                    """)
            try db.execute(sql: "INSERT INTO itemContent (itemID, html) VALUES (7, ?)", arguments: [long])
            try db.execute(
                sql: """
                    INSERT INTO revision (itemID, replacedAt, title, authors, tags, html)
                    SELECT 7, 1, 'Before', '', '', html FROM itemContent
                    """)
            try Migrations.migrate(db)
        }
        let migrated = FeedStore(queue, path: "")
        let item = try #require(try migrated.item(ItemID(7)))
        #expect(item.content.html == long)
        #expect(item.summary.state.isRead)
        #expect(
            try migrated.texts(
                "SELECT typeof(html) FROM itemContent UNION ALL SELECT typeof(html) FROM revision")
                == ["blob", "blob"])
        for words in ["ancient", "title: marchen", "author: jurgen"] {
            #expect(
                try migrated.texts("SELECT rowid FROM itemSearch WHERE itemSearch MATCH '\(words)'") == ["7"])
        }
        // What was indexed then can be taken out now, to the last word.
        _ = try await migrated.purge([ItemID(7)])
        let left = try await migrated.writing { db in
            try db.execute(sql: "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, itemSearch, row)")
            return try Int.fetchOne(db, sql: "SELECT count(*) FROM vocabulary")
        }
        #expect(left == 0)
    }
}

extension FeedStore {
    fileprivate func texts(_ sql: String) throws -> [String] {
        try reading { db in try String.fetchAll(db, sql: sql) }
    }
}
