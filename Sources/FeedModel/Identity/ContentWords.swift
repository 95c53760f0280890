/// A text as it is compared (`PRODUCT.md` §3): as words, without markup, punctuation, letter case and counters.
package struct ContentWords: Hashable, Sendable {
    /// A number for each word, in the text's order.
    let words: [UInt64]

    /// - Parameter isExact: whether letter case and punctuation count too, as they do for telling an edit.
    init(plain text: String, isExact: Bool = false) {
        var reader = WordReader(isExact: isExact)
        reader.read(text[...])
        words = reader.finished
    }

    init(markup html: String, isExact: Bool = false) {
        var reader = WordReader(isExact: isExact)
        for piece in MarkupPieces(html) {
            switch piece {
            case .text(let text): reader.read(text, hasReferences: true)
            case .tag(let inside): if !MarkupTag(inside).isWithinWords { reader.endWord() }
            }
        }
        words = reader.finished
    }

    var isEmpty: Bool { words.isEmpty }

    /// Nil where there are no words.
    var hash: Int64? {
        guard !words.isEmpty else { return nil }
        var hash = TextHash.seed
        for word in words {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                hash = TextHash.mixed(hash, UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return Int64(bitPattern: hash)
    }

    /// Whether more than half of the words of the shorter text are in the other one too, each as often; an excerpt so
    /// shares most with the whole.
    func sharesMost(with other: ContentWords) -> Bool {
        if isEmpty || other.isEmpty { return isEmpty && other.isEmpty }
        var left: [UInt64: Int] = [:]
        for word in words { left[word, default: 0] += 1 }
        var shared = 0
        for word in other.words {
            guard let count = left[word], count > 0 else { continue }
            left[word] = count - 1
            shared += 1
        }
        return shared * 2 > min(words.count, other.words.count)
    }
}

/// Gathers the words of a text, and leaves out what ticks without anybody's writing: counts of comments and views, and
/// ages.
private struct WordReader {
    private struct Token {
        /// In lower case.
        let word: String
        /// As it is compared.
        let text: String
    }

    private let isExact: Bool
    private var tokens: [Token] = []
    /// The word that is being read, in lower case and, where that counts, as it is written.
    private var word = ""
    private var written = ""
    /// What stands before it, where that counts.
    private var marks = ""

    init(isExact: Bool) {
        self.isExact = isExact
    }

    mutating func read(_ text: Substring, hasReferences: Bool = false) {
        let scalars = text.unicodeScalars
        var place = scalars.startIndex
        while place < scalars.endIndex {
            let scalar = scalars[place]
            let next = scalars.index(after: place)
            if hasReferences, scalar == "&", let end = scalars[next...].prefix(10).firstIndex(of: ";") {
                endWord()
                if isExact {
                    marks += Self.references[String(scalars[next..<end])] ?? String(scalars[place...end])
                }
                place = scalars.index(after: end)
                continue
            }
            take(scalar, before: next < scalars.endIndex ? scalars[next] : nil)
            place = next
        }
        if !hasReferences { endWord() }
    }

    private static let references = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'", "apos": "'"]

    private mutating func take(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?) {
        switch scalar {
        case "a"..."z", "0"..."9": append(scalar, folded: scalar)
        case "A"..."Z": append(scalar, folded: Unicode.Scalar(UInt8(scalar.value) + 32))
        // "don't" is one word, however its apostrophe is typed.
        case "'", "\u{2019}": if isExact { mark(scalar) }
        case ".", ",":
            let isInNumber =
                word.unicodeScalars.last.map(Self.isDigit) ?? false && next.map(Self.isDigit) ?? false
            if isInNumber { append(scalar, folded: scalar) } else { mark(scalar) }
        default: takeOther(scalar)
        }
    }

    private mutating func takeOther(_ scalar: Unicode.Scalar) {
        let properties = scalar.properties
        if scalar.value < 0x80 || properties.isWhitespace {
            mark(scalar)
        } else if properties.isAlphabetic || properties.numericType != nil {
            word += properties.lowercaseMapping
            if isExact { written.unicodeScalars.append(scalar) }
        } else if properties.generalCategory == .otherSymbol {
            // A picture among the letters is what some posts consist of.
            endWord()
            tokens.append(Token(word: "", text: String(scalar)))
        } else if isExact || properties.generalCategory != .nonspacingMark {
            mark(scalar)
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar, folded: Unicode.Scalar) {
        word.unicodeScalars.append(folded)
        if isExact { written.unicodeScalars.append(scalar) }
    }

    /// Ends the word with what is no part of one.
    private mutating func mark(_ scalar: Unicode.Scalar) {
        endWord()
        if isExact, !scalar.properties.isWhitespace { marks.unicodeScalars.append(scalar) }
    }

    mutating func endWord() {
        guard !word.isEmpty else { return }
        tokens.append(Token(word: word, text: isExact ? marks + written : word))
        (word, written, marks) = ("", "", "")
    }

    /// The words' numbers, without counters.
    var finished: [UInt64] {
        var reader = self
        reader.endWord()
        var tokens = Self.settled(reader.tokens)
        if !reader.marks.isEmpty { tokens.append(Token(word: "", text: reader.marks)) }
        return tokens.map { $0.text.utf8.reduce(TextHash.seed, TextHash.mixed) }
    }

    private static func settled(_ tokens: [Token]) -> [Token] {
        guard tokens.contains(where: { isCount($0.word) }) else { return tokens }
        var kept: [Token] = []
        kept.reserveCapacity(tokens.count)
        var place = 0
        // The place of the word that was kept last.
        var last = -1
        while place < tokens.count {
            switch counted(at: place, in: tokens, isNameKept: last == place - 1) {
            case .before: kept.removeLast()
            case .after(let count): place += count
            case .nothing:
                kept.append(tokens[place])
                last = place
            }
            place += 1
        }
        return kept
    }

    /// What a number at a place counts.
    private enum Counted {
        case nothing
        /// The word before: "Comments: 3".
        case before
        /// So many words that follow: "3 comments", "3 hours ago".
        case after(Int)
    }

    private static func counted(at place: Int, in tokens: [Token], isNameKept: Bool) -> Counted {
        let word = tokens[place].word
        guard isCount(word) else { return .nothing }
        if place > 0, isNameKept, isNumber(word), counters.contains(tokens[place - 1].word) { return .before }
        let next = place + 1 < tokens.count ? tokens[place + 1].word : ""
        if counters.contains(next) { return .after(1) }
        let isAge = place + 2 < tokens.count && ageUnits.contains(next) && tokens[place + 2].word == "ago"
        return isAge ? .after(2) : .nothing
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar >= "0" && scalar <= "9" }

    private static func isCount(_ token: String) -> Bool { token == "no" || isNumber(token) }

    /// `1,234`, `1.2k`.
    private static func isNumber(_ token: String) -> Bool {
        guard let first = token.unicodeScalars.first, isDigit(first) else { return false }
        var digits = token.unicodeScalars[...]
        if let last = digits.last, last == "k" || last == "m" { digits.removeLast() }
        return digits.allSatisfy { isDigit($0) || $0 == "," || $0 == "." }
    }

    private static let counters: Set<String> = [
        "comment", "comments", "reply", "replies", "response", "responses", "answer", "answers", "view",
        "views",
        "read", "reads", "hit", "hits", "visit", "visits", "like", "likes", "upvote", "upvotes", "vote",
        "votes",
        "point", "points", "score", "share", "shares", "repost", "reposts", "retweet", "retweets", "boost",
        "boosts",
        "favorite", "favorites", "favourite", "favourites", "reaction", "reactions", "bookmark", "bookmarks",
        "play",
        "plays", "download", "downloads", "follower", "followers", "kommentar", "kommentare", "aufrufe",
        "antworten",
        "commentaire", "commentaires", "vues", "comentario", "comentarios", "vistas", "commenti",
    ]

    private static let ageUnits: Set<String> = [
        "second", "seconds", "minute", "minutes", "min", "mins", "hour", "hours", "day", "days", "week",
        "weeks",
        "month", "months", "year", "years",
    ]
}
