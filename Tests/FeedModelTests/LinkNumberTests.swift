import Testing

@testable import FeedModel

@Suite struct LinkNumberTests {
    private func number(_ link: String) -> LinkNumber {
        LinkNumber(of: Link(link))
    }

    @Test(arguments: [
        ("https://Example.org:443/a/?utm_source=x#top", "http://example.org/a"),
        ("https://example.org/%7Ejo", "https://example.org/~jo"),
        ("https://example.org/", "https://example.org"),
    ])
    func `links that are the same when compared have one number`(one: String, other: String) {
        #expect(number(one).rawValue == number(other).rawValue)
    }

    @Test func `other links have other numbers`() {
        let links = [
            "https://example.org", "https://example.org/a", "https://example.org/b",
            "https://example.org/a/b",
            "https://example.org/a?b=1", "https://example.org/a?b=/1", "https://example.net/a",
            "https://example.org:8080/a", "mailto:a@example.org", "/a", "a", "",
        ]
        #expect(Set(links.map { number($0).rawValue }).count == links.count)
        #expect(Set(links.map(number)).count == links.count)
    }

    @Test func `links of one site are neighbours, and those of one folder among them`() {
        let sites = (0..<20).map { "https://site\($0).example" }
        let links = (0..<1_000).map { place in
            (
                site: place % 20, folder: place % 20 + 20 * (place / 20 % 3),
                number: number("\(sites[place % 20])/2026/\(place / 20 % 3)/article-\(place)?p=/\(place)")
            )
        }.sorted { $0.number.rawValue < $1.number.rawValue }
        func runs(_ names: [Int]) -> Int {
            1 + zip(names, names.dropFirst()).count { $0 != $1 }
        }
        #expect(runs(links.map(\.site)) == 20)
        #expect(runs(links.map(\.folder)) == 60)
    }

    @Test func `pages that are told apart by a query alone are neighbours`() {
        let numbers = (0..<100).map { number("https://site.example/?p=\($0)").rawValue >> 44 }
        #expect(Set(numbers).count == 1)
        #expect(number("https://other.example/?p=1").rawValue >> 44 != numbers[0])
    }

    /// Numbers of before there were sites in them are kept of what is gone.
    @Test func `a number is known by what tells links apart, whatever is above it`() {
        let link = Link("https://example.org/2026/a")
        let former = LinkNumber(rawValue: TextHash.hash(of: link.normalised.utf8))
        #expect(former == LinkNumber(of: link))
        #expect(Set([former]).contains(LinkNumber(of: link)))
        #expect(LinkNumber(rawValue: LinkNumber(of: link).own) == LinkNumber(of: link))
        #expect(former != LinkNumber(of: Link("https://example.org/2026/b")))
    }
}
