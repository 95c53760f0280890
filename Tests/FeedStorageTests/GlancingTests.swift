import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// What a shell may do to a database while somebody types: nothing but read.
@Suite struct GlancingTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `where there is no database, none is made`() throws {
        #expect(FeedStore.glance(at: folder.database)?.path == nil)
        #expect(try folder.contents.isEmpty)
    }

    @Test func `names and tags are read, and nothing can be written`() throws {
        let lock = try PollerLock(guarding: folder.database)
        let store = try FeedStore.open(at: folder.database, holding: lock)
        let moment = Date(timeIntervalSince1970: 1_790_000_000)
        for (address, title, tags) in [
            ("https://b.example/", "Beta", ["x", "news"]), ("https://a.example/", nil, ["news"]),
        ]
            as [(String, String?, [String])]
        {
            _ = try store.subscribe(
                Subscription(address: FeedAddress(address), origin: .reader, title: title, tags: tags),
                at: moment)
        }
        let glance = try #require(FeedStore.glance(at: folder.database))
        #expect(try glance.feedNames().map(\.title) == ["Beta", "https://a.example/"])
        #expect(try glance.tags() == ["news", "x"])
        #expect(throws: StoreError.self) {
            try glance.subscribe(
                Subscription(address: FeedAddress("https://c.example/"), origin: .reader), at: moment)
        }
    }

    @Test func `an older database is left as it is`() throws {
        do {
            let lock = try PollerLock(guarding: folder.database)
            _ = try FeedStore.open(at: folder.database, holding: lock)
        }
        let queue = try DatabaseQueue(path: folder.database)
        try queue.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA user_version = \(Migrations.newest - 1)")
        }
        #expect(FeedStore.glance(at: folder.database)?.path == nil)
        #expect(try queue.read { try Migrations.version(of: $0) } == Migrations.newest - 1)
    }
}
