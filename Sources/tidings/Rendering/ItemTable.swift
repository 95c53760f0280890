import FeedModel
import FoundationEssentials

/// A list of items as text.
struct ItemTable {
    let items: [ItemSummary]
    let now: Date
    let grouping: Grouping

    enum Grouping: String, CaseIterable {
        case none
        case feed
        case day
    }

    /// For a person: a table as wide as the window, with a heading a group.
    func lines(width: Int) -> [String] {
        guard grouping != .none else {
            return table(of: items, showsFeed: true).lines(width: width, hasHeader: true)
        }
        var lines: [String] = []
        for group in groups() {
            if !lines.isEmpty { lines.append("") }
            lines.append(Style.bold(SafeText.line(group.heading)))
            lines += table(of: group.items, showsFeed: grouping != .feed).lines(
                width: width, hasHeader: false)
        }
        return lines
    }

    /// For a person, without headings: rows that are added to others.
    func rows(width: Int) -> [String] {
        table(of: items, showsFeed: true).lines(width: width, hasHeader: false)
    }

    /// For programs: number, date (RFC 3339, UTC), state (`unread` or `read`), star (`*` or nothing), feed, title, link.
    static func tabSeparatedLine(of item: ItemSummary) -> String {
        TabSeparated.line(fields(of: item))
    }

    static func fields(of item: ItemSummary) -> [String] {
        [
            "\(item.id.rawValue)", Timestamp.text(item.date), item.state.isRead ? "read" : "unread",
            item.state.isStarred ? "*" : "", item.feed.title, item.title, item.link?.text ?? "",
        ]
    }

    private func table(of items: [ItemSummary], showsFeed: Bool) -> Table {
        var columns = [
            Table.Column("id", .right, widest: 12, style: .cyan),
            Table.Column("", widest: 1, style: .yellow),
            Table.Column("age", .right, widest: 10, style: .dim),
        ]
        if showsFeed { columns.append(Table.Column("feed", widest: 20, style: .green)) }
        columns.append(Table.Column("title", widest: nil))
        var table = Table(columns)
        for item in items {
            var cells = ["\(item.id.rawValue)", mark(of: item), Age.short(of: item.date, at: now)]
            if showsFeed {
                cells.append(([item.feed] + item.alsoIn).map(\.title).joined(separator: ", "))
            }
            cells.append(title(of: item))
            table.add(cells)
        }
        return table
    }

    private func mark(of item: ItemSummary) -> String {
        item.state.isStarred ? "*" : item.state.isRead ? " " : "•"
    }

    private func title(of item: ItemSummary) -> String {
        item.title.isEmpty ? item.link?.text ?? "(untitled)" : item.title
    }

    private func groups() -> [(heading: String, items: [ItemSummary])] {
        var groups: [(heading: String, items: [ItemSummary])] = []
        for item in items {
            let heading = grouping == .feed ? item.feed.title : Terminal.localTime(of: item.date).isoDay
            if groups.last?.heading == heading {
                groups[groups.count - 1].items.append(item)
            } else {
                groups.append((heading, [item]))
            }
        }
        return groups
    }
}

/// Moments for programs: RFC 3339 in UTC, to the second.
enum Timestamp {
    static func text(_ date: Date) -> String {
        date.formatted(.iso8601)
    }

    /// Nil for a text that `text(_:)` never gave.
    static func date(_ text: String) -> Date? {
        try? Date(text, strategy: .iso8601)
    }
}
