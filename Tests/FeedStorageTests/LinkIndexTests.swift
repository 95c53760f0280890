import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// Links are found by numbers that have neighbours in common (`LinkNumber`), as they were not before the eighth schema.
@Suite struct LinkIndexTests {
    private static let old = """
        INSERT INTO feed (id, address, host, nextPollSetAt) VALUES (1, 'https://a.example/', 'a.example', 0);
        INSERT INTO item (id, feedID, itemKey, digest, title, link, linkHash, authors, tags, received, date) VALUES
            (7, 1, 'k', zeroblob(32), 'Now', 'http://a.example/now/', :now, '', '', 1, 1),
            (8, 1, 'l', zeroblob(32), 'Bare', NULL, NULL, '', '', 1, 1);
        INSERT INTO itemContent (itemID) VALUES (7), (8);
        INSERT INTO formerTrait VALUES (1, 'link', :before, 7), (1, 'title', :before, 8);
        INSERT INTO purgedItem (feedID, itemKey, itemID, linkHash) VALUES (1, 'm', 9, :gone);
        """

    private let now = Link("https://a.example/now")
    private let before = Link("https://a.example/before")
    private let gone = Link("https://a.example/gone")

    private func former(_ link: Link) -> Int64 {
        TextHash.hash(of: link.normalised.utf8)
    }

    private func migrated() throws -> FeedStore {
        let queue = try DatabaseQueue()
        let schema = try String(
            contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appending(path: "Schemas/schema-7.sql"), encoding: .utf8)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: schema + "PRAGMA user_version = 7")
            try db.execute(
                sql: Self.old,
                arguments: ["now": former(now), "before": former(before), "gone": former(gone)])
            try Migrations.migrate(db)
        }
        return FeedStore(queue, path: "")
    }

    @Test func `an item of before is found by its link`() throws {
        #expect(try migrated().itemIDs(for: now) == [ItemID(7)])
    }

    @Test func `what an item of before once bore is found`() throws {
        let feed = FeedID(1)
        let bearers = try migrated().reading { db in
            try [
                TraitSQL.bearers(of: .link(LinkNumber(of: now)), in: feed, db),
                TraitSQL.bearers(of: .link(LinkNumber(of: before)), in: feed, db),
                TraitSQL.bearers(of: .title(former(before)), in: feed, db),
                TraitSQL.bearers(of: .link(LinkNumber(of: gone)), in: feed, db),
            ]
        }
        #expect(bearers == [[ItemID(7)], [ItemID(7)], [ItemID(8)], []])
    }

    @Test func `an item that was purged before is known by its link`() throws {
        let purged = try migrated().reading { db in try PurgedRecord.items(of: FeedID(1), in: db) }
        guard case .purged(let traits)? = purged.first?.trace else {
            Issue.record("\(purged)")
            return
        }
        #expect(traits.link == LinkNumber(of: gone))
    }

    @Test func `a link that changes is borne no longer, and is found as former`() async throws {
        let store = try FeedStore.inMemory()
        let feed = try store.feed()
        try await store.store([Sample.item("a", link: before.text)], in: feed)
        let id = try #require(try store.itemIDs(for: before).first)
        try await store.writing { [now] db in
            try ItemRecord(Sample.item("a", link: now.text), packer: TextPacker()).rewrite(id, in: db)
        }
        #expect(try store.itemIDs(for: before).isEmpty)
        #expect(try store.itemIDs(for: now) == [id])
        let bearers = try await store.reading { [before] db in
            try TraitSQL.bearers(of: .link(LinkNumber(of: before)), in: feed, db)
        }
        #expect(bearers == [id])
    }
}
