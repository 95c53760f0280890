/// A text in its own letters, and what was found in it.
package struct FoundText: Hashable, Sendable {
    package let text: String
    /// In the text's order; none touches another.
    package let matches: [Range<String.Index>]

    /// A short text as it is, such as a title.
    package init(_ text: String, _ terms: [SearchTerm]) {
        self.text = text
        matches = Self.joined(Self.places(of: terms, in: text).map(\.place))
    }

    /// An item's text on one line, cut to where most was found; where nothing was, its beginning.
    ///
    /// - Parameter columns: how wide it becomes at most on a terminal, roughly.
    package init(snippetOf content: ItemContent, _ terms: [SearchTerm], columns: Int) {
        let sought = terms.filter { $0.column == .any }
        let texts = Self.lines(of: content)
        var (text, places) = (texts.first ?? "", [(term: Int, place: Range<String.Index>)]())
        for candidate in texts where places.isEmpty {
            places = Self.places(of: sought, in: candidate)
            if !places.isEmpty { text = candidate }
        }
        let window = SnippetWindow(of: text, around: places, columns: columns)
        let before = window.range.lowerBound > text.startIndex ? "…" : ""
        let after = window.range.upperBound < text.endIndex ? "…" : ""
        self.text = before + text[window.range] + after
        // Counted from the start, for the text before is another now.
        let shift = before.utf8.count - text.utf8.distance(from: text.startIndex, to: window.range.lowerBound)
        matches = Self.joined(
            places.map(\.place).filter {
                $0.lowerBound >= window.range.lowerBound && $0.upperBound <= window.range.upperBound
            }
        ).map { [shown = self.text] range in
            let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound) + shift
            let length = text.utf8.distance(from: range.lowerBound, to: range.upperBound)
            let first = shown.utf8.index(shown.startIndex, offsetBy: start)
            return first..<shown.utf8.index(first, offsetBy: length)
        }
    }

    /// How much of a text is looked through for something to show, in characters.
    private static let longest = 200_000

    private static func lines(of content: ItemContent) -> [String] {
        let body =
            content.html.map { MarkupText.line(ofMarkup: $0, upTo: longest) }
            ?? content.text.map { MarkupText.line(ofPlain: $0, upTo: longest) }
        let summary = content.summary.map { MarkupText.line(ofPlain: $0, upTo: longest) }
        return [body, summary].compactMap(\.self).filter { !$0.isEmpty }
    }

    /// What stands for each term; their phrases alone count.
    private static func places(
        of terms: [SearchTerm], in text: String
    ) -> [(term: Int, place: Range<String.Index>)] {
        let tokens = PlacedTokens(text)
        let phrases = terms.enumerated().map { (term: $0.offset, phrase: $0.element.phrase) }
        return TermHits(of: phrases, in: tokens.bytes.span).hits.map { hit in
            let first = tokens.places[hit.tokens.lowerBound]
            let last = tokens.places[hit.tokens.upperBound]
            let phrase = terms[hit.term].phrase
            // A lone character of a script without blanks is found in pairs, but only it was asked for.
            let end =
                phrase.isPrefix && phrase.endsUnspaced ? text.index(after: last.lowerBound) : last.upperBound
            return (hit.term, first.lowerBound..<max(end, first.lowerBound))
        }
    }

    private static func joined(_ ranges: [Range<String.Index>]) -> [Range<String.Index>] {
        var joined: [Range<String.Index>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = joined.last, range.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        return joined
    }
}
