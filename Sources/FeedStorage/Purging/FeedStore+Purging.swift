package import FeedModel
package import FoundationEssentials
import GRDB

/// An item that may go, and why.
package struct PurgeableItem: Hashable, Sendable {
    package let item: ItemSummary
    package let reason: PurgeReason
}

/// What a purge did.
package struct PurgeReceipt: Hashable, Sendable {
    package fileprivate(set) var items = 0
    package fileprivate(set) var records = PurgedRecords()
    /// What the disk got back.
    package fileprivate(set) var freed = ByteCount(bytes: 0)

    package var isEmpty: Bool { items == 0 && records == PurgedRecords() }
}

/// How many old records go.
package struct PurgedRecords: Hashable, Sendable {
    package fileprivate(set) var polls = 0
    /// Operations that can be undone until then.
    package fileprivate(set) var operations = 0
}

extension FeedStore {
    /// The items that `purge(by:at:pausing:)` would delete, feed by feed, newest first.
    package func purgeable(by policy: RetentionPolicy, at now: Date) throws(StoreError) -> [PurgeableItem] {
        try reading { db in
            let reader = PurgeReader(policy: policy, now: now)
            var summaries = try SummaryReader(db)
            return try reader.candidates(in: db).flatMap { candidate in
                try reader.plan(for: candidate, in: db).items.compactMap { item in
                    try summaries.item(item.id).map {
                        PurgeableItem(item: $0, reason: item.reason)
                    }
                }
            }
        }
    }

    /// How many old records `purge(by:at:pausing:)` would delete.
    package func purgeableRecords(by policy: RetentionPolicy, at now: Date) throws(StoreError)
        -> PurgedRecords
    {
        try reading { db in
            var records = PurgedRecords()
            records.polls = try count("poll WHERE polledAt", before: now.before(by: policy.polls), db)
            records.operations = try count(
                "operation WHERE at", before: now.before(by: RetentionPolicy.operations), db)
            return records
        }
    }

    private func count(_ table: String, before moment: Date, _ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table) < ?", arguments: [moment.column]) ?? 0
    }

    /// Deletes the items that may go and records that are old, and gives their room back to the disk.
    ///
    /// What the reader did to an item stays; what its feed still carries does not come back. The work is done in writes
    /// of a few milliseconds, and an item that was starred or marked unread meanwhile stays. A cancelled task ends after
    /// the write that it is at.
    /// - Parameter pausing: waits a moment between two writes, so that another process gets its turn.
    package func purge(
        by policy: RetentionPolicy, at now: Date, pausing: @Sendable () async -> Void
    ) async throws(StoreError) -> PurgeReceipt {
        var receipt = PurgeReceipt()
        let reader = PurgeReader(policy: policy, now: now)
        for candidate in try await reading({ db in try reader.candidates(in: db) }) {
            guard !Task.isCancelled else { break }
            let plan = try await reading { db in try reader.plan(for: candidate, in: db) }
            receipt.items += try await purge(plan, by: reader, pausing: pausing)
        }
        receipt.records.polls = try await forgetPolls(
            before: now.before(by: policy.polls), pausing: pausing)
        receipt.records.operations = try await forgetOperations(
            before: now.before(by: RetentionPolicy.operations))
        if try await isLarge(receipt.items) { try await sweepSearch(pausing: pausing) }
        if !receipt.isEmpty { receipt.freed = try await giveBackFreePages(pausing: pausing) }
        return receipt
    }

    /// Items of one write: each takes its content, its words and its keys along.
    private static let itemsAtOnce = 10
    private static let rowsOfItem = 8

    private func purge(
        _ plan: PurgeReader.Plan, by reader: PurgeReader, pausing: @Sendable () async -> Void
    ) async throws(StoreError) -> Int {
        var purged = 0
        var rest = plan.items.map(\.id)[...]
        while !rest.isEmpty, !Task.isCancelled {
            try await settleSearch(pausing: pausing)
            let part = rest.prefix(Self.itemsAtOnce)
            rest = rest.dropFirst(part.count)
            purged += try await writing(rows: part.count * Self.rowsOfItem) { db in
                try part.count { item in
                    try reader.mayGo(item, by: plan, in: db) && PurgedRecord.purge(item, in: db)
                }
            }
            await pausing()
        }
        return purged
    }

    /// Whether so many items were purged that writing their words out of the index is worth its while; those of fewer go
    /// bit by bit, with what is stored later.
    private func isLarge(_ purged: Int) async throws(StoreError) -> Bool {
        guard purged > 0 else { return false }
        let left = try await reading { try Int.fetchOne($0, sql: "SELECT total(total) FROM feedCount") ?? 0 }
        return purged * 4 >= left
    }

    /// Deletes the records of polls that ended before a moment; they were written one after another, so that only the
    /// first of them need be looked at.
    private func forgetPolls(
        before moment: Date, pausing: @Sendable () async -> Void
    ) async throws(StoreError) -> Int {
        var forgotten = 0
        while !Task.isCancelled {
            let count = try await writing(rows: Self.pollsAtOnce) { db in
                try db.execute(
                    sql: """
                        DELETE FROM poll WHERE polledAt < ? AND id IN (SELECT id FROM poll ORDER BY id LIMIT ?)
                        """, arguments: [moment.column, Self.pollsAtOnce])
                return db.changesCount
            }
            guard count > 0 else { break }
            forgotten += count
            await pausing()
        }
        return forgotten
    }

    private static let pollsAtOnce = 500
}

extension Date {
    fileprivate func before(by duration: Duration) -> Date {
        addingTimeInterval(-duration.inSeconds)
    }
}
