import FeedModel
import FoundationEssentials

/// Why an item is as it is, in words.
enum ItemReason {
    /// Which date lists sort it by.
    static func date(of account: ItemAccount, at now: Date) -> String {
        let published = account.item.published.map { Age.moment($0, at: now) } ?? ""
        return switch account.dateRule {
        case .published: "the feed's date, \(published)"
        case .absent: "when it was first seen, since the feed gives no date"
        case .future: "when it was first seen, since the feed's date lay in the future then: \(published)"
        }
    }

    static func key(_ key: ItemKey) -> String {
        let text =
            switch key.kind {
            case .guid(let id): "its id, \(id)"
            case .link(let normalised): "its link, \(normalised)"
            case .digest: "what it says, having neither id nor link"
            case .handedOn: "its number alone, since the feed gave its key to another item"
            }
        return key.repeated == nil ? text : "\(text), with its link and title"
    }

    /// How it was recognised under another key.
    static func text(of evidence: HealingEvidence) -> String {
        switch evidence {
        case .time: "recognised by the time of publication, and by title, link or text"
        case .content: "recognised by link, title and text"
        case .reissue: "recognised by link and title; the feed gave most of its items new ids at once"
        case .host: "recognised by title, text and path; the site moved to another host"
        case .title: "recognised by its title, having neither id nor link"
        case .repetition: "other items bear the same key, so that link and title tell them apart"
        case .merger: "another feed had it too, and became one with this one"
        }
    }

    /// What a revision changed.
    static func change(_ parts: Set<ItemRevision.Part>) -> String {
        let words = ItemRevision.Part.allCases.filter(parts.contains).map { part in
            part == .targets ? "links or pictures" : part.rawValue
        }
        return words.isEmpty ? "nothing that is shown" : words.joined(separator: ", ")
    }

    /// Whether it is read, since when, and why.
    static func reading(of account: ItemAccount, at now: Date) -> String {
        let read = account.item.state.readAt.map { "read \(Age.moment($0, at: now))" } ?? "unread"
        switch account.reading {
        case .unread: return read
        case .unreadByRevision:
            return "unread; a revision turns it unread, as its subscription wishes (revised-turns-unread)"
        case .readOnArrival:
            return "\(read), as it came: the subscription wants only what is new after its first poll"
        case .readBefore:
            return account.twins.isEmpty
                ? "\(read), before it came: marks wait for an item to come back"
                : "\(read), before it came: it took the state of its twin"
        case .read:
            guard account.stayedRead else { return read }
            return
                "\(read); revised since, and still read: its subscription does not ask for revised-turns-unread"
        }
    }

    /// What lists make of a twin.
    static func place(of twin: ItemAccount.Twin, in account: ItemAccount) -> String {
        guard twin.isSubscribed else { return "; nobody subscribes to that feed any more" }
        guard twin == account.shown else { return "" }
        return twin.isOfOwnSite
            ? "; lists show this one, since its link belongs to the feed's own site"
            : "; lists show this one, since it was there first"
    }
}
