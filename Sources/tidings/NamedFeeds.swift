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
        let found = try store.feeds(named: name)
        if found.count == 1 { return found[0] }
        guard found.isEmpty else {
            let list = found.map { "\($0.id.rawValue) (\(SafeText.line($0.title)))" }.joined(separator: ", ")
            throw CommandFailure(
                .usage, "\(name) fits several feeds: \(list)", hint: "name one by its number")
        }
        let nearest = NearestWord.to(name, among: try store.feeds(includesLetGo: false).map(\.title))
        throw CommandFailure(
            .notThere, "there is no feed \(SafeText.line(name))",
            hint: nearest.map { "did you mean \(SafeText.line($0))?" } ?? "tidings feeds lists them")
    }
}
