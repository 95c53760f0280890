import FeedParsing

/// Columns of text, never wider than the window.
///
/// Rows may come in portions, each of which is laid out when it is there: columns grow wider then, never narrower.
struct Table {
    struct Column {
        enum Alignment {
            case left
            case right
        }

        let title: String
        let alignment: Alignment
        /// How wide it may become at most; nil: the one column that takes what is left.
        let widest: Int?
        /// How narrow it may be made for the column that takes what is left; nil: it keeps its width.
        let narrowest: Int?
        /// Whether it is left out where the window is too narrow for all; of several the last goes first.
        let isDispensable: Bool
        let style: Style?

        init(
            _ title: String, _ alignment: Alignment = .left, widest: Int?, narrowest: Int? = nil,
            isDispensable: Bool = false, style: Style? = nil
        ) {
            self.title = title
            self.alignment = alignment
            self.widest = widest
            self.narrowest = narrowest
            self.isDispensable = isDispensable
            self.style = style
        }
    }

    private struct Row {
        /// One a column.
        let cells: [String]
        /// Where the column that takes what is left leads to.
        let address: String?
    }

    private let columns: [Column]
    private let flexible: Int?
    /// Rows that are not laid out yet.
    private var rows: [Row] = []
    /// The widest cell of each column until now.
    private var widest: [Int]
    private var wantsHeader: Bool

    init(_ columns: [Column], hasHeader: Bool = true) {
        self.columns = columns
        flexible = columns.firstIndex { $0.widest == nil }
        wantsHeader = hasHeader
        widest = columns.map { hasHeader ? TerminalWidth.width(of: $0.title) : 0 }
    }

    /// - Parameter address: where a click on the row leads, in a terminal that knows links.
    mutating func add(_ cells: [String], leadingTo address: String? = nil) {
        let cells = cells.map(SafeText.line)
        for (index, cell) in cells.enumerated() {
            widest[index] = max(widest[index], TerminalWidth.width(of: cell))
        }
        rows.append(Row(cells: cells, address: address))
    }

    /// The rows added since the last call as lines, below the header the first time.
    mutating func takeLines(width: Int) -> [String] {
        let widths = columnWidths(in: width)
        var lines: [String] = []
        if wantsHeader {
            let header = Row(cells: columns.map(\.title), address: nil)
            lines.append(Style.dim(line(header, widths: widths, isStyled: false)))
            wantsHeader = false
        }
        for row in rows { lines.append(line(row, widths: widths, isStyled: true)) }
        rows.removeAll()
        return lines
    }

    /// How wide each column is; nil: left out.
    private func columnWidths(in window: Int) -> [Int?] {
        var widths = columns.indices.map { Int?(min(widest[$0], columns[$0].widest ?? widest[$0])) }
        guard let flexible else { return widths }
        let wanted = min(widest[flexible], max(window / 3, Self.readable))
        func room() -> Int {
            let others = widths.indices.filter { $0 != flexible }.compactMap { widths[$0] }
            return window - others.reduce(0) { $0 + $1 + Self.gap.count }
        }
        for (index, column) in columns.enumerated() where room() < wanted {
            guard let narrowest = column.narrowest, let width = widths[index] else { continue }
            widths[index] = max(min(width, narrowest), width - (wanted - room()))
        }
        for (index, column) in columns.enumerated().reversed() where column.isDispensable {
            if room() < wanted { widths[index] = nil }
        }
        // A window that is narrower still: the widest gives way, so that a row has a line of its own.
        while room() < 1 {
            let others = widths.indices.filter { $0 != flexible && widths[$0] ?? 0 > 1 }
            guard let index = others.max(by: { widths[$0] ?? 0 < widths[$1] ?? 0 }) else { break }
            widths[index] = max(1, (widths[index] ?? 0) - (1 - room()))
        }
        widths[flexible] = max(1, min(widest[flexible], room()))
        return widths
    }

    /// The columns that a text needs to be told by its beginning.
    private static let readable = 20
    private static let gap = "  "

    private func line(_ row: Row, widths: [Int?], isStyled: Bool) -> String {
        var parts: [String] = []
        let last = widths.lastIndex { $0 != nil }
        for (index, cell) in row.cells.enumerated() {
            guard let width = widths[index] else { continue }
            let shown = TerminalWidth.truncated(cell, to: width)
            let space = String(repeating: " ", count: max(0, width - TerminalWidth.width(of: shown)))
            var styled = isStyled ? columns[index].style.map { $0(shown) } ?? shown : shown
            if index == flexible { styled = Hyperlink.text(styled, to: row.address) }
            switch columns[index].alignment {
            case .right: parts.append(space + styled)
            case .left: parts.append(index == last ? styled : styled + space)
            }
        }
        return parts.joined(separator: Self.gap)
    }
}

/// Fields between tabs, for programs.
enum TabSeparated {
    static func line(_ fields: [String]) -> String {
        var line = ""
        for (index, field) in fields.enumerated() {
            if index > 0 { line += "\t" }
            line += SafeText.line(field)
        }
        return line
    }
}
