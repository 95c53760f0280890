/// A text as it is compared (`PRODUCT.md` §3): as words, without markup, punctuation, letter case and counters.
package struct ContentWords: Hashable, Sendable {
    /// A number for each word, in the text's order.
    let words: [UInt64]

    init(plain text: String) {
        var reader = WordReader()
        reader.read(text[...])
        words = reader.finished
    }

    init(markup html: String) {
        var reader = WordReader()
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
    private var tokens: [String] = []
    private var word = ""

    mutating func read(_ text: Substring, hasReferences: Bool = false) {
        let scalars = text.unicodeScalars
        var place = scalars.startIndex
        while place < scalars.endIndex {
            let scalar = scalars[place]
            let next = scalars.index(after: place)
            if hasReferences, scalar == "&", let end = scalars[next...].prefix(10).firstIndex(of: ";") {
                endWord()
                place = scalars.index(after: end)
                continue
            }
            take(scalar, before: next < scalars.endIndex ? scalars[next] : nil)
            place = next
        }
        if !hasReferences { endWord() }
    }

    private mutating func take(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?) {
        switch scalar {
        case "a"..."z", "0"..."9": word.unicodeScalars.append(scalar)
        case "A"..."Z": word.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value) + 32))
        // "don't" is one word, however its apostrophe is typed.
        case "'", "\u{2019}": break
        case ".", ",":
            let isInNumber =
                word.unicodeScalars.last.map(Self.isDigit) ?? false && next.map(Self.isDigit) ?? false
            if isInNumber { word.unicodeScalars.append(scalar) } else { endWord() }
        default:
            if scalar.value < 0x80 {
                endWord()
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                word += scalar.properties.lowercaseMapping
            } else if scalar.properties.generalCategory == .otherSymbol {
                // A picture among the letters is what some posts consist of.
                endWord()
                tokens.append(String(scalar))
            } else if scalar.properties.generalCategory != .nonspacingMark {
                endWord()
            }
        }
    }

    mutating func endWord() {
        guard !word.isEmpty else { return }
        tokens.append(word)
        word = ""
    }

    /// The words' numbers, without counters.
    var finished: [UInt64] {
        var reader = self
        reader.endWord()
        return Self.settled(reader.tokens).map { token in
            token.utf8.reduce(TextHash.seed, TextHash.mixed)
        }
    }

    private static func settled(_ tokens: [String]) -> [String] {
        guard tokens.contains(where: isCount) else { return tokens }
        var kept: [String] = []
        kept.reserveCapacity(tokens.count)
        var place = 0
        // The place after the last counter's name that was kept.
        var afterName = -1
        while place < tokens.count {
            defer { place += 1 }
            let token = tokens[place]
            if isCount(token) {
                let next = place + 1 < tokens.count ? tokens[place + 1] : ""
                if afterName == place, isNumber(token) {
                    kept.removeLast()
                    continue
                }
                if counters.contains(next) {
                    place += 1
                    continue
                }
                if place + 2 < tokens.count, ageUnits.contains(next), tokens[place + 2] == "ago" {
                    place += 2
                    continue
                }
            } else if counters.contains(token) {
                afterName = place + 1
            }
            kept.append(token)
        }
        return kept
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
