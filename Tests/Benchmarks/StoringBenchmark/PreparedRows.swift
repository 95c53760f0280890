import CBaselines
import FeedModel
import FoundationEssentials

/// Rows as C takes them: all texts in one block of memory.
final class PreparedRows {
    private struct Row {
        var places: [Range<Int>]
        let linkHash: Int64
        let titleHash: Int64
        let published: Double
        let feed: Int
    }

    private var bytes: [CChar] = []
    private var rows: [Row] = []
    private let received: Double

    init(_ items: [[ParsedItem]], receivedAt now: Date) {
        received = now.timeIntervalSinceReferenceDate
        for (feed, items) in items.enumerated() {
            for item in items { take(item, ofFeed: feed) }
        }
    }

    private func take(_ item: ParsedItem, ofFeed feed: Int) {
        let content = item.content
        let words = SearchText(of: content)
        let texts = [
            item.key.text, content.title, content.link?.text ?? "", content.authors.first?.displayName ?? "",
            content.html ?? "", words.title, words.author, words.body, "",
        ]
        rows.append(
            Row(
                places: texts.map(place), linkHash: content.link.map { LinkNumber(of: $0).rawValue } ?? 0,
                titleHash: ItemTraits.title(content.title) ?? 0,
                published: item.published?.timeIntervalSinceReferenceDate ?? received, feed: feed))
    }

    private func place(_ text: String) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8.lazy.map { CChar(bitPattern: $0) })
        return start..<bytes.count
    }

    /// Stores them, so many a transaction; ends the program where SQLite fails.
    func insert(into path: String, feeds: [FeedID], group: Int) {
        guard let baseline = unsafe insert_baseline_open(path) else {
            preconditionFailure("no database at \(path)")
        }
        defer { unsafe insert_baseline_close(baseline) }
        unsafe bytes.withUnsafeBufferPointer { block in
            for start in stride(from: 0, to: rows.count, by: group) {
                precondition(unsafe insert_baseline_begin(baseline) != 0)
                for row in rows[start..<min(start + group, rows.count)] {
                    func text(_ index: Int) -> CBaselines.bytes {
                        let range = row.places[index]
                        return unsafe CBaselines.bytes(
                            start: block.baseAddress.map { unsafe $0 + range.lowerBound }, count: range.count)
                    }
                    var prepared = unsafe item_row(
                        feed: feeds[row.feed].rawValue, key: text(0), title: text(1), link: text(2),
                        author: text(3), tags: text(8), summary: CBaselines.bytes(), body: text(4),
                        title_words: text(5), author_words: text(6), tag_words: text(8), body_words: text(7),
                        link_hash: row.linkHash, title_hash: row.titleHash, published: row.published,
                        received: received)
                    precondition(unsafe insert_baseline_item(baseline, &prepared) != 0)
                }
                precondition(unsafe insert_baseline_commit(baseline) != 0)
            }
        }
    }
}
