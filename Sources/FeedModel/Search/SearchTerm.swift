/// A phrase that a query looks for, and where.
package struct SearchTerm: Hashable, Sendable {
    package let phrase: SearchPhrase
    package let column: Column

    package enum Column: Hashable, Sendable {
        /// The title, the authors or the text.
        case any
        case title
        case author
    }

    package init(_ phrase: SearchPhrase, in column: Column) {
        self.phrase = phrase
        self.column = column
    }

    /// As FTS5 takes it. No word is a tag's token, so that only a title and an author want a column named.
    package var match: String {
        switch column {
        case .any: phrase.match
        case .title: "title : \(phrase.match)"
        case .author: "author : \(phrase.match)"
        }
    }
}

extension ItemQuery {
    /// The phrases that what it finds may contain, each once: those to rank by, and to show. Those that it must not
    /// contain are none of them.
    package var searchTerms: [SearchTerm] {
        var terms: [SearchTerm] = []
        for term in allTerms where !terms.contains(term) { terms.append(term) }
        return terms
    }

    private var allTerms: [SearchTerm] {
        switch self {
        case .words, .title, .author: searchTerm.map { [$0] } ?? []
        case .all(let parts), .any(let parts): parts.flatMap(\.allTerms)
        default: []
        }
    }

    /// What a query of a single phrase looks for; nil for others, and where there is no word.
    package var searchTerm: SearchTerm? {
        switch self {
        case .words(let text): SearchPhrase(text).map { SearchTerm($0, in: .any) }
        case .title(let text): SearchPhrase(text).map { SearchTerm($0, in: .title) }
        case .author(let text): SearchPhrase(text).map { SearchTerm($0, in: .author) }
        default: nil
        }
    }
}
