import FeedModel

/// Reads newsboat's file `urls` (newsboat.org/releases, "Adding feeds", "Tagging"): an address a line, then tags.
///
/// A tag that begins with `~` is the feed's title, and one that begins with `!` hides the feed in newsboat's list: such
/// a feed has the tag `hidden` here, so that a query can leave it out.
package struct NewsboatURLs: Hashable, Sendable {
    /// In the file's order, each address once.
    package private(set) var feeds: [MovingFeed] = []
    package private(set) var unmovable: [Unmovable] = []
    private var places: [FeedAddress: Int] = [:]

    /// The tag of feeds that newsboat does not list.
    package static let hiddenTag = "hidden"

    package init(reading bytes: [UInt8]) {
        for (number, line) in PlainLines.lines(of: bytes).enumerated() {
            let words = NewsboatLine.words(in: line)
            guard let first = words.first else { continue }
            take(first, tags: words.dropFirst(), line: number + 1)
        }
    }

    /// Whether the first line that says something begins as one of such a file does.
    static func isMeant(by bytes: [UInt8]) -> Bool {
        for line in PlainLines.lines(of: bytes) {
            guard let first = NewsboatLine.words(in: line).first else { continue }
            return ["http", "https", "file", "query", "exec", "filter"].contains(scheme(of: first))
        }
        return false
    }

    private static func scheme(of address: String) -> String {
        address.utf8.firstIndex(of: UInt8(ascii: ":")).map { address[..<$0].lowercased() } ?? ""
    }

    private mutating func take(_ address: String, tags: ArraySlice<String>, line: Int) {
        let reason: String? =
            switch Self.scheme(of: address) {
            case "query": "tidings list takes queries, and keeps none as a feed"
            case "exec": "tidings runs no programs to get a feed"
            case "filter": "tidings runs no programs on a feed"
            default: nil
            }
        if let reason {
            unmovable.append(Unmovable(line: line, name: Self.name(of: address), reason: reason))
            return
        }
        var feed = MovingFeed(address: FeedAddress(address))
        for tag in tags { Self.add(tag, to: &feed) }
        guard let place = places[feed.address] else {
            places[feed.address] = feeds.count
            feeds.append(feed)
            return
        }
        feeds[place].title = feeds[place].title ?? feed.title
        feeds[place].tags += feed.tags.filter { !feeds[place].tags.contains($0) }
    }

    private static func add(_ word: String, to feed: inout MovingFeed) {
        if word.hasPrefix("~") {
            let title = PlainSpace.collapsed(String(word.dropFirst()))
            if !title.isEmpty { feed.title = feed.title ?? title }
            return
        }
        let isHidden = word.hasPrefix("!")
        let tag = PlainSpace.collapsed(String(isHidden ? word.dropFirst() : word[...]))
        let tags = isHidden ? [tag, hiddenTag] : [tag]
        feed.tags += tags.filter { !$0.isEmpty && !feed.tags.contains($0) }
    }

    /// `query:Name` without the expression behind it; the others whole, since what they run is what tells them apart.
    private static func name(of address: String) -> String {
        guard scheme(of: address) == "query" else { return address }
        return address.split(separator: ":", maxSplits: 2).prefix(2).joined(separator: ":")
    }
}
