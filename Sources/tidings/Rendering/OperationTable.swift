import FeedModel
import FoundationEssentials

/// What was done, as text.
struct OperationTable {
    let operations: [Operation]
    let now: Date

    /// For a person.
    func lines(width: Int) -> [String] {
        var table = Table([
            Table.Column("undo", .right, widest: 8, style: .cyan),
            Table.Column("when", .right, widest: 10, isDispensable: true, style: .dim),
            Table.Column("by", widest: 7, isDispensable: true, style: .green),
            Table.Column("undone", widest: 9, style: .dim),
            Table.Column("what", widest: nil),
        ])
        for operation in operations {
            table.add([
                "\(operation.id.rawValue)", Age.phrase(of: operation.at, at: now), who(operation),
                operation.undoneBy.map { "by \($0.rawValue)" } ?? "", OperationWords.text(of: operation),
            ])
        }
        return table.takeLines(width: width)
    }

    /// For programs: number, date (RFC 3339, UTC), `you` or `tidings`, `done` or `undone`, what in words.
    func tabSeparatedLines() -> [String] {
        operations.map { operation in
            TabSeparated.line([
                "\(operation.id.rawValue)", Timestamp.text(operation.at), who(operation),
                operation.undoneBy == nil ? "done" : "undone", OperationWords.text(of: operation),
            ])
        }
    }

    private func who(_ operation: Operation) -> String {
        operation.kind.isAutomatic ? "tidings" : "you"
    }
}
