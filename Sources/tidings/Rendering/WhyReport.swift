import FeedModel
import FeedParsing
import FoundationEssentials

/// What `tidings why` says of a feed.
struct WhyReport {
    let account: FeedAccount
    /// The feeds that are named by the web page which its address turned out to be.
    let found: [FoundLink]
    let policy: SchedulePolicy
    let now: Date

    /// For a person: what is to come and why, then the last polls, the newest first.
    func lines(width: Int) -> [String] {
        let facts = [("next poll", next)] + wishes + roads + offers
        var lines = [
            Style.bold(SafeText.line(account.feed.title)) + " (feed \(account.feed.id.rawValue))",
            SafeText.line(account.feed.address.shown),
        ]
        for (name, text) in facts {
            let gap = String(repeating: " ", count: max(1, 11 - name.count))
            lines.append(name + gap + SafeText.line(text))
        }
        guard !account.polls.isEmpty else { return lines }
        var polls = table
        return lines + [""] + polls.takeLines(width: width)
    }

    var object: JSONValue {
        .object([
            "feed": FeedJSON.object(account.feed),
            "subscribed_as": .list(account.subscribedAs.map(\.shown)),
            "reason": account.polls.first.map {
                .object(["rule": .string($0.next.rule.rawValue), "text": .string(reason($0))])
            },
            "posts_per_day": account.history.rate.map { .number($0.perDay(at: now)) },
            "usual_pause": .integer(usualPause.components.seconds),
            "server_freshness": account.history.lifetime.map { .integer($0.components.seconds) },
            "host_rests_until": account.hostRest.map { .string(Timestamp.text($0.until)) },
            "wished": account.wishedAt.map { .string(Timestamp.text($0)) },
            "candidate": account.history.candidate.map(candidate),
            "found": .array(found.map(offer)),
            "moves": .array(account.moves.map(Self.object)),
            "polls": .array(account.polls.map(poll)),
        ])
    }

    private var usualPause: Duration {
        UpdateSchedule(policy: policy).usualPause(history: account.history, at: now)
    }

    /// When the next poll comes, and what keeps it from coming sooner.
    private var next: String {
        guard account.feed.origin != nil else { return "none: nobody subscribes to it any more" }
        if account.feed.health.state == .paused {
            return "none: you paused it; tidings resume \(account.feed.id.rawValue)"
        }
        if let rest = account.hostRest, let date = account.feed.nextPoll, rest.until > date {
            let end = Terminal.localTime(of: rest.until).isoMinute
            return "\(Age.phrase(of: rest.until, at: now)): its host rests until \(end) (\(rest.host))"
        }
        guard let last = account.polls.first else { return "due now, for the first time" }
        let reason = PollReason.text(
            of: last.next, decided: last.at, failures: last.failures, policy: policy)
        guard let date = account.feed.nextPoll else { return "none: \(reason)" }
        return date <= now ? "due now" : "\(time(date)): \(reason)"
    }

    /// What the feed, its server and the reader wish.
    private var wishes: [(String, String)] {
        var wishes: [(String, String)] = []
        if let rate = account.history.rate {
            wishes.append(
                (
                    "rhythm",
                    "\(Self.frequency(rate.perDay(at: now))); by itself it is asked every \(Age.length(usualPause))"
                ))
        }
        if let lifetime = account.history.lifetime {
            wishes.append(("server", "its answers hold for \(Age.length(lifetime))"))
        }
        let hints = Self.text(of: account.history.hints)
        if !hints.isEmpty { wishes.append(("feed", hints)) }
        if let wishedAt = account.wishedAt {
            wishes.append(
                (
                    "refresh",
                    "you wished for one \(Age.phrase(of: wishedAt, at: now)); it comes \(Age.length(policy.refreshPause)) after the last poll, and not while a server rests"
                ))
        }
        return wishes
    }

    /// Where it has moved, and where it may be moving.
    private var roads: [(String, String)] {
        var roads = account.subscribedAs.map { ("known as", $0.shown) }
        let known = account.feed.leadsTo.map { " (feed \($0.rawValue), which you have)" } ?? ""
        if let candidate = account.history.candidate {
            roads.append(
                (
                    "redirect",
                    "leads to \(candidate.target.withoutUser.text)\(known) for good, say \(candidate.seen) polls since \(Terminal.localTime(of: candidate.since).isoDay); believed after 5 over a week"
                ))
        }
        for move in account.moves {
            roads.append(
                (
                    move.isMerger ? "merged" : "moved",
                    "\(Terminal.localTime(of: move.at).isoDay) from \(move.former.shown) (\(move.cause.words))"
                ))
        }
        return roads
    }

    /// What the reader may have meant by the address of a web page.
    private var offers: [(String, String)] {
        found.map { ("names", [$0.link.text, $0.title].compactMap(\.self).joined(separator: "  ")) }
            + (found.isEmpty ? [] : [("", "tidings add one of these")])
    }

    private func time(_ date: Date) -> String {
        "\(Age.phrase(of: date, at: now)) (\(Terminal.localTime(of: date).isoMinute))"
    }

    private static func frequency(_ perDay: Double) -> String {
        func rounded(_ value: Double) -> String {
            value < 10 ? "\((value * 10).rounded() / 10)" : "\(Int(value.rounded()))"
        }
        if perDay >= 1 { return "about \(rounded(perDay)) posts a day" }
        if perDay * 7 >= 1 { return "about \(rounded(perDay * 7)) posts a week" }
        return "about \(rounded(perDay * 30)) posts a month"
    }

    private static func text(of hints: UpdateHints) -> String {
        var parts: [String] = []
        if let ttl = hints.ttlMinutes { parts.append("asks for \(ttl) minutes between polls (ttl)") }
        if let period = hints.updatePeriodMinutes {
            parts.append("says it is updated every \(period) minutes")
        }
        if !hints.skipHours.isEmpty {
            parts.append("skips the hours \(hints.skipHours.map(String.init).joined(separator: ", ")) (UTC)")
        }
        if !hints.skipDays.isEmpty { parts.append("skips \(hints.skipDays.joined(separator: ", "))") }
        return parts.joined(separator: "; ")
    }
}

/// The polls.
extension WhyReport {
    private var table: Table {
        var table = Table([
            Table.Column("polled", widest: 16, style: .dim),
            Table.Column("answer", widest: 36, narrowest: 12),
            Table.Column("bytes", .right, widest: 9, isDispensable: true),
            Table.Column("new", .right, widest: 6, isDispensable: true, style: .green),
            Table.Column("what set the next one", widest: nil),
        ])
        for poll in account.polls {
            table.add([
                Terminal.localTime(of: poll.at).isoMinute, answer(poll), "\(poll.wireBytes)", "\(poll.new)",
                reason(poll),
            ])
        }
        return table
    }

    private func answer(_ poll: PollSummary) -> String {
        let words =
            switch poll.outcome {
            case .notModified: "nothing new"
            case .unchanged: "the same document"
            case .changed: "a document"
            case .gone: "gone"
            case .shared: "leads to another of your feeds"
            case .failed: poll.message ?? "failed"
            }
        return poll.status.map { "\($0) \(words)" } ?? words
    }

    private func reason(_ poll: PollSummary) -> String {
        PollReason.text(of: poll.next, decided: poll.at, failures: poll.failures, policy: policy)
    }

    private func poll(_ poll: PollSummary) -> JSONValue {
        .object([
            "at": .string(Timestamp.text(poll.at)),
            "outcome": .string(poll.outcome.rawValue),
            "failure": poll.failureCode.map(JSONValue.string),
            "message": poll.message.map(JSONValue.string),
            "status": poll.status.map { .integer(Int64($0)) },
            "url": poll.finalURL.map { .string($0.withoutUser.text) },
            "requests": .integer(poll.requests),
            "bytes": .integer(poll.wireBytes),
            "new": .integer(poll.new),
            "revised": .integer(poll.revised),
            "next_poll": poll.next.at.map { .string(Timestamp.text($0)) },
            "pause": .integer(poll.next.pause.components.seconds),
            "rule": .string(poll.next.rule.rawValue),
            "reason": .string(reason(poll)),
        ])
    }

    private func offer(_ found: FoundLink) -> JSONValue {
        .object(["url": .string(found.link.text), "title": found.title.map(JSONValue.string)])
    }

    private func candidate(_ candidate: MoveCandidate) -> JSONValue {
        .object([
            "url": .string(candidate.target.withoutUser.text),
            "seen": .integer(candidate.seen),
            "since": .string(Timestamp.text(candidate.since)),
        ])
    }

    static func object(_ move: FeedAccount.Move) -> JSONValue {
        .object([
            "at": .string(Timestamp.text(move.at)),
            "from": .string(move.former.shown),
            "to": .string(move.address.shown),
            "cause": .string(move.cause.rawValue),
            "merged": .bool(move.isMerger),
        ])
    }
}

extension FeedMove.Cause {
    var words: String {
        switch self {
        case .permanent: "a permanent redirect, seen long enough"
        case .secure: "the same address by https"
        case .dead: "a permanent redirect, and then nobody there any more"
        case .discovered: "the one feed of that page"
        }
    }
}
