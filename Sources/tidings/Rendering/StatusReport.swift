import FeedModel
import FeedParsing
import FeedStorage
import FoundationEssentials

/// What `tidings status` says, and with which status it ends.
struct StatusReport {
    let status: StoreStatus
    /// What the last 24 hours brought, by hour.
    let lastDay: [PollTally]
    let database: String
    /// When the daemon last gave a sign of life; nil where it has no socket to give one by.
    let lastSign: Date?
    let now: Date

    /// A daemon that has had something to do for so long and has done nothing makes no progress.
    private static let patience = 900.0

    /// Nor does one that gave no sign for so long: each minute it has to give one, unless it hangs or is stopped.
    private static let silence = 180.0

    /// How the daemon does, by its name in JSON.
    private enum Daemon: String {
        case none, polling, stuck, full
    }

    var ending: ExitStatus {
        switch condition {
        case .none: .unavailable
        case .stuck, .full: .busy
        case .polling: .done
        }
    }

    var lines: [String] {
        var lines = ["daemon    \(daemon)"]
        lines.append("feeds     \(feeds)")
        lines.append("items     \(status.unread) unread, \(status.starred) starred, \(status.total) in all")
        lines.append("last poll \(status.lastPoll.map { Age.phrase(of: $0, at: now) } ?? "never")")
        lines.append("next poll \(nextPoll)")
        if status.wishes > 0 {
            let wait = status.wishes == 1 ? "1 feed waits" : "\(status.wishes) feeds wait"
            lines.append("wishes    \(wait) to be refreshed")
        }
        lines.append("database  \(SafeText.line(database)), \(size)")
        let day = DayTable(tallies: lastDay, now: now).lines
        return lines + (day.isEmpty ? [] : [""]) + day
    }

    var object: JSONValue {
        .object([
            "daemon": .string(condition.rawValue),
            "pid": hasDaemon ? status.poller?.process.map { .integer($0) } : nil,
            "feeds": .object(
                [JSONValue.Member("total", .integer(status.feeds))]
                    + FeedHealth.State.allCases.compactMap { state in
                        status.states[state].map { JSONValue.Member(state.rawValue, .integer($0)) }
                    }),
            "unread": .integer(status.unread),
            "starred": .integer(status.starred),
            "total": .integer(status.total),
            "last_poll": status.lastPoll.map { .string(Timestamp.text($0)) },
            "next_poll": status.nextPoll.map { .string(Timestamp.text($0)) },
            "wishes": .integer(status.wishes),
            "last_day": .array(
                lastDay.map { tally in
                    .object([
                        "from": .string(Timestamp.text(tally.from)),
                        "polls": .integer(tally.polls),
                        "unchanged": .integer(tally.unchanged),
                        "new": .integer(tally.new),
                        "failed": .integer(tally.failed),
                    ])
                }),
            "database": .object([
                "path": .string(database), "size_in_bytes": .integer(status.size.bytes),
            ]),
        ])
    }

    /// Whether somebody polls who goes on with it.
    var hasDaemon: Bool { condition != .none }

    private var condition: Daemon {
        guard let poller = status.poller, poller.isDaemon else { return .none }
        // One that has just been started gave no signs; those of an earlier one mean nothing.
        if poller.standing != nil, let lastSign, now.timeIntervalSince(lastSign) > Self.silence {
            return .stuck
        }
        if poller.standing == .full || (poller.standing != nil && status.isDiskFull) { return .full }
        return isOverdue ? .stuck : .polling
    }

    private var isOverdue: Bool {
        guard let next = status.nextPoll, now.timeIntervalSince(next) > Self.patience else { return false }
        return status.lastPoll.map { now.timeIntervalSince($0) > Self.patience } ?? true
    }

    private var daemon: String {
        let process = status.poller?.process.map { " (process \($0))" } ?? ""
        return switch condition {
        case .none where status.poller != nil:
            "none polls; another poller is at work\(process), and ends by itself"
        case .none: "none polls; systemctl start tidingsd, or run tidingsd"
        case .polling: "polls" + process
        case .stuck: "makes no progress" + process
        case .full: "polls nothing until there is room on the disk" + process
        }
    }

    private var feeds: String {
        let troubled = FeedHealth.State.allCases
            .filter { $0 != .well && $0 != .letGo }
            .compactMap { state in status.states[state].map { "\($0) \(state.rawValue)" } }
        return (["\(status.feeds)"] + (troubled.isEmpty ? [] : [troubled.joined(separator: ", ")]))
            .joined(separator: ": ")
    }

    private var nextPoll: String {
        guard let next = status.nextPoll else { return "none is planned" }
        return next <= now ? "due now" : Age.phrase(of: next, at: now)
    }

    private var size: String {
        let bytes = status.size.bytes
        return bytes < 10 << 20 ? "\(bytes >> 10) KB" : "\(bytes >> 20) MB"
    }
}
