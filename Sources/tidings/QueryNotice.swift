import FeedModel
import FeedParsing
import FeedStorage

/// Says which names in a query mean nothing, where it found nothing: an empty list is an answer, a mistyped name is not.
enum QueryNotice {
    /// Tells each such name, the last of them by what it throws: what was named is not there (1).
    static func tell(of query: ItemQuery, in store: FeedStore) throws {
        var missing: [CommandFailure] = []
        for name in names(in: query) {
            switch name {
            case .feed(let feed):
                guard try store.feeds(named: feed).isEmpty else { continue }
                missing.append(
                    failure(
                        "no feed is called \(feed)", nearest: try NamedFeeds.nearest(to: feed, in: store),
                        key: "feed"))
            case .tag(let tag):
                let bearers = ItemListing(.tag(tag), includesLetGo: true)
                guard try store.count(matching: bearers) == 0 else { continue }
                let tags = Set(try store.feeds(includesLetGo: false).flatMap(\.tags)).sorted()
                guard !tags.contains(where: { $0.lowercased() == tag.lowercased() }) else { continue }
                missing.append(
                    failure(
                        "nothing bears the tag \(tag)", nearest: NearestWord.to(tag, among: tags), key: "tag")
                )
            }
        }
        guard let last = missing.popLast() else { return }
        for failure in missing { Terminal.tell(failure.line) }
        throw last
    }

    private enum Name: Hashable {
        case feed(String)
        case tag(String)
    }

    private static func failure(_ what: String, nearest: String?, key: String) -> CommandFailure {
        let hint = nearest.map { "did you mean \(key):\($0.contains(" ") ? "\"\($0)\"" : $0)?" }
        return CommandFailure(.notThere, SafeText.line(what), hint: hint.map(SafeText.line))
    }

    /// In the query's order, each once.
    private static func names(in query: ItemQuery) -> [Name] {
        var names: [Name] = []
        collect(query, into: &names)
        return names.enumerated().filter { names.firstIndex(of: $0.element) == $0.offset }.map(\.element)
    }

    private static func collect(_ query: ItemQuery, into names: inout [Name]) {
        switch query {
        case .feed(let name): names.append(.feed(name))
        case .tag(let tag): names.append(.tag(tag))
        case .not(let inner): collect(inner, into: &names)
        case .all(let parts), .any(let parts): for part in parts { collect(part, into: &names) }
        default: break
        }
    }
}
