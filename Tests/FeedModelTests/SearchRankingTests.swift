import FeedModel
import Testing

struct SearchRankingTests {
    private func terms(_ phrases: [String]) -> [SearchTerm] {
        phrases.compactMap { SearchPhrase($0).map { SearchTerm($0, in: .any) } }
    }

    private func fit(_ content: ItemContent, _ phrases: [String], shares: [Double]? = nil) -> Double {
        let terms = terms(phrases)
        return SearchRanking(terms, shares: shares ?? terms.map { _ in 0.01 }).fit(
            of: SearchText(of: content))
    }

    private static let filler = String(repeating: "and other words ", count: 100)

    @Test(arguments: [
        (
            ItemContent(title: "Kernel news"), ItemContent(title: "News", text: "kernel kernel kernel"),
            ["kernel"]
        ),
        (
            ItemContent(title: "The kernel"),
            ItemContent(title: "All about the kernel and the rest of it all"), ["kernel"]
        ),
        (ItemContent(authors: [Person(name: "Ann")]), ItemContent(text: "ann"), ["ann"]),
        (ItemContent(text: "kernel kernel kernel"), ItemContent(text: "kernel"), ["kernel"]),
        (ItemContent(text: "kernel here"), ItemContent(text: "kernel " + filler), ["kernel"]),
        (
            ItemContent(text: "linux kernel " + filler), ItemContent(text: "linux \(filler) kernel"),
            ["linux", "kernel"]
        ),
        (
            ItemContent(title: "Linux kernel"), ItemContent(title: "Kernel", text: "linux"),
            ["linux", "kernel"]
        ),
        (ItemContent(text: "言語 " + filler), ItemContent(text: filler), ["言語"]),
    ])
    func `what fits better comes first`(better: ItemContent, worse: ItemContent, phrases: [String]) {
        #expect(fit(better, phrases) > fit(worse, phrases))
    }

    @Test func `a rare term tells more than a common one`() {
        let shares = [0.5, 0.000_1]
        #expect(
            fit(ItemContent(text: "rare"), ["common", "rare"], shares: shares)
                > fit(ItemContent(text: "common"), ["common", "rare"], shares: shares))
    }

    @Test func `a term for titles is not looked for elsewhere`() throws {
        let term = SearchTerm(try #require(SearchPhrase("kernel")), in: .title)
        let ranking = SearchRanking([term], shares: [0.1])
        #expect(ranking.fit(of: SearchText(of: ItemContent(text: "kernel"))) == 0)
        #expect(ranking.fit(of: SearchText(of: ItemContent(title: "kernel"))) > 0)
    }

    @Test func `of those that fit about as well the newer comes first`() {
        #expect(SearchRanking.isBefore((1.001, ItemID(2)), (1.002, ItemID(1))))
        #expect(SearchRanking.isBefore((2, ItemID(1)), (1, ItemID(2))))
    }

    @Test func `what must not be there is not looked for`() {
        let query = ItemQuery.all([
            .words("linux"), .not(.words("windows")), .any([.title("kernel*"), .words("linux")]),
            .tag("news"),
        ])
        #expect(query.searchTerms.map(\.match) == ["\"linux\"", "title : \"kernel\" *"])
    }
}
