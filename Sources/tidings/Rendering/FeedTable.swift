import FeedModel
import FoundationEssentials

/// The subscribed feeds as text.
struct FeedTable {
    let feeds: [Feed]
    let now: Date
    /// The declarations in force, for the lines to change where a declared feed has moved.
    let declared: [DeclaredSubscription]

    /// For a person.
    func lines(width: Int) -> [String] {
        var table = Table([
            Table.Column("id", .right, widest: 6, style: .cyan),
            Table.Column("unread", .right, widest: 7, isDispensable: true),
            Table.Column("total", .right, widest: 7, isDispensable: true),
            Table.Column("news", .right, widest: 10, isDispensable: true, style: .dim),
            Table.Column("next poll", .right, widest: 10, isDispensable: true, style: .dim),
            Table.Column("feed", widest: 30, narrowest: 12, style: .green),
            Table.Column("health", widest: nil),
        ])
        for feed in feeds {
            table.add([
                "\(feed.id.rawValue)", "\(feed.unread)", "\(feed.total)",
                feed.lastNews.map { Age.short(of: $0, at: now) } ?? "-",
                feed.nextPoll.map { Age.phrase(of: $0, at: now) } ?? "-", feed.title, health(of: feed),
            ])
        }
        return table.takeLines(width: width)
    }

    /// For programs: number, unread, total, last news, next poll, health, title, address, message.
    func tabSeparatedLines() -> [String] {
        feeds.map { feed in
            TabSeparated.line([
                "\(feed.id.rawValue)", "\(feed.unread)", "\(feed.total)",
                feed.lastNews.map(Timestamp.text) ?? "", feed.nextPoll.map(Timestamp.text) ?? "",
                feed.health.state.rawValue, feed.title, feed.address.shown,
                feed.health.message ?? remarks(on: feed).joined(separator: "; "),
            ])
        }
    }

    private func health(of feed: Feed) -> String {
        let word = feed.health.state == .letGo ? "let go" : feed.health.state.rawValue
        guard let message = feed.health.message else {
            return (feed.isExpired ? remarks(on: feed) : [word] + remarks(on: feed)).joined(separator: "; ")
        }
        // Trouble of the last minute needs no date.
        let since = feed.health.since.flatMap { date in
            now.timeIntervalSince(date) < 60 ? nil : Age.phrase(of: date, at: now)
        }
        return "\(word): \(message)" + (since.map { ", since \($0)" } ?? "")
    }

    /// What there is to know of a feed that is well.
    private func remarks(on feed: Feed) -> [String] {
        let end = feed.isExpired ? "ended: its publisher says that nothing will follow" : nil
        let other = feed.leadsTo.map { "leads to feed \($0.rawValue), which you have" }
        return [end, other, moved(feed)].compactMap(\.self)
    }

    /// Where a declared feed has moved to, and where to say so.
    private func moved(_ feed: Feed) -> String? {
        guard let former = feed.subscribedAs, case .declared(let file)? = feed.origin else { return nil }
        let line = declared.first { $0.subscription.address == former }.map { "line \($0.line) of " } ?? ""
        return "moved to \(feed.address.redacted): change \(line)\(file)"
    }
}
