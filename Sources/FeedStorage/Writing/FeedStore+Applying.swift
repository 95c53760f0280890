package import FeedModel
package import FoundationEssentials
import GRDB

extension FeedStore {
    /// Remembers that these feeds are about to be asked, before they are: however often the poller is killed, no server
    /// is asked twice for one due poll (`polling.md` B105).
    ///
    /// - Parameter until: when a feed is due again if no outcome follows, the shortest pause away; a feed that was
    ///   not due before then, since its server wished so, stays as it was.
    package func noteAttempts(on feeds: [FeedID], at now: Date, until next: Date) async throws(StoreError) {
        try await writing(words: .untouched) { db in
            let statement = try db.cachedStatement(
                sql: """
                    UPDATE feed SET attemptedAt = ?1, nextPollSetAt = ?1, nextPoll = max(nextPoll, ?2) WHERE id = ?3
                    """)
            for feed in feeds {
                try statement.execute(arguments: [now.column, next.column, feed.rawValue])
            }
        }
    }

    /// Remembers all that one poll learned, in one transaction, though the task be cancelled.
    ///
    /// - Throws: `.unknownFeed` for a feed that is not stored; `.full`, `.damaged`, `.busy` and the like.
    package func apply(_ update: FeedUpdate) async throws(StoreError) -> UpdateReceipt {
        let writing = UpdateWriting(update, joinsTwins: joinsTwins)
        switch writing.words {
        case .left:
            return try await writes.write(rows: writing.rows) { db in try writing.writeWithoutWords(in: db) }
        case .untouched, .changed:
            return try await self.writing(rows: writing.rows, words: writing.words) { db in
                try writing.write(in: db)
            }
        }
    }

    /// Does a move that had to wait, since the feed at its end was being polled itself.
    ///
    /// - Returns: what became of it; nil where it has to wait still.
    /// - Throws: `.unknownFeed` for a feed that is not stored any more.
    package func move(
        _ feed: FeedID, by move: FeedMove, at now: Date
    ) async throws(StoreError) -> UpdateReceipt.Move? {
        try await writing { db in try MoveWriting(feed: feed, move: move, now: now).write(in: db)?.move }
    }
}
