/// Where terms stand in a text of tokens.
struct TermHits {
    struct Hit {
        /// The term's place among the terms.
        let term: Int
        /// The first and the last of its tokens, counted from the text's first.
        let tokens: ClosedRange<Int>
    }

    /// In the text's order.
    private(set) var hits: [Hit] = []
    private(set) var tokenCount = 0

    /// - Parameter phrases: with their places among the terms.
    init(of phrases: [(term: Int, phrase: SearchPhrase)], in bytes: Span<UInt8>) {
        let wanted = phrases.map { term, phrase in
            (term: term, bytes: phrase.bytes, last: phrase.tokens.count - 1, isPrefix: phrase.isPrefix)
        }
        var place = 0
        while place < bytes.count {
            for phrase in wanted
            where Self.stands(phrase.bytes, isPrefix: phrase.isPrefix, at: place, in: bytes) {
                hits.append(Hit(term: phrase.term, tokens: tokenCount...tokenCount + phrase.last))
            }
            tokenCount += 1
            while place < bytes.count, bytes[place] != 0x20 { place += 1 }
            place += 1
        }
    }

    private static func stands(
        _ phrase: [UInt8], isPrefix: Bool, at place: Int, in bytes: Span<UInt8>
    ) -> Bool {
        let end = place + phrase.count
        guard end <= bytes.count, phrase[0] == bytes[place] else { return false }
        for offset in phrase.indices where phrase[offset] != bytes[place + offset] { return false }
        return isPrefix || end == bytes.count || bytes[end] == 0x20
    }

    func count(of term: Int) -> Int {
        hits.reduce(0) { $0 + ($1.term == term ? 1 : 0) }
    }

    /// How many tokens the shortest stretch has in which all of so many terms stand; nil where there is none.
    func shortestStretch(with terms: Int) -> Int? {
        var counts = Array(repeating: 0, count: terms)
        var present = 0
        var first = 0
        var shortest: Int?
        for hit in hits {
            counts[hit.term] += 1
            if counts[hit.term] == 1 { present += 1 }
            while present == terms {
                let length = hit.tokens.upperBound - hits[first].tokens.lowerBound + 1
                shortest = min(shortest ?? length, max(1, length))
                counts[hits[first].term] -= 1
                if counts[hits[first].term] == 0 { present -= 1 }
                first += 1
            }
        }
        return shortest
    }
}
