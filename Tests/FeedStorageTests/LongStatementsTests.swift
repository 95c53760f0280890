import GRDB
import Synchronization
import Testing

@testable import FeedStorage

@Suite struct LongStatementsTests {
    private static let long = """
        WITH RECURSIVE number(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM number WHERE value < ?)
        SELECT count(*) FROM number
        """

    private func count(to end: Int, in db: Database) throws -> Int? {
        try Int.fetchOne(db, sql: Self.long, arguments: [end])
    }

    @Test func `a statement that takes long is told of while it lasts, and none after it`() throws {
        let calls = Calls()
        try DatabaseQueue().writeWithoutTransaction { db in
            let counted = try LongStatements.telling({ calls.note(isFirst: $0) }, in: db) {
                let few = try count(to: 1_000, in: db)
                let before = calls.count
                return (few, before, try count(to: 3_000_000, in: db))
            }
            #expect(counted == (1_000, 0, 3_000_000))
            let told = calls.count
            #expect(told > 0)
            #expect(calls.firsts == 1)
            let again = try count(to: 3_000_000, in: db)
            #expect(again == 3_000_000)
            #expect(calls.count == told)
        }
    }
}

private final class Calls: Sendable {
    private let state = Mutex((count: 0, firsts: 0))

    var count: Int { state.withLock { $0.count } }
    var firsts: Int { state.withLock { $0.firsts } }

    func note(isFirst: Bool) {
        state.withLock { state in
            state.count += 1
            if isFirst { state.firsts += 1 }
        }
    }
}
