import FeedModel

/// A line of the kind that is typed all day: list, count, search or a mark, words, and perhaps `-n` or `--config`.
///
/// It is read without ArgumentParser, which looks up some hundred types to learn what a command could take: a quarter of
/// what `tidings count` took. Every line with another option goes there, and so does every mistake.
enum PlainLine {
    case list(ListRequest)
    case count(ListRequest)
    case search(HitRequest)
    case mark(Mark, MarkRequest)

    /// Nil for a line that is not so plain.
    init?(_ line: [String]) {
        guard let name = line.first else {
            self = .list(ListRequest([]))
            return
        }
        let takesLimit = name == "list" || name == "search"
        guard let (words, limit, config) = Self.parts(of: line.dropFirst(), takesLimit: takesLimit) else {
            return nil
        }
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
        case "search":
            // Blanks alone are a mistake.
            guard !words.allSatisfy({ $0.trimmingBlanks.isEmpty }) else { return nil }
            var request = HitRequest(words)
            request.limit = limit ?? HitRequest.usualLimit
            request.config = config
            self = .search(request)
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
        case .search(let request): try await request.search()
        // A person is asked before many are marked read, which is hard to look through afterwards.
        case .mark(let mark, let request): try request.mark(mark, asks: mark == .read)
        }
    }

    /// The words, and the values of the options among them, from left to right; nil where there is another option, or one
    /// twice, or one without a fitting value.
    private static func parts(
        of line: ArraySlice<String>, takesLimit: Bool
    ) -> (words: [String], limit: Int?, config: String?)? {
        var (words, limit, config) = ([String](), Int?.none, String?.none)
        var rest = line
        while let word = rest.popFirst() {
            if word == "-n", takesLimit, limit == nil {
                guard let number = rest.popFirst().flatMap({ Int($0) }), number >= 0 else { return nil }
                limit = number
            } else if word == "--config", config == nil {
                guard let path = rest.popFirst(), !path.hasPrefix("-") else { return nil }
                config = path
            } else {
                // Help is ArgumentParser's, and a dash begins an option or a term that is negated.
                guard word != "help", word == "-" || !word.hasPrefix("-") else { return nil }
                words.append(word)
            }
        }
        return (words, limit, config)
    }
}
