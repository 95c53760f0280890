import FeedModel

/// What the index of words is asked for, as FTS5 takes it.
struct MatchExpression: Hashable {
    let text: String
    /// Whether it looks for beginnings of words. Of those, FTS5 gathers all matches before it gives the first.
    let hasPrefix: Bool

    private init(text: String, hasPrefix: Bool) {
        self.text = text
        self.hasPrefix = hasPrefix
    }

    init(_ term: SearchTerm) {
        self.init(text: term.match, hasPrefix: term.phrase.isPrefix)
    }

    /// The items that are filed under a tag, by its token (`SearchText.tagToken`).
    init(tagToken: String) {
        self.init(text: "tag : \"\(tagToken)\"", hasPrefix: false)
    }

    /// Nil where the index alone cannot answer the query, or would have to be asked in too involved a way.
    init?(_ query: ItemQuery) {
        self.init(query, depth: 0)
    }

    /// FTS5 takes expressions that are nested some hundred deep.
    private static let deepest = 32

    private init?(_ query: ItemQuery, depth: Int) {
        guard depth < Self.deepest else { return nil }
        switch query {
        case .words, .title, .author:
            guard let term = query.searchTerm else { return nil }
            self.init(term)
        case .any(let parts):
            let choices = parts.compactMap { MatchExpression($0, depth: depth + 1) }
            guard choices.count == parts.count, !choices.isEmpty else { return nil }
            self = Self.any(choices)
        case .all(let parts):
            let terms = Conjunction(parts, depth: depth + 1)
            guard terms.others.isEmpty, let expression = terms.expression else { return nil }
            self = expression
        default: return nil
        }
    }

    static func any(_ choices: [MatchExpression]) -> MatchExpression {
        if choices.count == 1 { return choices[0] }
        return joined(choices, by: " OR ")
    }

    private static func joined(_ parts: [MatchExpression], by word: String) -> MatchExpression {
        MatchExpression(
            text: "(\(parts.map(\.text).joined(separator: word)))",
            hasPrefix: parts.contains(where: \.hasPrefix))
    }

    /// Terms that must all hold, as far as the index answers them.
    struct Conjunction {
        private(set) var wanted: [MatchExpression] = []
        private(set) var unwanted: [MatchExpression] = []
        /// What the index cannot answer.
        private(set) var others: [ItemQuery] = []

        init(_ parts: [ItemQuery]) {
            self.init(parts, depth: 0)
        }

        fileprivate init(_ parts: [ItemQuery], depth: Int) {
            for part in parts {
                if let expression = MatchExpression(part, depth: depth) {
                    wanted.append(expression)
                } else if case .not(let inner) = part,
                    let expression = MatchExpression(inner, depth: depth)
                {
                    unwanted.append(expression)
                } else {
                    others.append(part)
                }
            }
        }

        /// What is wanted without what is not; nil where nothing is wanted, for the index cannot tell what it lacks.
        var expression: MatchExpression? {
            guard !wanted.isEmpty else { return nil }
            let all = wanted.count == 1 ? wanted[0] : MatchExpression.joined(wanted, by: " AND ")
            guard !unwanted.isEmpty else { return all }
            return MatchExpression.joined([all, .any(unwanted)], by: " NOT ")
        }
    }
}
