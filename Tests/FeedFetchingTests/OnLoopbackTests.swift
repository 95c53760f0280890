import FeedFetching
import FeedModel
import HTTPTransport
import TestSupport
import Testing

@Suite(.serialized) struct OnLoopbackTests {
    private func onLoopback(
        allowing entries: [String] = ["127.0.0.0/8"], _ body: (LoopbackServer, Fetcher) async throws -> Void
    ) async throws {
        try await LoopbackServer.running { server in
            try await CurlTransport.running(width: 8, addresses: AddressRule(allowing: entries)) {
                transport in
                try await body(server, fetcher(transport))
            }
        }
    }

    @Test
    func `B01, B02, B09, B74 · a feed is fetched, found unchanged, and fetched again when it has changed`()
        async throws
    {
        try await onLoopback { server, fetcher in
            server.serve("/f") { request in
                switch request["If-None-Match"] {
                case nil: Reply(headers: ["ETag": "\"1\""], text: "<one/>")
                case "\"1\"" where server.requests.count < 3: Reply(304)
                default: Reply(headers: ["ETag": "\"2\""], text: "<two/>")
                }
            }
            let address = server.url("/f?b=2&a=1&&x=%7e#top")
            let first = try await fetcher.fetch(due(address), at: now)
            let second = try await fetcher.fetch(due(address, validators: first.validators), at: now)
            let third = try await fetcher.fetch(due(address, validators: second.validators), at: now)
            #expect(first.result.text == "<one/>")
            #expect(second.result == .notModified)
            #expect(third.result.text == "<two/>")
            #expect(third.validators?.entityTag == "\"2\"")
            #expect(Set(server.requests.map(\.target)) == ["/f?b=2&a=1&&x=%7e"])
        }
    }

    // Every hop is judged.
    @Test func `B91 · a redirect into a private network is denied`() async throws {
        try await LoopbackServer.running { other in
            try await onLoopback(allowing: ["localhost"]) { server, fetcher in
                server.serve("/", Reply(302, headers: ["Location": other.url("/inside")]))
                let failure = await fetcher.failure(due("http://localhost:\(server.port)/"))
                #expect(failure?.kind == .privateNetwork(host: "127.0.0.1"))
                #expect(failure?.exchange.requests == 2)
                #expect(other.connections == 0)
            }
        }
    }

    @Test func `B60, B11 · a document that was cut short is a failure`() async throws {
        try await onLoopback { server, fetcher in
            server.serve(
                "/", Reply(headers: ["ETag": "\"9\""], body: Array("<rss>".utf8), framing: .claimedLength(99))
            )
            #expect(await fetcher.failure(due(server.url("/")))?.kind == .cutShort)
        }
    }

    @Test func `a connection that no other feed of its host waits for is not kept`() async throws {
        try await onLoopback { server, fetcher in
            server.serve("/f", Reply(text: "<one/>"))
            _ = try await fetcher.fetch(due(server.url("/f")), at: now)
            _ = try await fetcher.fetch(due(server.url("/f")), at: now)
            #expect(server.connections == 2)
        }
    }

    @Test func `a connection is kept for those of its host that follow, and none where a redirect leads`()
        async throws
    {
        try await LoopbackServer.running { other in
            try await onLoopback { server, fetcher in
                server.serve("/f", Reply(text: "<one/>"))
                server.serve("/moved", Reply(302, headers: ["Location": other.url("/there")]))
                other.serve("/there", Reply(text: "<two/>"))
                for path in ["/f", "/f", "/moved", "/moved"] {
                    var feed = due(server.url(path))
                    feed.isFollowed = true
                    _ = try await fetcher.fetch(feed, at: now)
                }
                #expect(server.connections == 1)
                #expect(other.connections == 2)
            }
        }
    }

    @Test func `of two hundred feeds as many are fetched at once as may be`() async throws {
        try await onLoopback { server, _ in
            try await CurlTransport.running(width: 64, addresses: AddressRule(allowing: ["127.0.0.1"])) {
                transport in
                let fetcher = fetcher(transport) { policy in
                    policy.perHost = 64
                    policy.hostSpacing = .zero
                }
                let gate = Gate()
                for number in 0..<200 {
                    server.serve("/\(number)", Reply(text: "<feed n='\(number)'/>").after(gate))
                }
                let texts = try await withThrowingTaskGroup(of: String?.self) { group in
                    for number in 0..<200 {
                        group.addTask {
                            try await fetcher.fetch(due(server.url("/\(number)")), at: now).result.text
                        }
                    }
                    await server.received(64)
                    // None has ended, so that one more would be one too many.
                    #expect(server.requests.count == 64)
                    gate.open()
                    return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
                }
                #expect(texts == Set((0..<200).map { "<feed n='\($0)'/>" }))
            }
        }
    }
}
