import FeedModel
import FeedParsing

/// What `tidings parse` prints for people: the feed in a few lines, its items one a line, and what was wrong.
struct ParsedFeedSummary {
    let text: String

    init(of feed: ParsedFeed) {
        var lines = ["\(feed.format.rawValue), \(feed.encoding), \(Self.counted(feed.items.count, "item"))"]
        if !feed.title.isEmpty { lines.append("title  " + Self.safe(feed.title)) }
        if let page = feed.homePage { lines.append("page   " + Self.safe(page.text)) }
        if let address = feed.feedLink { lines.append("feed   " + Self.safe(address.text)) }
        if !feed.items.isEmpty { lines.append("") }
        lines += feed.items.map(Self.line)
        if !feed.problems.isEmpty { lines.append("") }
        lines += feed.problems.map { problem in
            let place = problem.line.map { "line \($0): " } ?? ""
            return place + "\(Self.safe(problem.message)) (\(problem.code.rawValue))"
        }
        text = lines.joined(separator: "\n")
    }

    private static func line(of item: ParsedItem) -> String {
        let date = (item.published ?? item.updated).map { FeedDate.text(of: $0).prefix(10) } ?? "          "
        let title = item.content.title.isEmpty ? item.id : item.content.title
        return "\(date)  \(safe(title))"
    }

    private static func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }

    /// `text` without the control characters and bidirectional overrides with which a feed could write to a terminal.
    private static func safe(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case ..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: result.append(" ")
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
