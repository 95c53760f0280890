import FeedModel

/// A line of the kind that is typed all day: list, count or a mark, words, and perhaps `-n`.
///
/// It is read without ArgumentParser, which looks up some hundred types to learn what a command could take: a quarter of
/// what `tidings count` took. Every line with another option goes there, and so does every mistake.
enum PlainLine {
    case list(ListRequest)
    case count(ListRequest)
    case mark(Mark, MarkRequest)

    /// Nil for a line that is not so plain.
    init?(_ line: [String]) {
        guard let name = line.first else {
            self = .list(ListRequest([]))
            return
        }
        var words = Array(line.dropFirst())
        let limit = name == "list" ? Self.takeLimit(from: &words) : nil
        // Help is ArgumentParser's, and a dash begins an option or a term that is negated.
        guard !words.contains(where: { $0 == "help" || ($0.hasPrefix("-") && $0 != "-") }) else { return nil }
        switch name {
        case "list":
            var request = ListRequest(words)
            request.limit = limit
            self = .list(request)
        case "count": self = .count(ListRequest(words))
        case "read" where !words.isEmpty: self = .mark(.read, MarkRequest(words, config: nil))
        case "unread" where !words.isEmpty: self = .mark(.unread, MarkRequest(words, config: nil))
        case "star" where !words.isEmpty: self = .mark(.starred, MarkRequest(words, config: nil))
        case "unstar" where !words.isEmpty: self = .mark(.unstarred, MarkRequest(words, config: nil))
        default: return nil
        }
    }

    /// Does what the line says.
    func run() async throws {
        switch self {
        case .list(let request): try await request.list()
        case .count(let request): try request.count()
        // A person is asked before many are marked read, which is hard to look through afterwards.
        case .mark(let mark, let request): try request.mark(mark, asks: mark == .read)
        }
    }

    private static func takeLimit(from words: inout [String]) -> Int? {
        guard let option = words.firstIndex(of: "-n"), option + 1 < words.count,
            let limit = Int(words[option + 1]),
            limit >= 0
        else { return nil }
        words.removeSubrange(option...option + 1)
        return limit
    }
}
