import FeedModel
import FeedParsing
import FeedStorage
import FoundationEssentials

/// The marks of another library, joined to those of this one, and what is told of it.
struct MarkImport {
    let store: FeedStore
    let name: ImportName
    let now: Date

    func join(_ states: [PortableStates]) throws {
        tell(try imported(states))
    }

    func join(_ cache: NewsboatCache, starring flags: String) throws {
        var unmovable = 0
        let all = ProgressLine.isWatched ? try cache.count(starring: flags) : 0
        let progress = ProgressLine()
        defer { progress.end() }
        let receipt = try store.importStates(
            from: name.text, at: now, telling: telling(of: all, on: progress)
        ) {
            unmovable = try cache.forEachStates(starring: flags, at: now, $0)
        }
        progress.end()
        tell(receipt, unmovable: unmovable)
    }

    /// - Parameter feeds: what the configurations call the feeds.
    func join(_ data: Rss2EmailData, of feeds: [Rss2EmailConfiguration.Entry]) throws {
        let named = Dictionary(feeds.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var unmovable = 0
        var states: [PortableStates] = []
        var trustsLinks = false
        for seen in data.feeds {
            unmovable += seen.unnamed
            guard let entry = named[seen.name], entry.feed.address.problem == nil,
                entry.feed.address.scheme != .file
            else {
                unmovable += seen.seen.count
                continue
            }
            trustsLinks = trustsLinks || entry.trustsLinks
            let read = seen.seen.map {
                ForeignNames.rss2email(id: $0, isLink: entry.trustsLinks, state: ItemState(readAt: now))
            }
            if !read.isEmpty { states.append(PortableStates(addresses: [entry.feed.address], states: read)) }
        }
        let receipt = try imported(states)
        tell(receipt, unmovable: unmovable)
        if trustsLinks, receipt.waiting > 0 {
            name.tell(
                "Some are known by their links alone; once their feeds have been polled, import them again.")
        }
    }

    /// Joins states in pieces, so that what is seen of it moves on.
    private func imported(_ states: [PortableStates]) throws -> ImportReceipt {
        let progress = ProgressLine()
        defer { progress.end() }
        let all = states.reduce(0) { $0 + $1.states.count }
        return try store.importStates(from: name.text, at: now, telling: telling(of: all, on: progress)) {
            join in
            for states in states {
                for start in stride(from: 0, to: states.states.count, by: Self.pieceSize) {
                    let piece = states.states[start..<min(start + Self.pieceSize, states.states.count)]
                    try join(PortableStates(addresses: states.addresses, states: Array(piece)))
                }
            }
        }
    }

    private static let pieceSize = 1_000

    private func telling(of all: Int, on progress: ProgressLine) -> (Int) -> Void {
        { progress.show("Importing", done: $0, of: all) }
    }

    private func tell(_ receipt: ImportReceipt, unmovable: Int = 0) {
        var line = "\(Self.items(receipt.changed)) marked"
        if receipt.unchanged > 0 { line += ", \(receipt.unchanged) already" }
        if unmovable > 0 { line += ", \(unmovable) could not be moved" }
        if let operation = receipt.operation { line += " (undo \(operation.rawValue))" }
        name.tell(line)
        if receipt.waiting > 0 {
            let waiting = receipt.waiting == receipt.changed ? "They" : "\(receipt.waiting) of them"
            name.tell("\(waiting) will be marked when a poll brings them.")
        }
        guard let first = receipt.unknown.first else { return }
        let others = receipt.unknown.count > 1 ? " and \(receipt.unknown.count - 1) more" : ""
        name.tell(
            "Marks wait for feeds that you do not have: \(SafeText.line(first.shown))\(others); tidings add subscribes."
        )
    }

    private static func items(_ count: Int) -> String {
        "\(count) \(count == 1 ? "item" : "items")"
    }
}
