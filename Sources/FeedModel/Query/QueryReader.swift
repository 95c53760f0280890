package import FoundationEssentials

/// Reads the query language (`PRODUCT.md` §6): words, `word*`, `"phrases"`, `key:value`, `not` or `-`, `or`,
/// parentheses.
///
/// Terms side by side must all hold; `or` binds weaker than that, `not` stronger.
package struct QueryReader: Sendable {
    private let now: Date
    private let localDay: @Sendable (_ year: Int, _ month: Int, _ day: Int) -> Date?

    /// - Parameters:
    ///   - now: the moment that ages such as `7d` are counted back from.
    ///   - localDay: the start of a day in the reader's own time zone; nil for a day that no calendar has.
    package init(now: Date, localDay: @escaping @Sendable (_ year: Int, _ month: Int, _ day: Int) -> Date?) {
        self.now = now
        self.localDay = localDay
    }

    /// The keys of the language, in the order in which help lists them.
    package static let keys = [
        "feed", "tag", "title", "author", "is", "older", "newer", "received-older",
    ]

    /// How deep parentheses may stand in one another: SQLite's parser has a stack of its own.
    private static let deepest = 8

    /// The words that `is:` takes.
    package static let conditions = ["unread", "read", "starred", "revised"]

    /// Reads a query; an empty one means every item.
    package func read(_ text: String) throws(QueryMistake) -> ItemQuery {
        var terms = QueryTerms(try QueryToken.tokens(of: text), of: text)
        let query = try alternatives(&terms)
        if let rest = terms.next() { throw terms.mistake(at: rest, "this parenthesis closes nothing") }
        return query
    }

    private func alternatives(_ terms: inout QueryTerms) throws(QueryMistake) -> ItemQuery {
        var choices = [try conjunction(&terms)]
        while let word = terms.peek(), word.isKeyword("or") {
            _ = terms.next()
            guard let following = terms.peek(), following.kind != .close else {
                throw terms.mistake(at: word, "nothing follows this or")
            }
            choices.append(try conjunction(&terms))
        }
        return choices.count == 1 ? choices[0] : .any(choices)
    }

    private func conjunction(_ terms: inout QueryTerms) throws(QueryMistake) -> ItemQuery {
        var parts: [ItemQuery] = []
        while let token = terms.peek(), token.kind != .close, !token.isKeyword("or") {
            parts.append(try term(&terms))
        }
        if parts.isEmpty, let token = terms.peek(), token.isKeyword("or") {
            throw terms.mistake(at: token, "nothing stands before this or")
        }
        switch parts.count {
        case 0: return .everything
        case 1: return parts[0]
        default: return .all(parts)
        }
    }

    private func term(_ terms: inout QueryTerms) throws(QueryMistake) -> ItemQuery {
        guard let token = terms.next() else { return .everything }
        switch token.kind {
        case .open:
            guard terms.depth < QueryReader.deepest else {
                throw terms.mistake(
                    at: token, "parentheses stand in parentheses more than \(QueryReader.deepest) deep")
            }
            terms.depth += 1
            defer { terms.depth -= 1 }
            let inner = try alternatives(&terms)
            guard terms.next()?.kind == .close else {
                throw terms.mistake(at: token, "this parenthesis is not closed")
            }
            return inner
        case .not:
            return try negated(&terms, by: token)
        case .word where token.isKeyword("not"):
            return try negated(&terms, by: token)
        case .word, .phrase:
            return .words(try findable(token.text, token: token, terms: terms))
        case .close:
            throw terms.mistake(at: token, "this parenthesis closes nothing")
        case .pair(let key, let value):
            return try condition(key: key, value: value, token: token, terms: terms)
        }
    }

    /// Not not is nothing, however often it is said.
    private func negated(_ terms: inout QueryTerms, by first: QueryToken) throws(QueryMistake) -> ItemQuery {
        var token = first
        var isNegated = true
        while let following = terms.peek(), following.kind == .not || following.isKeyword("not") {
            _ = terms.next()
            token = following
            isNegated.toggle()
        }
        guard let following = terms.peek(), following.kind != .close, !following.isKeyword("or") else {
            throw terms.mistake(at: token, "nothing follows this \(token.kind == .not ? "-" : "not")")
        }
        let negated = try term(&terms)
        return isNegated ? .not(negated) : negated
    }

    private func condition(
        key: String, value: String, token: QueryToken, terms: QueryTerms
    ) throws(QueryMistake) -> ItemQuery {
        guard QueryReader.keys.contains(key) else {
            let nearest = NearestWord.to(key, among: QueryReader.keys)
            let hint =
                nearest.map { "did you mean \($0): ?" }
                ?? "keys are \(QueryReader.keys.joined(separator: ", "))"
            throw terms.mistake(at: token, "no key \(key): ; \(hint)")
        }
        guard !value.isEmpty else { throw terms.mistake(at: token, "\(key): needs a value") }
        switch key {
        case "feed": return .feed(value)
        case "tag": return .tag(try findable(value, token: token, terms: terms))
        case "title": return .title(try findable(value, token: token, terms: terms))
        case "author": return .author(try findable(value, token: token, terms: terms))
        case "is": return try state(value, token: token, terms: terms)
        case "older": return .older(try moment(value, token: token, terms: terms))
        case "newer": return .newer(try moment(value, token: token, terms: terms))
        default: return .receivedOlder(try moment(value, token: token, terms: terms))
        }
    }

    /// Text to search for, which has a word at least.
    private func findable(
        _ text: String, token: QueryToken, terms: QueryTerms
    ) throws(QueryMistake) -> String {
        guard SearchPhrase(text) != nil else {
            throw terms.mistake(at: token, "nothing to search for in \(text.isEmpty ? "\"\"" : text)")
        }
        return text
    }

    private func state(
        _ value: String, token: QueryToken, terms: QueryTerms
    ) throws(QueryMistake) -> ItemQuery {
        switch value.lowercased() {
        case "unread": return .unread
        case "read": return .read
        case "starred": return .starred
        case "revised": return .revised
        default:
            let nearest = NearestWord.to(value, among: QueryReader.conditions)
            let hint =
                nearest.map { "did you mean is:\($0)?" } ?? "is: takes unread, read, starred or revised"
            throw terms.mistake(at: token, "no state \(value); \(hint)")
        }
    }

    /// An age (`90m`, `12h`, `7d`, `2w`) or a local day (`2026-11-01`).
    private func moment(_ value: String, token: QueryToken, terms: QueryTerms) throws(QueryMistake) -> Date {
        let units: [Character: Double] = ["m": 60, "h": 3_600, "d": 86_400, "w": 604_800, "y": 31_557_600]
        if let unit = value.last, let seconds = units[unit], let count = Int(value.dropLast()), count >= 0 {
            return now.addingTimeInterval(-Double(count) * seconds)
        }
        let parts = value.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        if parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
            let date = localDay(year, month, day)
        {
            return date
        }
        throw terms.mistake(at: token, "\(value) is no age (90m, 12h, 7d, 2w, 1y) and no day (2026-11-01)")
    }
}

/// The tokens not yet read, and the text that mistakes point into.
private struct QueryTerms {
    private let tokens: [QueryToken]
    private let text: String
    private var position = 0
    /// In how many parentheses the next token stands.
    var depth = 0

    init(_ tokens: [QueryToken], of text: String) {
        self.tokens = tokens
        self.text = text
    }

    func peek() -> QueryToken? {
        position < tokens.count ? tokens[position] : nil
    }

    mutating func next() -> QueryToken? {
        guard let token = peek() else { return nil }
        position += 1
        return token
    }

    func mistake(at token: QueryToken, _ message: String) -> QueryMistake {
        QueryMistake(text: text, range: token.range, message: message)
    }
}
