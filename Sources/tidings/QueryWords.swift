import FeedModel
import FeedParsing

/// The words of a command line that make a query.
enum QueryWords {
    /// `-tag:news` is a term of a query, not an option: it becomes `not tag:news` before options are read.
    static func settingAsideNegations(in words: [String]) -> [String] {
        words.map { isNegation($0) ? "not " + $0.dropFirst() : $0 }
    }

    /// Whether a word with a dash before it is a term of a query that is negated, and no option.
    static func isNegation(_ word: String) -> Bool {
        guard word.hasPrefix("-"), !word.hasPrefix("--"), let colon = word.firstIndex(of: ":") else {
            return false
        }
        let key = word[word.index(after: word.startIndex)..<colon]
        return !key.isEmpty && key.allSatisfy { $0 == "-" || ($0.isASCII && $0.isLetter) }
    }

    /// Reads words as one query.
    static func query(_ words: [String], at clock: CommandClock) throws(QueryMistake) -> ItemQuery {
        guard !words.isEmpty else { return .everything }
        let reader = QueryReader(now: clock.now) { Terminal.startOfDay(year: $0, month: $1, day: $2) }
        return try reader.read(words.joined(separator: " "))
    }

    /// What is wrong with a query, and where: on one line where a script reads it, for a person with carets below it.
    static func pointing(at mistake: QueryMistake) -> String {
        let line = "tidings: \(SafeText.line(mistake.message))"
        let text = SafeText.line(mistake.text)
        guard text.count == mistake.text.count else { return line }
        let start = text.prefix(mistake.range.lowerBound)
        let wrong = text.dropFirst(mistake.range.lowerBound).prefix(mistake.range.count)
        guard Terminal.tellsPerson else { return "\(line) (character \(start.count + 1))" }
        let before = String(repeating: " ", count: TerminalWidth.width(of: String(start)))
        let carets = String(repeating: "^", count: max(1, TerminalWidth.width(of: String(wrong))))
        return "\(line)\n  \(text)\n  \(before)\(carets)"
    }
}
