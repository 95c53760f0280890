import ArgumentParser
import FeedModel
import FeedParsing

/// The words of a command line that make a query.
enum QueryWords {
    /// `-tag:news` is a term of a query, not an option: it is marked before options are read, so that it is taken for none.
    ///
    /// - Parameters:
    ///   - words: those of a command line, its command included. The value of an option stays as it is, and so do the
    ///     words of a command that takes no query.
    ///   - command: what the line begins with.
    static func settingAsideNegations(in words: [String], of command: any ParsableCommand.Type) -> [String] {
        guard words.contains(where: isNegation) else { return words }
        let shape = CommandShape(of: command)
        guard shape.arguments.contains(where: { takers.contains($0.name) }) else { return words }
        var (isValue, hasEndedOptions) = (false, false)
        return words.map { word in
            if isValue || hasEndedOptions {
                isValue = false
                return word
            }
            if isNegation(word) { return mark + word }
            hasEndedOptions = word == "--"
            isValue = shape.option(named: word)?.value != nil
            return word
        }
    }

    /// The words as they were typed.
    static func asTyped(_ words: [String]) -> [String] {
        words.map { $0.hasPrefix(mark) ? String($0.dropFirst()) : $0 }
    }

    /// Nothing that is typed can begin so.
    private static let mark = "\0"

    /// The arguments that are queries, or may be.
    private static let takers: Set<String> = ["query", "words", "id-or-query"]

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
        return try reader.read(asTyped(words).joined(separator: " "))
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
