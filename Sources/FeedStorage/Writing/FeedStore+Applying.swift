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
        clockWatch.note(now)
        try await writing(rows: max(1, feeds.count), words: .untouched) { db in
            try AttemptRecord.insert(feeds, at: now, until: next, in: db)
        }
    }

    /// Remembers all that one poll learned, in one transaction, though the task be cancelled.
    ///
    /// - Throws: `.unknownFeed` for a feed that is not stored; `.full`, `.damaged`, `.busy` and the like.
    package func apply(_ update: FeedUpdate) async throws(StoreError) -> UpdateReceipt {
        let result: Result<UpdateReceipt, StoreError> = await withCheckedContinuation { continuation in
            apply(update) {
                continuation.resume(returning: $0)
                return nil
            }
        }
        return try result.get()
    }

    /// Has it remembered likewise, and waits for nothing.
    ///
    /// - Parameter tell: is called on the writer's thread, which it is not to keep; what it returns is called when all have
    ///   been told whose writes went into one transaction.
    package func apply(
        _ update: FeedUpdate,
        telling tell: @escaping @Sendable (Result<UpdateReceipt, StoreError>) -> (@Sendable () -> Void)?
    ) {
        clockWatch.note(update.polledAt)
        let writing = UpdateWriting(update, joinsTwins: joinsTwins)
        let words = writing.words
        writes.post(
            rows: writing.rows, words: words,
            { db in
                words == .left
                    ? try writing.writeWithoutWords(in: db) : (try writing.write(in: db), [])
            }, telling: tell)
    }

    /// Returns when all that was asked for before has been written, or could not be.
    package func finishWriting() async {
        await writes.finish()
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
