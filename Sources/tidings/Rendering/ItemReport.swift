import FeedModel
import FeedParsing
import FoundationEssentials

/// What `tidings why` says of an item.
struct ItemReport {
    let account: ItemAccount
    let now: Date

    private var item: ItemSummary { account.item }

    /// For a person: where it comes from, as what it is known, what became of it.
    func lines() -> [String] {
        var facts = Facts(measure: ArticleText.measure)
        facts.add("first seen", moment(item.received))
        facts.add("sorted by", ItemReason.date(of: account, at: now))
        if let leftAt = account.leftAt {
            facts.add("left", "\(moment(leftAt)): since then its feed carries it no more")
        }
        if !account.isSubscribed {
            facts.add(
                "feed", "nobody subscribes to it any more, so that only list --all and its number lead here")
        }
        addKeys(to: &facts)
        addRevisions(to: &facts)
        addState(to: &facts)
        addTwins(to: &facts)
        for move in account.moves {
            let text =
                move.isMerger
                ? "its feed and \(move.former.shown) became one" : "its feed left \(move.former.shown)"
            facts.add(
                move.isMerger ? "merged" : "moved", "\(moment(move.at)): \(text) (\(move.cause.words))")
        }
        return head + facts.lines
    }

    private var head: [String] {
        let title = SafeText.line(item.title.isEmpty ? "(untitled)" : item.title)
        var lines = TerminalLines.wrapped(title, columns: ArticleText.measure).map { Style.bold($0) }
        lines.append(
            Style.dim(
                "item \(item.id.rawValue) · \(SafeText.line(item.feed.title)) (feed \(item.feed.id.rawValue))"
            ))
        if let link = item.link { lines.append(Style.cyan(SafeText.line(link.text))) }
        return lines
    }

    private func addKeys(to facts: inout Facts) {
        facts.add("known by", ItemReason.key(account.key))
        for learned in account.learnedKeys {
            facts.add(
                "and by",
                "\(ItemReason.key(learned.key)), since \(moment(learned.at)): \(ItemReason.text(of: learned.evidence))"
            )
        }
    }

    private func addRevisions(to facts: inout Facts) {
        for revision in account.revisions {
            facts.add("revised", "\(moment(revision.at)): \(ItemReason.change(revision.parts))")
        }
        if !account.revisions.isEmpty {
            facts.add("", "tidings diff \(item.id.rawValue) --all shows what changed")
        }
    }

    private func addState(to facts: inout Facts) {
        facts.add("state", ItemReason.reading(of: account, at: now))
        if let starredAt = item.state.starredAt { facts.add("", "starred \(moment(starredAt))") }
    }

    private func addTwins(to facts: inout Facts) {
        for (index, twin) in account.twins.enumerated() {
            facts.add(
                index == 0 ? "twins" : "",
                "item \(twin.id.rawValue) in \(twin.feed.title) (feed \(twin.feed.id.rawValue)), first seen \(moment(twin.received))"
                    + ItemReason.place(of: twin, in: account))
        }
    }

    private func moment(_ date: Date) -> String {
        Age.moment(date, at: now)
    }
}

/// For programs.
extension ItemReport {
    var object: JSONValue {
        .object([
            "item": ItemJSON.object(item, with: nil),
            "subscribed": .bool(account.isSubscribed),
            "left": account.leftAt.map { .string(Timestamp.text($0)) },
            "sorted_by": .object([
                "date": .string(Timestamp.text(item.date)), "rule": .string(account.dateRule.rawValue),
            ]),
            "key": Self.object(account.key),
            "learned_keys": .array(account.learnedKeys.map(object)),
            "revisions": .array(account.revisions.map(object)),
            "revised_turns_unread": .bool(account.revisedTurnsUnread),
            "state": .object([
                "rule": .string(account.reading.rawValue),
                "read_at": item.state.readAt.map { .string(Timestamp.text($0)) },
                "starred_at": item.state.starredAt.map { .string(Timestamp.text($0)) },
            ]),
            "twins": .array(account.twins.map(object)),
            "moves": .array(account.moves.map(WhyReport.object)),
        ])
    }

    /// A key's kind and, where it has one that says something to others, its value.
    static func object(_ key: ItemKey) -> JSONValue {
        let (kind, value): (String, String?) =
            switch key.kind {
            case .guid(let id): ("guid", id)
            case .link(let normalised): ("link", normalised)
            case .digest: ("digest", nil)
            case .handedOn: ("handed-on", nil)
            }
        return .object([
            "kind": .string(kind), "value": value.map(JSONValue.string), "shared": .bool(key.repeated != nil),
        ])
    }

    /// Parts in their usual order.
    static func list(_ parts: Set<ItemRevision.Part>) -> JSONValue {
        .list(ItemRevision.Part.allCases.filter(parts.contains).map(\.rawValue))
    }

    private func object(_ learned: ItemAccount.LearnedKey) -> JSONValue {
        .object([
            "key": Self.object(learned.key),
            "at": .string(Timestamp.text(learned.at)),
            "evidence": .string(learned.evidence.rawValue),
            "text": .string(ItemReason.text(of: learned.evidence)),
        ])
    }

    private func object(_ revision: ItemRevision) -> JSONValue {
        .object(["at": .string(Timestamp.text(revision.at)), "changed": Self.list(revision.parts)])
    }

    private func object(_ twin: ItemAccount.Twin) -> JSONValue {
        .object([
            "id": .integer(twin.id.rawValue),
            "feed": ItemJSON.object(twin.feed),
            "received": .string(Timestamp.text(twin.received)),
            "own_site": .bool(twin.isOfOwnSite),
            "subscribed": .bool(twin.isSubscribed),
            "shown": .bool(twin == account.shown),
        ])
    }
}
