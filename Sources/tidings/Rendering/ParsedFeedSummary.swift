import FeedModel
import FeedParsing

/// What `tidings parse` prints for people: the feed in a few lines, its items one a line, and what was wrong.
struct ParsedFeedSummary {
    let text: String

    init(of feed: ParsedFeed) {
        var lines = ["\(feed.format.rawValue), \(feed.encoding), \(Self.counted(feed.items.count, "item"))"]
        if !feed.title.isEmpty { lines.append("title  " + SafeText.line(feed.title)) }
        if let page = feed.homePage { lines.append("page   " + SafeText.line(page.text)) }
        if let address = feed.feedLink { lines.append("feed   " + SafeText.line(address.text)) }
        if !feed.items.isEmpty { lines.append("") }
        lines += feed.items.map(Self.line)
        if !feed.problems.isEmpty { lines.append("") }
        lines += feed.problems.map { problem in
            let place = problem.line.map { "line \($0): " } ?? ""
            return place + "\(SafeText.line(problem.message)) (\(problem.code.rawValue))"
        }
        text = lines.joined(separator: "\n")
    }

    private static func line(of item: ParsedItem) -> String {
        let date = (item.published ?? item.updated).map { FeedDate.text(of: $0).prefix(10) } ?? "          "
        let title = item.content.title.isEmpty ? item.id : item.content.title
        return "\(date)  \(SafeText.line(title))"
    }

    private static func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
