import FeedModel
import FoundationEssentials

/// The rule that set a poll's successor, in words.
enum PollReason {
    /// - Parameters:
    ///   - next: what was decided.
    ///   - at: when it was decided.
    ///   - failures: failed polls in a row by then.
    ///   - policy: for the bounds that the rhythm met.
    static func text(of next: NextPoll, decided at: Date, failures: Int, policy: SchedulePolicy) -> String {
        let pause = Age.length(next.pause)
        let wait = next.at.map { Age.length(.seconds(max(0, $0.timeIntervalSince(at)))) } ?? ""
        // Polls that an older version noted have no pause.
        let isKnown = next.pause > .zero || policy.shortestPause == .zero
        return switch next.rule {
        case .adaptive: isKnown ? rhythm(next.pause, policy) : "asked again after \(wait)"
        case .fixed: isKnown ? "your own interval of \(pause)" : "your own interval"
        case .freshness: "the server says that its answer holds for \(wait)"
        case .hint: "the feed asks for \(wait) (ttl or update period)"
        case .skipped: "the feed wishes not to be asked in the hours or days before (skipHours, skipDays)"
        case .expired: "its publisher says that nothing will follow, so once in \(wait)"
        case .backoff: failures > 1 ? "\(failures) failures in a row, so \(wait)" : "it failed, so \(wait)"
        case .rest: "the server asked for rest, \(wait) in all"
        case .offline: "this machine had no network; asked as soon as it is back"
        case .moved: "it has moved and is asked at its new address"
        case .recent: "its document was asked for lately under another address"
        case .goneUnconfirmed: "it says it is gone (410); asked once more in a day"
        case .gone: "it said twice, a day apart, that it is gone (410): polled no more"
        }
    }

    private static func rhythm(_ pause: Duration, _ policy: SchedulePolicy) -> String {
        let length = Age.length(pause)
        if pause <= policy.shortestPause { return "its rhythm is quick; \(length) is the shortest pause" }
        if pause >= policy.longestPause { return "its rhythm is slow; \(length) is the longest pause" }
        return "by its own rhythm, \(length)"
    }
}
