import FeedModel

/// Completes the last term of a query: its key, or the key's value.
struct QueryCompletion {
    let library: CompletionLibrary

    /// Ages that are often meant.
    static let ages = ["1d", "7d", "30d", "1y"]

    /// What each key is about, in a few words.
    private static let notes = [
        "feed": "of this feed", "tag": "with this tag", "title": "with this in the title",
        "author": "by this author", "is": "unread, read, starred, revised", "older": "dated before",
        "newer": "dated since", "received-older": "first seen before",
    ]

    /// The words that `typed` may become: all of it, of which only the last term changes.
    func words(for typed: String) -> [Completion] {
        let term = typed[Self.startOfLastTerm(in: typed)...].drop { $0 == "-" }
        let before = String(typed[..<term.startIndex])
        if let colon = term.firstIndex(of: ":"), QueryReader.keys.contains(term[..<colon].lowercased()) {
            let value = term[term.index(after: colon)...]
            return values(of: term[..<colon].lowercased(), typed: value).map {
                Completion("\(before)\(term[...colon])\($0.word)", note: $0.note)
            }
        }
        let wanted = term.lowercased()
        let keys = QueryReader.keys.filter { "\($0):".hasPrefix(wanted) }
        let others = ["not", "or"].filter { $0.hasPrefix(wanted) && !before.hasSuffix("-") }
        if keys.count == 1, others.isEmpty {
            let inner = values(of: keys[0], typed: "")
            if !inner.isEmpty {
                return inner.map { Completion("\(before)\(keys[0]):\($0.word)", note: $0.note) }
            }
        }
        return keys.map { Completion("\(before)\($0):", note: Self.notes[$0] ?? "", isOpen: true) }
            + others.map { Completion(before + $0) }
    }

    private func values(of key: String, typed value: Substring) -> [Completion] {
        let hasQuote = value.first == "\""
        let typed = String(hasQuote ? value.dropFirst() : value)
        let found: [Completion] =
            switch key {
            case "feed":
                FeedNameCompletion(library.feeds()).names(beginningWith: typed) { !$0.contains("\"") }
            case "tag":
                library.tags().filter(Self.isFit).map { Completion($0) }.beginning(with: typed)
            case "is": QueryReader.conditions.map { Completion($0) }.beginning(with: typed)
            case "older", "newer", "received-older":
                Self.ages.map { Completion($0) }.beginning(with: typed)
            default: []
            }
        // A shell inserts what they have in common, which is to include what was typed: so all of them in quotes, or none.
        let all = hasQuote || !typed.isEmpty && found.contains { Self.needsQuotes($0.word) }
        return found.map {
            all || Self.needsQuotes($0.word) ? Completion("\"\($0.word)\"", note: $0.note) : $0
        }
    }

    private static func isFit(_ tag: String) -> Bool {
        !tag.contains("\"") && SearchPhrase(tag) != nil
    }

    private static func needsQuotes(_ value: String) -> Bool {
        value.contains { $0.isWhitespace || $0 == "(" || $0 == ")" }
    }

    /// Behind the last blank or parenthesis that stands in no quotes.
    private static func startOfLastTerm(in query: String) -> String.Index {
        var start = query.startIndex
        var isQuoted = false
        var previous: Character = " "
        for index in query.indices {
            let letter = query[index]
            if letter == "\"" {
                // In the middle of a word they are letters.
                if isQuoted || previous.isWhitespace || "():-".contains(previous) { isQuoted.toggle() }
            } else if !isQuoted, letter.isWhitespace || letter == "(" || letter == ")" {
                start = query.index(after: index)
            }
            previous = letter
        }
        return start
    }
}
