import FeedModel

/// A line of the kind that is typed all day: list, count or a mark, words, and perhaps `-n` or `--config`.
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
        let limit =
            name == "list"
            ? Self.takeValue(of: "-n", from: &words) { Int($0).flatMap { $0 < 0 ? nil : $0 } } : nil
        let config = Self.takeValue(of: "--config", from: &words) { $0.hasPrefix("-") ? nil : $0 }
        // Help is ArgumentParser's, and a dash begins an option or a term that is negated.
        guard !words.contains(where: { $0 == "help" || ($0.hasPrefix("-") && $0 != "-") }) else { return nil }
        switch name {
        case "list":
            var request = ListRequest(words)
            request.limit = limit
            request.config = config
            self = .list(request)
        case "count":
            var request = ListRequest(words)
            request.config = config
            self = .count(request)
        case "read" where !words.isEmpty: self = .mark(.read, MarkRequest(words, config: config))
        case "unread" where !words.isEmpty: self = .mark(.unread, MarkRequest(words, config: config))
        case "star" where !words.isEmpty: self = .mark(.starred, MarkRequest(words, config: config))
        case "unstar" where !words.isEmpty: self = .mark(.unstarred, MarkRequest(words, config: config))
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

    /// Takes an option and its value out; leaves them where the value is none, or where there are two such options.
    private static func takeValue<Value>(
        of name: String, from words: inout [String], _ read: (String) -> Value?
    ) -> Value? {
        guard let option = words.firstIndex(of: name), option + 1 < words.count,
            words.count(where: { $0 == name }) == 1, let value = read(words[option + 1])
        else { return nil }
        words.removeSubrange(option...option + 1)
        return value
    }
}
