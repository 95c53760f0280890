import FeedParsing

/// How far a long work is, as a line that fits a window, however narrow.
struct ProgressText: Hashable {
    /// What is done, as a person says it: `Polling`.
    let work: String
    /// Of which `of` are all; nil where nobody can say.
    let done: Int
    let all: Int?

    /// The columns of the longest bar: beyond it, a bar says no more.
    private static let longestBar = 40

    /// `Polling [######----]  6 of 10`; without the bar, or without words, where the window is narrow. One column stays
    /// empty: a terminal that is full goes on to the next line.
    func line(width: Int) -> String {
        let room = width - 1
        guard let all, all > 0 else { return fitting(["\(work): \(done)", "\(done)"], in: room) }
        let done = min(max(0, done), all)
        let count = "\(done) of \(all)"
        let words = "\(work) []  \(count)"
        let bar = min(Self.longestBar, room - TerminalWidth.width(of: words))
        if bar >= 8 {
            let full = bar * done / all
            let marks = String(repeating: "#", count: full) + String(repeating: "-", count: bar - full)
            return "\(work) [\(marks)]  \(count)"
        }
        return fitting(["\(work) \(count)", count, "\(done)/\(all)", "\(done * 100 / all)%"], in: room)
    }

    private func fitting(_ lines: [String], in room: Int) -> String {
        lines.first { TerminalWidth.width(of: $0) <= room } ?? ""
    }
}
