import FeedModel
import FoundationEssentials

/// The last day as `tidings status` shows it: a line for each four hours, counted back from now.
struct DayTable {
    /// An hour each; those without a poll may be missing.
    let tallies: [PollTally]
    let now: Date

    private static let hoursInPart = 4

    /// No line where nothing was polled.
    var lines: [String] {
        guard !tallies.isEmpty else { return [] }
        var table = Table([
            .init("last day", widest: 20), .init("polls", .right, widest: 9),
            .init("unchanged", .right, widest: 9), .init("new items", .right, widest: 9),
            .init("failed", .right, widest: 9),
        ])
        for (index, part) in parts.enumerated() {
            let from = index * Self.hoursInPart
            table.add(
                ["\(from)-\(from + Self.hoursInPart)h ago"]
                    + [part.polls, part.unchanged, part.new, part.failed].map { "\($0)" })
        }
        return table.takeLines(width: 80)
    }

    /// The latest first.
    private var parts: [PollTally] {
        var parts = (0..<(24 / Self.hoursInPart)).map { index in
            PollTally(from: now.addingTimeInterval(-3_600 * Double((index + 1) * Self.hoursInPart)))
        }
        for tally in tallies {
            // Half an hour into its hour, so that no rounding puts it into the neighbour's.
            let age = now.timeIntervalSince(tally.from) - 1_800
            let part = Int(age / 3_600) / Self.hoursInPart
            if parts.indices.contains(part) { parts[part] += tally }
        }
        return parts
    }
}
