import FeedFetching
import FeedModel
import FoundationEssentials
import HTTPTransport
import TestSupport
import Testing

@Suite struct RedirectTests {
    private let transport = ScriptedTransport()

    private func script(_ roads: (String, String)..., status: Int = 302) {
        for (url, target) in roads {
            transport.answer(url, with: answer(status, ["Location": target], from: url))
        }
    }

    @Test(arguments: [
        ("http://b.example.net/x?y#z", "http://b.example.net/x?y"), ("/b", "http://feeds.example.org/b"),
        ("b", "http://feeds.example.org/b"), ("//b.example.net/", "http://b.example.net/"),
        ("?q", "http://feeds.example.org/a?q"),
        ("HTTP://B.example.net/", "HTTP://B.example.net/"), ("/\u{C3}\u{A4}", "http://feeds.example.org/ä"),
    ])
    func `B62, B68 · a redirect is followed wherever it leads, without its fragment`(
        location: String, target: String
    )
        async throws
    {
        script((home, location))
        transport.answer(target, with: answer(from: target))
        let fetched = try await fetcher(transport).fetch(due(), at: now)
        #expect(transport.requests.map(\.url) == [home, target])
        #expect(fetched.exchange.finalURL == Link(target))
        #expect(fetched.exchange.requests == 2)
        #expect(fetched.exchange.permanentTarget == nil)
    }

    @Test func `B63 · a permanent redirect tells where the feed has gone`() async throws {
        script((home, "/new"), status: 301)
        transport.answer("http://feeds.example.org/new", with: answer())
        let fetched = try await fetcher(transport).fetch(due(), at: now)
        #expect(fetched.exchange.permanentTarget == Link("http://feeds.example.org/new"))
    }

    @Test func `B68 · five redirects are followed and a sixth is not`() async throws {
        let urls = (0...6).map { "http://feeds.example.org/\($0)" }
        for index in 0..<5 { script((urls[index], urls[index + 1])) }
        transport.answer(urls[5], with: answer())
        #expect(try await fetcher(transport).fetch(due(urls[0]), at: now).exchange.requests == 6)
        script((urls[5], urls[6]))
        let failure = await fetcher(transport).failure(due(urls[0]))
        #expect(failure?.kind == .redirect(.tooMany(limit: 5)))
        #expect(failure?.exchange.requests == 6)
    }

    @Test(
        arguments: [
            (home, .loop), (home + "#x", .loop), ("", .noLocation), ("file:///etc/hostname", .scheme("file")),
            ("FTP://x/", .scheme("ftp")), ("data:,x", .scheme("data")), ("gopher://x/", .scheme("gopher")),
        ] as [(String, FetchFailure.RedirectProblem)])
    func `B68, B69 · a road that leads nowhere is a failure`(
        location: String, problem: FetchFailure.RedirectProblem
    )
        async
    {
        script((home, location))
        #expect(await fetcher(transport).failure(due())?.kind == .redirect(problem))
        #expect(transport.requests.count == 1)
    }

    @Test(arguments: ["http://user:pass@b.example.net/", "//feeds.example.org@b.example.net/"])
    func `a redirect that names a user is refused`(location: String) async {
        script((home, location))
        guard case .badAddress = await fetcher(transport).failure(due())?.kind else {
            Issue.record("followed")
            return
        }
        #expect(transport.requests.count == 1)
    }

    @Test(arguments: [
        "https://feeds.example.org/a", "http://feeds.example.org:8080/a", "http://b.example.net/",
    ])
    func `B70 · a stranger gets neither headers nor credentials`(target: String) async throws {
        let fetching = FeedFetchSettings(headers: [.init(name: "X-Api-Key", value: "secret")])
        script(("http://u:p@feeds.example.org/a", target))
        transport.answer(target, with: answer())
        _ = try await fetcher(transport).fetch(
            due("http://u:p@feeds.example.org/a", fetching: fetching), at: now)
        #expect(transport.requests.map { $0.headers["X-Api-Key"] } == ["secret", nil])
        #expect(transport.requests.last?.url == target)
    }

    @Test func `the feed's own host gets them at each hop`() async throws {
        let fetching = FeedFetchSettings(headers: [.init(name: "X-Api-Key", value: "secret")])
        script(("http://u:p@feeds.example.org/a", "http://feeds.example.org/b"))
        transport.answer("http://u:p@feeds.example.org/b", with: answer())
        _ = try await fetcher(transport).fetch(
            due("http://u:p@feeds.example.org/a", fetching: fetching), at: now)
        #expect(transport.requests.map { $0.headers["X-Api-Key"] } == ["secret", "secret"])
    }

    @Test func `B71 · with credentials nobody follows from https down to http`() async {
        script(("https://u:p@feeds.example.org/a", "http://feeds.example.org/a"))
        #expect(
            await fetcher(transport).failure(due("https://u:p@feeds.example.org/a"))?.kind
                == .redirect(.downgrade))
        script(("https://feeds.example.org/a", home))
        transport.answer(home, with: answer())
        #expect(await fetcher(transport).failure(due("https://feeds.example.org/a")) == nil)
    }

    @Test func `B21 · validators are sent to the address whose answer bore them and to no other`()
        async throws
    {
        let target = "http://b.example.net/"
        let validators = CacheValidators(url: Link(target), entityTag: "\"b\"", lastModified: nil)
        script((home, target))
        transport.answer(target, with: answer(304, body: ""))
        let fetched = try await fetcher(transport).fetch(due(validators: validators), at: now)
        #expect(fetched.result == .notModified)
        #expect(fetched.validators == validators)
        #expect(transport.requests.map { $0.headers["If-None-Match"] } == [nil, "\"b\""])
    }

    @Test func `B72 · a hop to a resting host puts the poll off`() async {
        let end = now.addingTimeInterval(600)
        script((home, "http://b.example.net/"))
        let failure = await fetcher(transport, resting: [HostRest(host: "b.example.net", until: end)])
            .failure(due())
        #expect(failure?.kind == .hostResting(host: "b.example.net"))
        #expect(failure?.notBefore == end)
        #expect(transport.requests.count == 1)
    }

    @Test("B48 · a redirect with a wish keeps the next hop from its own host, and the rest is remembered")
    func restingRedirect() async throws {
        let next = "http://feeds.example.org/next"
        transport.answer(home, with: answer(301, ["Location": next, "Retry-After": "7200"]))
        transport.answer(next, with: answer())
        let failure = await fetcher(transport).failure(due())
        let rest = HostRest(host: "feeds.example.org", until: now.addingTimeInterval(7_200))
        #expect(failure?.kind == .hostResting(host: "feeds.example.org"))
        #expect(failure?.notBefore == rest.until)
        #expect(failure?.hostRests == [rest])
        #expect(transport.requests.count == 1)
    }

    @Test("B48 · the wish of a redirect that leads nowhere, or whose goal fails, is kept all the same")
    func restingLostRedirect() async throws {
        let rest = HostRest(host: "feeds.example.org", until: now.addingTimeInterval(7_200))
        transport.answer(home, with: answer(301, ["Retry-After": "7200"]))
        var failure = await fetcher(transport).failure(due())
        #expect(failure?.kind == .redirect(.noLocation))
        #expect(failure?.notBefore == rest.until)
        #expect(failure?.hostRests == [rest])
        transport.answer(
            home, with: answer(302, ["Location": "http://b.example.net/", "Retry-After": "7200"]))
        failure = await fetcher(transport).failure(due())
        #expect(failure?.hostRests == [rest])
    }

    @Test func `a redirect with a wish lets its host rest`() async throws {
        transport.answer(home, with: answer(301, ["Location": "http://b.example.net/", "Retry-After": "60"]))
        transport.answer("http://b.example.net/", with: answer())
        let fetched = try await fetcher(transport).fetch(due(), at: now)
        #expect(fetched.hostRests == [HostRest(host: "feeds.example.org", until: now.addingTimeInterval(60))])
    }
}
