/// Words in a row, as the index is asked for them.
package struct SearchPhrase: Hashable, Sendable {
    /// Of an item's text in the same order and without another between them (`SearchText`).
    package let tokens: [String]
    /// Whether a token that only begins like the last one will do.
    package let isPrefix: Bool

    /// - Parameter text: what was typed: words, of which the last may end with `*` for the beginning of one.
    /// - Returns: nil where there is no letter, digit or picture in it.
    package init?(_ text: String) {
        var tokens = SearchText.tokens(of: text).split(separator: " ").map(String.init)
        guard let last = tokens.last else { return nil }
        var isPrefix = text.hasSuffix("*") && !text.dropLast().hasSuffix(" ")
        if let letter = last.unicodeScalars.first, Self.isUnspaced(last) {
            // A run is found wherever its pairs stand in a row; its last character need not end anything.
            let isAfterPair = tokens.count > 1 && Self.isPair(tokens[tokens.count - 2], endingWith: letter)
            if isAfterPair { tokens.removeLast() }
            isPrefix = !isAfterPair
        }
        self.tokens = tokens
        self.isPrefix = isPrefix
    }

    /// As FTS5 takes it: its tokens between quotes, for no token holds one.
    package var match: String {
        "\"\(tokens.joined(separator: " "))\"" + (isPrefix ? " *" : "")
    }

    /// As they stand in an item's text.
    var bytes: [UInt8] { Array(tokens.joined(separator: " ").utf8) }

    /// Whether it ends with a lone character of a script without blanks.
    var endsUnspaced: Bool { tokens.last.map(Self.isUnspaced) ?? false }

    private static func isUnspaced(_ token: String) -> Bool {
        guard let scalar = token.unicodeScalars.first, token.unicodeScalars.count == 1, scalar.value >= 0x80,
            case .unspaced = SearchLetter(scalar)
        else { return false }
        return true
    }

    private static func isPair(_ token: String, endingWith letter: Unicode.Scalar) -> Bool {
        guard token.unicodeScalars.count == 2, token.unicodeScalars.last == letter,
            let first = token.unicodeScalars.first, case .unspaced = SearchLetter(first)
        else { return false }
        return true
    }
}
