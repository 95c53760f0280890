import FeedUpdating
import FoundationEssentials

/// The line that `systemctl status` shows of the daemon, in words.
enum ServiceStatus {
    /// - Parameter note: what an administrator should see before all else, such as a faulty configuration.
    static func line(of progress: RoundProgress, note: String?) -> String {
        var parts = [now(progress)]
        if let round = progress.lastRound, progress.activity == .resting {
            parts.append("last round: " + words(round))
        }
        if progress.total.polled > 0 { parts.append("since the start: " + words(progress.total)) }
        if let note { parts.insert(note, at: 0) }
        return parts.joined(separator: "; ")
    }

    private static func now(_ progress: RoundProgress) -> String {
        switch progress.activity {
        case .polling: "Polling: \(progress.inFlight) under way, \(progress.waiting) waiting"
        case .resting:
            progress.nextPoll.map { "Resting until \(moment($0))" } ?? "Resting; no poll is planned"
        case .offline: "No network: polling rests, but for a try each minute"
        case .full: "No room on the disk: polling rests until there is some"
        }
    }

    private static func words(_ report: RoundReport) -> String {
        let polls = report.polled == 1 ? "1 poll" : "\(report.polled) polls"
        let items = report.new == 1 ? "1 new item" : "\(report.new) new items"
        return report.failed == 0 ? "\(polls), \(items)" : "\(polls), \(report.failed) failed, \(items)"
    }

    /// In UTC: the service manager shows the line for hours, to people in any zone.
    private static func moment(_ date: Date) -> String {
        let text = date.formatted(.iso8601)
        return text.prefix(10) + " " + text.dropFirst(11).prefix(5) + " UTC"
    }
}
