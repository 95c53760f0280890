import FeedModel
import FeedStorage
import FoundationEssentials
import Synchronization

/// Moves onto feeds that were being polled themselves: two that are always due together would else never become one
/// (`polling.md` B67).
final class WaitingMoves: Sendable {
    private let moves = Mutex<[FeedID: FeedMove]>([:])

    /// Takes note of a poll, after it was remembered.
    func note(_ update: FeedUpdate, _ receipt: UpdateReceipt) {
        moves.withLock { $0[update.feed] = receipt.move == nil ? update.move : nil }
    }

    /// Does those that have nothing more to wait for; gives what came of each. What could not be done waits on.
    func proceed(in store: FeedStore, at now: Date) async -> [FeedID: Result<UpdateReceipt.Move, StoreError>]
    {
        var done: [FeedID: Result<UpdateReceipt.Move, StoreError>] = [:]
        for (feed, move) in moves.withLock({ $0 }) {
            do throws(StoreError) {
                guard let moved = try await store.move(feed, by: move, at: now) else { continue }
                done[feed] = .success(moved)
            } catch .unknownFeed {
                // It was forgotten, and its move with it.
            } catch {
                done[feed] = .failure(error)
                continue
            }
            moves.withLock { if $0[feed] == move { $0[feed] = nil } }
        }
        return done
    }
}
