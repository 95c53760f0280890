import FeedParsing

/// Columns of text, as wide as the window; in a pipe, fields between tabs, without a header.
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
        let style: Style?

        init(_ title: String, _ alignment: Alignment = .left, widest: Int?, style: Style? = nil) {
            self.title = title
            self.alignment = alignment
            self.widest = widest
            self.style = style
        }
    }

    let columns: [Column]
    /// A row's cells, one a column.
    private(set) var rows: [[String]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    mutating func add(_ cells: [String]) {
        rows.append(cells.map(SafeText.line))
    }

    /// The table for a person, without the header where `hasHeader` is false.
    func lines(width: Int, hasHeader: Bool) -> [String] {
        let widths = columnWidths(in: width, hasHeader: hasHeader)
        var lines: [String] = []
        if hasHeader { lines.append(Style.dim(line(columns.map(\.title), widths: widths, isStyled: false))) }
        for row in rows { lines.append(line(row, widths: widths, isStyled: true)) }
        return lines
    }

    private func columnWidths(in width: Int, hasHeader: Bool) -> [Int] {
        var widths = columns.indices.map { index in
            let widest = rows.reduce(hasHeader ? TerminalWidth.width(of: columns[index].title) : 0) {
                max($0, TerminalWidth.width(of: $1[index]))
            }
            return min(widest, columns[index].widest ?? widest)
        }
        guard let flexible = columns.firstIndex(where: { $0.widest == nil }) else { return widths }
        let others = widths.enumerated().reduce(0) { $0 + ($1.offset == flexible ? 0 : $1.element) }
        widths[flexible] = max(10, min(widths[flexible], width - others - 2 * (columns.count - 1)))
        return widths
    }

    private func line(_ cells: [String], widths: [Int], isStyled: Bool) -> String {
        var parts: [String] = []
        for (index, cell) in cells.enumerated() {
            let shown = TerminalWidth.truncated(cell, to: widths[index])
            let gap = String(repeating: " ", count: max(0, widths[index] - TerminalWidth.width(of: shown)))
            let styled = isStyled ? columns[index].style.map { $0(shown) } ?? shown : shown
            switch columns[index].alignment {
            case .right: parts.append(gap + styled)
            case .left: parts.append(index == cells.count - 1 ? styled : styled + gap)
            }
        }
        return parts.joined(separator: "  ")
    }
}

/// Fields between tabs, for programs.
enum TabSeparated {
    static func line(_ fields: [String]) -> String {
        fields.map(SafeText.line).joined(separator: "\t")
    }
}
