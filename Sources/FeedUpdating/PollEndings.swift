import FeedModel
import FeedStorage
import Synchronization

/// What became of a poll; boxed, since each has room for it from its start on.
indirect enum PollEnding: Sendable {
    case remembered(UpdateReceipt, FeedUpdate)
    case calledOff
    case lost(StoreError)
    /// Of a poll that had ended: what was counted against its feed could not be taken back.
    case notTakenBack(StoreError)
}

/// Polls that have ended and that the round has not taken note of yet: it is called once for all that come until it
/// looks, since to be woken, and to look what may begin, costs more than a poll's end.
final class PollEndings: Sendable {
    /// Brings something when there are endings where there were none.
    let calls: AsyncStream<Void>
    private let caller: AsyncStream<Void>.Continuation
    private let waiting = Mutex<[(DueFeed, PollEnding)]>([])

    init() {
        (calls, caller) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Leaves an ending and calls the round.
    func post(_ ending: PollEnding, of due: DueFeed) {
        leave(ending, of: due)?()
    }

    /// Leaves an ending.
    ///
    /// - Returns: what calls the round, where it has not been called yet.
    func leave(_ ending: PollEnding, of due: DueFeed) -> (@Sendable () -> Void)? {
        let isFirst = waiting.withLock { waiting in
            waiting.append((due, ending))
            return waiting.count == 1
        }
        guard isFirst else { return nil }
        return { [caller] in caller.yield() }
    }

    /// Those that have come, in the order of coming.
    func take() -> [(DueFeed, PollEnding)] {
        waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}
