import FeedUpdating
import FoundationEssentials
import Synchronization

/// Time that stands still until a test moves it; whoever waits skips ahead.
final class SkippingTime: Sendable {
    private let state: Mutex<(date: Date, elapsed: Duration)>

    init(at date: Date = Date(timeIntervalSince1970: 1_790_000_000)) {
        state = Mutex((date, .zero))
    }

    var now: Date {
        state.withLock { $0.date }
    }

    func move(by duration: Duration) {
        state.withLock { state in
            state.date = state.date.addingTimeInterval(Double(duration.components.seconds))
            state.elapsed += duration
        }
    }

    var source: TimeSource {
        TimeSource(
            now: { self.now }, elapsed: { self.state.withLock { $0.elapsed } },
            sleep: { duration throws(CancellationError) in
                if Task.isCancelled { throw CancellationError() }
                self.move(by: duration)
            })
    }
}
