import FeedModel
import FeedParsing
import FoundationEssentials

/// A list of items for a person, in lines that come while the items do.
struct ItemTable {
    enum Grouping {
        case none
        case feed
        case day
    }

    private let grouping: Grouping
    private let now: Date
    private let width: Int
    private var table: Table
    /// The heading that the last items stand below.
    private var heading: String?

    init(grouping: Grouping = .none, hasHeader: Bool = true, now: Date, width: Int) {
        self.grouping = grouping
        self.now = now
        self.width = width
        table = Self.table(showsFeed: true, hasHeader: hasHeader)
    }

    /// The lines of these items, which follow those that were given before.
    mutating func takeLines(of items: [ItemSummary]) -> [String] {
        var lines: [String] = []
        for item in items {
            if let next = heading(of: item), next != heading {
                lines += heading == nil ? [] : table.takeLines(width: width) + [""]
                lines.append(Style.bold(SafeText.line(next)))
                table = Self.table(showsFeed: grouping != .feed, hasHeader: false)
                heading = next
            }
            table.add(cells(of: item), leadingTo: item.link?.text)
        }
        return lines + table.takeLines(width: width)
    }

    private static func table(showsFeed: Bool, hasHeader: Bool) -> Table {
        var columns = [
            Table.Column("id", .right, widest: 12, style: .cyan),
            Table.Column("", widest: 1, style: .yellow),
            Table.Column("age", .right, widest: 10, isDispensable: true, style: .dim),
        ]
        if showsFeed {
            columns.append(
                Table.Column("feed", widest: 20, narrowest: 8, isDispensable: true, style: .green))
        }
        columns.append(Table.Column("title", widest: nil))
        return Table(columns, hasHeader: hasHeader)
    }

    private func cells(of item: ItemSummary) -> [String] {
        var cells = ["\(item.id.rawValue)", mark(of: item), Age.short(of: item.date, at: now)]
        if grouping != .feed {
            cells.append(([item.feed] + item.alsoIn).map(\.title).joined(separator: ", "))
        }
        cells.append(item.title.isEmpty ? item.link?.text ?? "(untitled)" : item.title)
        return cells
    }

    private func mark(of item: ItemSummary) -> String {
        item.state.isStarred ? "*" : item.state.isRead ? " " : "•"
    }

    private func heading(of item: ItemSummary) -> String? {
        switch grouping {
        case .none: nil
        case .feed: item.feed.title
        case .day: Terminal.localTime(of: item.date).isoDay
        }
    }
}

/// Items for programs: number, date (RFC 3339, UTC), state (`unread` or `read`), star (`*` or nothing), feed, title, link.
enum ItemFields {
    static func tabSeparatedLine(of item: ItemSummary) -> String {
        TabSeparated.line(fields(of: item))
    }

    static func fields(of item: ItemSummary) -> [String] {
        [
            "\(item.id.rawValue)", Timestamp.text(item.date), item.state.isRead ? "read" : "unread",
            item.state.isStarred ? "*" : "", item.feed.title, item.title, item.link?.text ?? "",
        ]
    }
}

/// Moments for programs: RFC 3339 in UTC, to the second.
enum Timestamp {
    static func text(_ date: Date) -> String {
        FeedDate.text(of: date)
    }

    /// Nil for a text that `text(_:)` never gave.
    static func date(_ text: String) -> Date? {
        try? Date(text, strategy: .iso8601)
    }
}
