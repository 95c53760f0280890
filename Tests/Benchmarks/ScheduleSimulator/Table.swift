import ScheduleSimulation

/// Prints plays as rows of a table.
enum Table {
    static func printHead() {
        print(row("rule", ["requests/day", "hits %", "mean", "p90", "p99", "most/day"]))
    }

    static func printRow(_ name: String, _ play: Play) {
        let late = play.delays(at: [0.9, 0.99])
        print(
            row(
                name,
                [
                    text(play.requestsPerDay, digits: 2), text(play.hitRate * 100, digits: 1),
                    text(play.meanDelay, digits: 3), text(late[0], digits: 2), text(late[1], digits: 2),
                    "\(play.mostInADay)",
                ]))
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
