import FeedModel
import FoundationEssentials
import TestSupport

@testable import FeedUpdating

extension TimeSource {
    /// Stopped time, which stood at `start` when it was made.
    init(_ time: StoppedTime, from start: Date) {
        self.init(
            now: { start.addingTimeInterval(time.elapsed.inSeconds) },
            elapsed: { time.elapsed },
            sleep: { duration throws(CancellationError) in
                do {
                    try await time.sleep(duration)
                } catch {
                    throw CancellationError()
                }
            })
    }
}
