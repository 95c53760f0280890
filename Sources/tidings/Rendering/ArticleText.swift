import FeedModel
import FeedParsing
import FoundationEssentials

/// An article as a person reads it in a terminal: its head, its text wrapped at a readable measure, its links numbered
/// and listed below.
struct ArticleText {
    let item: Item
    let now: Date

    /// Lines longer than this are hard to read, however wide the window.
    static let measure = min(80, max(20, Terminal.width))

    func lines() -> [String] {
        var lines = head()
        lines.append("")
        lines += body()
        if !item.content.attachments.isEmpty {
            lines.append("")
            lines += item.content.attachments.map {
                "Attachment: \(SafeText.line($0.url.text)) (\(describe($0)))"
            }
        }
        return lines
    }

    private func head() -> [String] {
        let summary = item.summary
        var lines = TerminalLines.wrapped(
            SafeText.line(summary.title.isEmpty ? "(untitled)" : summary.title), columns: Self.measure
        ).map { Style.bold($0) }
        var origin = [SafeText.line(summary.feed.title)]
        if !summary.authors.isEmpty { origin.append(SafeText.line(summary.authors.joined(separator: ", "))) }
        let local = Terminal.localTime(of: summary.date)
        origin.append("\(local.isoMinute) (\(Age.phrase(of: summary.date, at: now)))")
        lines.append(Style.dim(origin.joined(separator: " · ")))
        if let link = summary.link { lines.append(Style.cyan(SafeText.line(link.text))) }
        if let link = item.content.externalLink { lines.append("About: \(SafeText.line(link.text))") }
        if let link = item.content.commentsLink { lines.append("Comments: \(SafeText.line(link.text))") }
        return lines
    }

    private func body() -> [String] {
        let content = item.content
        let lines: [String]
        if let html = content.html {
            lines = PlainText.lines(fromHTML: html, columns: Self.measure)
        } else {
            let plain = content.text.flatMap { $0.isEmpty ? nil : $0 } ?? content.summary ?? ""
            lines = plain.split(separator: "\n", omittingEmptySubsequences: false)
                .flatMap { TerminalLines.wrapped(String($0), columns: Self.measure) }
        }
        return lines.isEmpty ? ["(no text)"] : lines.map(SafeText.line)
    }

    private func describe(_ attachment: Attachment) -> String {
        var parts = [SafeText.line(attachment.mimeType)]
        if let size = attachment.size { parts.append("\(size / 1_000) kB") }
        if let seconds = attachment.duration, seconds < 1e9 { parts.append(Age.length(.seconds(seconds))) }
        return parts.joined(separator: ", ")
    }
}
