import FeedModel
import GRDB
import Testing

@testable import FeedStorage

/// Parts of the index of words are joined as new ones are written, and a little at a time.
@Suite struct SearchJoiningTests {
    private let store: FeedStore

    init() throws {
        store = try FeedStore.inMemory()
    }

    /// Half of its words are in each item, and half in no other.
    private func text(of item: Int, words: Int) -> String {
        (0..<words).map { $0 % 2 == 0 ? "usual\($0)" : "word\(item)x\($0)" }.joined(separator: " ")
    }

    /// Writes parts of some pages, and joins eight pages at a time after each.
    ///
    /// - Returns: how many pages one write had at most, and how many parts there were.
    private func write(parts: Int, joins: Bool, isWanted: Bool = false) async throws -> (
        pages: Int, parts: Int
    ) {
        var most = (pages: 0, parts: 0)
        var joining = SearchJoining()
        for number in 1...parts {
            let words = text(of: number, words: 1_000)
            let made = try await store.writing { [joining] db in
                var joining = joining
                let before = db.totalChangesCount
                try db.inSavepoint {
                    let item = Sample.item("a", text: words)
                    let text = SearchText(of: item.content)
                    try SearchWriting.insert(text, for: ItemID(Int64(number)), in: db)
                    joining.note(tokens: text.size)
                    return .commit
                }
                if joins { try joining.join(8...8, in: db) { isWanted } }
                return (
                    joining: joining, pages: db.totalChangesCount - before,
                    parts: try SearchWriting.parts(in: db)
                )
            }
            joining = made.joining
            most = (max(most.pages, made.pages), max(most.parts, made.parts))
        }
        return most
    }

    @Test(arguments: [false, true])
    func `no write has much more to do than another, and few parts are there, whoever wants to write`(
        isWanted: Bool
    ) async throws {
        let joined = try await write(parts: 300, joins: true, isWanted: isWanted)
        // Rows that are written and deleted, two for each page; all at once it would be 330 and more.
        #expect(joined.pages < 200)
        #expect(joined.parts <= 40)
        #expect(try await found("word1x1") == 1)
        #expect(try await found("word300x999") == 1)
    }

    @Test func `FTS5 joins what nobody joined, all at once and seldom`() async throws {
        let joined = try await write(parts: 300, joins: false)
        #expect(joined.pages > 1_000)
        #expect(joined.parts == 255)
    }

    @Test func `the more parts there are, the more is joined`() async throws {
        _ = try await write(parts: 80, joins: false)
        let parts = try await store.writing { db in
            #expect(try SearchWriting.parts(in: db) == 80)
            let counted = try Int.fetchOne(db, sql: "SELECT count(DISTINCT segid) FROM itemSearch_idx")
            #expect(counted == 80)
            var joining = SearchJoining()
            var steps = 0
            while try SearchWriting.parts(in: db) > 1, steps < 1_000 {
                joining.note(tokens: 7 * SearchJoining.tokensForPage)
                try joining.join(8...8, in: db) { false }
                steps += 1
            }
            return steps
        }
        // Some 200 pages, by 40 at once.
        #expect((2...12).contains(parts))
    }

    @Test func `what finds nothing to join is owed no more`() async throws {
        _ = try await write(parts: 14, joins: false)
        try await store.writing { db in
            var joining = SearchJoining()
            joining.note(tokens: 1_000 * SearchJoining.tokensForPage)
            try joining.join(8...8, in: db) { false }
            try SearchWriting.insert(
                SearchText(of: Sample.item("a", text: "late").content), for: ItemID(99), in: db)
            try db.inSavepoint { .commit }
            #expect(try SearchWriting.parts(in: db) == 15)
            try joining.join(8...8, in: db) { false }
            #expect(try SearchWriting.parts(in: db) == 15)
        }
    }

    @Test func `what had to wait for a reader is joined later`() async throws {
        _ = try await write(parts: 20, joins: false)
        let parts = try await store.writing { db in
            var joining = SearchJoining()
            joining.note(tokens: 20 * 8 * SearchJoining.tokensForPage)
            try joining.join(8...8, in: db) { true }
            let begun = try SearchWriting.parts(in: db)
            try joining.join(8...8, in: db) { false }
            return (begun: begun, ended: try SearchWriting.parts(in: db))
        }
        // Those that are joined, and what has become of their first words.
        #expect(parts.begun == 21)
        #expect(parts.ended == 1)
    }

    @Test func `polls that store and that revise see to it`() async throws {
        let feed = try store.feed()
        let long = (0..<40).map { number in
            Sample.item("i\(number)", text: text(of: number, words: 3_000))
        }
        for item in long { _ = try await store.store([item], in: feed) }
        let stored = try await store.reading { try SearchWriting.parts(in: $0) }
        #expect(stored < 25)
        for (number, item) in long.enumerated() {
            let item = Sample.item(item.key.text, text: text(of: 100 + number, words: 3_000))
            let change = FeedChanges.RevisedItem(id: ItemID(Int64(number + 1)), item: item)
            _ = try await store.apply(Sample.update(of: feed, Sample.changes(revised: [change])))
        }
        #expect(try await store.reading { try SearchWriting.parts(in: $0) } < 25)
        #expect(try await found("word139x5") == 1)
    }

    @Test func `what is less than a step is joined when a program ends`() async throws {
        let feed = try store.feed()
        for number in 0..<20 {
            let item = Sample.item("i\(number)", text: text(of: number, words: 100))
            _ = try await store.store([item], in: feed)
        }
        #expect(try await store.reading { try SearchWriting.parts(in: $0) } == 20)
        await store.finishWriting()
        #expect(try await store.reading { try SearchWriting.parts(in: $0) } == 1)
    }

    private func found(_ word: String) async throws -> Int {
        try await store.reading { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM itemSearch WHERE itemSearch MATCH ?", arguments: [word]) ?? 0
        }
    }
}
