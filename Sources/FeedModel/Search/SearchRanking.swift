/// How well items fit what is searched for.
///
/// Not `bm25()`: that counts every match in the index before it ranks the first. How rare a term is, is told by how
/// densely its newest matches lie.
package struct SearchRanking: Sendable {
    private let terms: [SearchTerm]
    /// How much each term tells: the rarer, the more.
    private let weights: [Double]

    /// - Parameter shares: of each term, which share of the items has it, as far as is known; above 0, 1 at most.
    package init(_ terms: [SearchTerm], shares: [Double]) {
        precondition(terms.count == shares.count, "each term has its share")
        self.terms = terms
        weights = shares.map { share in
            // The logarithm, straight between powers of two: none is needed that is exact.
            let rarity = 1 + 1 / max(share, 1e-9)
            return Double(rarity.exponent) + rarity.significand - 1
        }
    }

    /// The fit of an item, the higher the better. What is not known of it yet counts for nothing, so that the fit of an
    /// item whose body was left out says which are worth a closer look.
    ///
    /// A term in the title tells most, then one among the authors; in the text it tells the more, the more often it
    /// stands there for the text's length. Terms that stand near one another tell more, in a row most.
    package func fit(of text: SearchText) -> Double {
        let title = hits(in: text.title, of: .title)
        let author = hits(in: text.author, of: .author)
        let body = hits(in: text.body, of: nil)
        let titleShare = 1 / Double(max(title.tokenCount, 1)).squareRoot()
        let bodyLength = 0.75 + 0.25 * Double(body.tokenCount) / Self.usualLength
        var fit = 0.0
        for (index, weight) in weights.enumerated() {
            var weighed = Double(body.count(of: index)) / bodyLength
            if title.count(of: index) > 0 { weighed += 6 + 4 * titleShare }
            if author.count(of: index) > 0 { weighed += 4 }
            fit += weight * weighed / (weighed + 1.2)
        }
        guard terms.count > 1 else { return fit }
        let stretches = [title, body].compactMap { $0.shortestStretch(with: terms.count) }
        guard let stretch = stretches.min() else { return fit }
        let words = terms.reduce(0) { $0 + $1.phrase.tokens.count }
        return fit + 0.5 * weights.reduce(0, +) * min(1, Double(words) / Double(stretch))
    }

    /// Items in the order in which they are shown: the better fit first; of those that fit about as well, the newer.
    package static func isBefore(
        _ left: (fit: Double, id: ItemID), _ right: (fit: Double, id: ItemID)
    ) -> Bool {
        let (one, other) = ((left.fit * 8).rounded(), (right.fit * 8).rounded())
        return one != other ? one > other : left.id > right.id
    }

    /// How many tokens the text of an item has, more or less.
    private static let usualLength = 300.0

    private func hits(in text: String, of column: SearchTerm.Column?) -> TermHits {
        let phrases = terms.indices.filter { terms[$0].column == .any || terms[$0].column == column }
            .map { (term: $0, phrase: terms[$0].phrase) }
        return TermHits(of: phrases, in: text.utf8Span.span)
    }
}
