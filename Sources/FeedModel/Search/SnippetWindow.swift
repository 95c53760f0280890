/// The part of a long line that is shown of it.
struct SnippetWindow {
    let range: Range<String.Index>

    /// - Parameters:
    ///   - places: where terms stand in the text, in its order.
    ///   - columns: how wide the part is at most, give or take a character.
    init(of text: String, around places: [(term: Int, place: Range<String.Index>)], columns: Int) {
        let width = { (range: Range<String.Index>) in
            text[range].unicodeScalars.reduce(0) { $0 + Self.width(of: $1) }
        }
        var start = text.startIndex
        if let best = Self.best(of: places, fits: { width($0) <= columns * 3 / 4 }) {
            start = Self.start(before: best, in: text, columns: columns / 5)
        }
        var end = start
        var taken = 0
        var lastBlank: String.Index?
        while end < text.endIndex {
            taken += text[end].unicodeScalars.reduce(0) { $0 + Self.width(of: $1) }
            if taken > columns { break }
            if text[end] == " " { lastBlank = end }
            end = text.index(after: end)
        }
        // Words stay whole where that costs little.
        if end < text.endIndex, let lastBlank, width(lastBlank..<end) <= 20 { end = lastBlank }
        range = start..<end
    }

    /// The place from which on most terms are shown; of several, most places; of these, the first.
    private static func best(
        of places: [(term: Int, place: Range<String.Index>)], fits: (Range<String.Index>) -> Bool
    ) -> String.Index? {
        var best: (terms: Int, count: Int, place: String.Index)?
        for (index, place) in places.prefix(200).enumerated() {
            var terms: Set<Int> = []
            var count = 0
            for other in places[index...].prefix(20) {
                guard fits(place.place.lowerBound..<max(other.place.upperBound, place.place.lowerBound))
                else {
                    break
                }
                terms.insert(other.term)
                count += 1
            }
            if best.map({ (terms.count, count) > ($0.terms, $0.count) }) ?? true {
                best = (terms.count, count, place.place.lowerBound)
            }
        }
        return best?.place
    }

    /// A little before a place, at the beginning of a word where one is.
    private static func start(before place: String.Index, in text: String, columns: Int) -> String.Index {
        var start = place
        var taken = 0
        var firstOfWord: String.Index?
        while start > text.startIndex {
            let previous = text.index(before: start)
            taken += text[previous].unicodeScalars.reduce(0) { $0 + width(of: $1) }
            if taken > columns { return firstOfWord ?? start }
            if text[previous] == " " { firstOfWord = start }
            start = previous
        }
        return start
    }

    /// Two columns for most of East Asia, none for marks. Not exact: lines are cut where they are printed.
    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case ..<0x300: 1
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            2
        default: scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
        }
    }
}
