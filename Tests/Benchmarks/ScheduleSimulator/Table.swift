import ScheduleSimulation

/// Prints plays as rows of a table.
enum Table {
    static func printHead() {
        print(row("rule", ["requests/day", "hits %", "mean", "p90", "p99", "most/day"]))
    }

    /// Prints the means of several plays, and the most of all of them.
    static func printRow(_ name: String, _ plays: [Play]) {
        let cells = [
            text(plays.mean(of: \.requestsPerDay), digits: 2),
            text(plays.mean(of: { $0.hitRate * 100 }), digits: 1),
            text(plays.mean(of: \.meanDelay), digits: 3),
            text(plays.mean(of: { $0.delay(at: 0.9) }), digits: 2),
            text(plays.mean(of: { $0.delay(at: 0.99) }), digits: 2),
            "\(plays.map(\.mostInADay).max() ?? 0)",
        ]
        print(row(name, cells))
    }

    /// A number with so many digits after its point.
    static func text(_ value: Double, digits: Int) -> String {
        let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
        let whole = Int((value * scale).rounded())
        let fraction = String(whole % Int(scale))
        return "\(whole / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    private static func row(_ name: String, _ cells: [String]) -> String {
        cells.reduce(padded(name, to: 26, isLeft: true)) { $0 + padded($1, to: 14, isLeft: false) }
    }

    private static func padded(_ text: String, to width: Int, isLeft: Bool) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return isLeft ? text + space : space + text
    }
}

extension [Play] {
    /// The mean of a figure over all plays.
    func mean(of figure: (Play) -> Double) -> Double {
        isEmpty ? 0 : map(figure).reduce(0, +) / Double(count)
    }
}
