import FeedModel
import FeedParsing
import FeedStorage

/// The feeds that a person named by number, title (or a part that only one bears) or address.
enum NamedFeeds {
    /// The one feed that `name` means.
    static func one(_ name: String, in store: FeedStore) throws -> Feed {
        guard !name.trimmingBlanks.isEmpty else {
            throw CommandFailure(.usage, "an empty name names no feed")
        }
        let all = try store.feeds(named: name)
        // One that you left is meant where no other is.
        let subscribed = all.filter { $0.origin != nil }
        let found = subscribed.isEmpty ? all : subscribed
        if found.count == 1 { return found[0] }
        guard found.isEmpty else {
            let list = found.map { "\($0.id.rawValue) (\(SafeText.line($0.title)))" }.joined(separator: ", ")
            throw CommandFailure(
                .usage, "\(SafeText.line(name)) fits several feeds: \(list)", hint: "name one by its number")
        }
        let isNumber = !name.isEmpty && name.allSatisfy { $0.isASCII && $0.isNumber }
        // No title is like a number, however near the one is to the other.
        let nearest = isNumber ? nil : try nearest(to: name, in: store)
        throw CommandFailure(
            .notThere, "there is no feed \(SafeText.line(name))",
            hint: nearest.map { "did you mean \(SafeText.line($0))?" } ?? "tidings feeds lists them")
    }

    /// The one feed that `name` means, and that is subscribed to.
    static func subscribed(_ name: String, in store: FeedStore) throws -> Feed {
        let feed = try one(name, in: store)
        guard feed.origin == nil else { return feed }
        throw CommandFailure(
            .notThere, "you left \(SafeText.line(feed.title)) (feed \(feed.id.rawValue))",
            hint: "tidings add \(SafeText.line(feed.address.shown)) takes it back")
    }

    /// The title of the feed that was probably meant: by the whole of it, else by a word in it.
    static func nearest(to name: String, in store: FeedStore) throws -> String? {
        let titles = try store.feeds(includesLetGo: false).map(\.title)
        if let title = NearestWord.to(name, among: titles) { return title }
        let words = titles.flatMap { title in
            title.split { !$0.isLetter && !$0.isNumber }.map { (word: String($0), title: title) }
        }
        let nearest = NearestWord.to(name, among: words.lazy.map(\.word))
        return words.first { $0.word == nearest }?.title
    }
}
