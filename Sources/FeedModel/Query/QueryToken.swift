/// One piece of a query, and where it stands.
struct QueryToken: Hashable {
    enum Kind: Hashable {
        case open
        case close
        /// A `-` right before a term.
        case not
        case word
        case phrase
        case pair(key: String, value: String)
    }

    let kind: Kind
    /// Without quotes.
    let text: String
    let range: Range<Int>

    func isKeyword(_ word: String) -> Bool {
        kind == .word && text.lowercased() == word
    }

    static func tokens(of text: String) throws(QueryMistake) -> [QueryToken] {
        let letters = Array(text)
        var tokens: [QueryToken] = []
        var index = 0
        while index < letters.count {
            let letter = letters[index]
            if letter.isWhitespace {
                index += 1
            } else if letter == "(" || letter == ")" {
                tokens.append(
                    QueryToken(
                        kind: letter == "(" ? .open : .close, text: String(letter), range: index..<index + 1))
                index += 1
            } else if letter == "-", index + 1 < letters.count, !letters[index + 1].isWhitespace {
                tokens.append(QueryToken(kind: .not, text: "-", range: index..<index + 1))
                index += 1
            } else {
                let token = try term(in: letters, at: index, of: text)
                tokens.append(token)
                index = token.range.upperBound
            }
        }
        return tokens
    }

    /// A word, a `"phrase"`, or `key:value`, whose value may be a phrase too.
    private static func term(in letters: [Character], at start: Int, of text: String) throws(QueryMistake)
        -> QueryToken
    {
        var index = start
        var key: String?
        var value = ""
        var isPhrase = false
        while index < letters.count, !letters[index].isWhitespace, letters[index] != "(",
            letters[index] != ")"
        {
            let letter = letters[index]
            if letter == "\"", value.isEmpty, !isPhrase {
                guard let end = letters[(index + 1)...].firstIndex(of: "\"") else {
                    throw QueryMistake(
                        text: text, range: index..<letters.count, message: "this quote is not closed")
                }
                value = String(letters[(index + 1)..<end])
                isPhrase = true
                index = end + 1
                // "two wor"* is "two wor*".
                if index < letters.count, letters[index] == "*" {
                    value.append("*")
                    index += 1
                }
                break
            }
            if letter == ":", key == nil, isKey(value) {
                key = value.lowercased()
                value = ""
            } else {
                value.append(letter)
            }
            index += 1
        }
        let range = start..<index
        if let key { return QueryToken(kind: .pair(key: key, value: value), text: value, range: range) }
        return QueryToken(kind: isPhrase ? .phrase : .word, text: value, range: range)
    }

    /// Only letters and hyphens make a key, so that `12:30` and `http://…` are words.
    private static func isKey(_ text: String) -> Bool {
        guard !text.isEmpty, text != "http", text != "https" else { return false }
        return text.allSatisfy { $0 == "-" || ($0.isASCII && $0.isLetter) }
    }
}
