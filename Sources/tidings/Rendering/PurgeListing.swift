import FeedModel
import FeedParsing
import FeedStorage

/// The items that a purge would delete, each with its reason.
struct PurgeListing {
    let items: [PurgeableItem]

    /// Prints a table for a person; for programs number, feed, title and reason.
    func print() {
        guard !items.isEmpty else { return }
        let lines = Terminal.isInteractive ? table(width: Terminal.width) : tabSeparatedLines()
        Terminal.print(lines.joined(separator: "\n"))
    }

    /// Prints items as `list` does, with the members `why`, a sentence, and `rule`: `read`, `unread` or `per-feed`.
    func printJSON(asLines: Bool) {
        ListingJSON.print(
            items.map { purgeable in
                ItemJSON.object(purgeable.item, with: nil).adding([
                    "why": .string(RetentionReport.reason(purgeable.reason)),
                    "rule": .string(purgeable.reason.rule),
                ])
            }, asLines: asLines)
    }

    private func table(width: Int) -> [String] {
        var table = Table([
            Table.Column("id", .right, widest: 12, style: .cyan),
            Table.Column("feed", widest: 12, isDispensable: true, style: .green),
            Table.Column("title", widest: 24, narrowest: 10),
            Table.Column("why", widest: nil, style: .dim),
        ])
        for purgeable in items { table.add(cells(of: purgeable)) }
        return table.takeLines(width: width)
    }

    private func tabSeparatedLines() -> [String] {
        items.map { TabSeparated.line(cells(of: $0)) }
    }

    private func cells(of purgeable: PurgeableItem) -> [String] {
        let item = purgeable.item
        return [
            "\(item.id.rawValue)", item.feed.title, item.title,
            RetentionReport.reason(purgeable.reason),
        ]
    }
}

extension PurgeReason {
    /// The key of `[retention]` that lets the item go.
    fileprivate var rule: String {
        switch self {
        case .read: "read"
        case .unread: "unread"
        case .beyondNewest: "per-feed"
        }
    }
}

extension JSONValue {
    /// An object with these members after its own.
    fileprivate func adding(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
        guard case .object(let own) = self else { preconditionFailure("only an object has members") }
        return .object(own + members.map { Member($0, $1) })
    }
}
