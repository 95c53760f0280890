import FeedModel
import FoundationEssentials
import HTTPTransport
import TestSupport
import Testing

@testable import FeedFetching

@Suite struct RegistrableDomainTests {
    private let transport = ScriptedTransport()

    @Test(
        "B50 · hosts of one owner have one domain, hosts under a public suffix have not",
        arguments: [
            ("a.b.tumblr.com", "tumblr.com"), ("tumblr.com", "tumblr.com"), ("news.bbc.co.uk", "bbc.co.uk"),
            ("a.tumblr.com:8080", "tumblr.com"), ("co.uk", nil), ("com", nil), ("localhost", nil),
            ("127.0.0.1", nil), ("127.0.0.1:8080", nil), ("[::1]", nil), ("", nil),
            ("a.github.io", "a.github.io"),
        ] as [(String, String?)])
    func domains(host: String, domain: String?) {
        #expect(RegistrableDomain.of(host) == domain)
    }

    private func limit(_ urls: [String], at seconds: [Double], through fetcher: Fetcher) async
        -> [FetchFailure?]
    {
        var failures: [FetchFailure?] = []
        for (url, second) in zip(urls, seconds) {
            transport.answer(url, with: answer(429, ["Retry-After": "1200"], from: url))
            failures.append(await fetcher.failure(due(url), at: now.addingTimeInterval(second)))
        }
        return failures
    }

    @Test("B50 · when two hosts of a domain ask for rest within ten minutes, all of it rests")
    func escalates() async throws {
        let fetcher = fetcher(transport)
        let failures = await limit(
            ["http://a.tumblr.com/", "http://b.tumblr.com/"], at: [0, 599], through: fetcher)
        let end = now.addingTimeInterval(599 + 1_200)
        #expect(failures[0]?.hostRests.map(\.host) == ["a.tumblr.com"])
        #expect(
            failures[1]?.hostRests == [
                HostRest(host: "b.tumblr.com", until: end, repeats: 1),
                HostRest(host: ".tumblr.com", until: end),
            ])
        transport.answer("http://c.tumblr.com/", with: answer())
        let third = await fetcher.failure(due("http://c.tumblr.com/"), at: now.addingTimeInterval(700))
        #expect(third?.kind == .hostResting(host: "c.tumblr.com"))
        #expect(third?.notBefore == end)
        _ = try await fetcher.fetch(due("http://c.tumblr.com/"), at: end)
    }

    @Test(
        "B50 · what does not speak for a domain lets its hosts go on",
        arguments: [
            (["http://a.tumblr.com/1", "http://a.tumblr.com/2"], [0, 1_300]),
            (["http://a.tumblr.com/", "http://b.tumblr.com/"], [0, 601]),
            (["http://a.github.io/", "http://b.github.io/"], [0, 1]),
        ] as [([String], [Double])])
    func stays(urls: [String], seconds: [Double]) async {
        let failures = await limit(urls, at: seconds, through: fetcher(transport))
        #expect(failures.allSatisfy { $0?.hostRests.allSatisfy { !$0.host.hasPrefix(".") } ?? false })
    }

    @Test("B51 · hosts that the settings open speak for nobody but themselves")
    func ownHosts() async {
        let fetcher = fetcher(transport) { $0.privateNetworks = ["a.home.example", "b.home.example"] }
        let failures = await limit(
            ["http://a.home.example/", "http://b.home.example/"], at: [0, 1], through: fetcher)
        #expect(failures.compactMap { $0?.hostRests.count } == [1, 1])
    }

    @Test("B50 · a domain's rest outlives a restart")
    func restart() async {
        let end = now.addingTimeInterval(60)
        let fetcher = fetcher(transport, resting: [HostRest(host: ".tumblr.com", until: end)])
        #expect(await fetcher.failure(due("http://x.tumblr.com/"))?.notBefore == end)
    }
}
