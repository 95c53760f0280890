import Foundation
import TestSupport
import Testing

/// The main job: poll, parse, keep once, list, mark read, with the two built programs against a loopback web.
struct RoundTests {
    @Test
    func `B18 · 200 feeds of 30 items are stored once, asked again for nothing, and only the new is unread`()
        async throws
    {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let web = FeedWeb(server: server, feeds: 200, items: 30)
            try programs.configure(web.urls)

            #expect(try await programs.tidingsd("--once").status == 0)
            #expect(try await titles(programs) == web.guids.sorted())
            #expect(web.takeCounts() == (full: 200, notModified: 0))

            #expect(try await programs.tidingsd("--once").status == 0)
            #expect(web.takeCounts() == (full: 0, notModified: 200))
            #expect(try await titles(programs).count == 6_000)

            #expect(try await programs.tidings("read", "older:0m").status == 0)
            #expect(try await programs.tidings("count").output == "0\n")
            for number in stride(from: 0, to: 200, by: 10) { web.publish(2, in: number) }
            #expect(try await programs.tidingsd("--once").status == 0)
            let expected = stride(from: 0, to: 200, by: 10).flatMap { ["f\($0)-i30", "f\($0)-i31"] }
            #expect(try await titles(programs) == expected.sorted())
            #expect(web.takeCounts() == (full: 20, notModified: 180))
            #expect(try await programs.tidings("count", "--all").output == "6040\n")
        }
    }

    /// Twenty crashes at moments drawn from a seeded generator: in the middle of requests, of storing, of starting.
    @Test func `B123 · twenty kills lose no item and show none twice`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let web = FeedWeb(server: server, feeds: 200, items: 30)
            try programs.configure(web.urls, fetch: "width = 8")
            var chance = Seeded(state: 20_261_125)
            var seen = 0
            for _ in 0..<20 {
                let daemon = try programs.startDaemon()
                let wanted = seen + Int.random(in: 1...150, using: &chance)
                await server.received(wanted)
                await daemon.kill9()
                seen = max(wanted, server.requests.count)
                let item = Int.random(in: 0..<200, using: &chance)
                web.publish(1, in: item)
            }
            #expect(try await programs.tidingsd("--once", "--all").status == 0)
            #expect(try await titles(programs) == web.guids.sorted())
            #expect(try await programs.tidings("status", "--json").status == 69)
        }
    }

    @Test func `the daemon polls until it is told to stop, and a second one says that it is there`()
        async throws
    {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let web = FeedWeb(server: server, feeds: 3, items: 5)
            try programs.configure(web.urls, longestPause: "1h")
            let daemon = try programs.startDaemon()
            await server.received(3)
            let second = try await programs.tidingsd("--once")
            #expect(second.status == 75)
            #expect(second.complaints.contains("another poller"))
            #expect(await daemon.stop() == 0)
            #expect(daemon.logged.contains("started"))
            #expect(daemon.logged.contains("stopped"))
            #expect(try await titles(programs) == web.guids.sorted())
        }
    }

    /// With room for one poll at a time, each host's connection serves all of its feeds.
    @Test func `feeds of one host share a connection where it need not be left alone`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { one in
            try await LoopbackServer.running { other in
                let webs = [one, other].map { FeedWeb(server: $0, feeds: 8, items: 2) }
                let urls = zip(webs[0].urls, webs[1].urls).flatMap { [$0, $1] }
                try programs.configure(urls, fetch: "width = 1")
                #expect(try await programs.tidingsd("--once").status == 0)
                #expect(one.requests.count == 8)
                #expect(other.requests.count == 8)
                #expect(one.connections == 1)
                #expect(other.connections == 1)
            }
        }
    }

    /// Two feeds on a host that hangs hold up neither another host's feed nor the clock.
    @Test func `a host that hangs holds nobody else back`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { slow in
            try await LoopbackServer.running { quick in
                slow.serve("/1", .never)
                slow.serve("/2", .never)
                quick.serve("/feed", Reply(text: Samples.rss(items: ["a"])))
                try programs.configure(
                    [slow.url("/1"), slow.url("/2"), quick.url("/feed")],
                    fetch: "first-byte-timeout = \"1h\"\ntotal-timeout = \"1h\"", longestPause: "0",
                    perHost: 1)
                let daemon = try programs.startDaemon()
                await quick.received(3)
                // Neither has had an answer, and neither is asked twice.
                #expect(Set(slow.requests.map(\.target)).count == slow.requests.count)
                #expect(await daemon.stop() == 0)
            }
        }
    }

    @Test("B102 · a request that is not answered does not hold up the next one to its host for ever")
    func unanswered() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            // Which of them goes first is not said.
            let paths = ["/one", "/other"]
            for path in paths { server.serve(path, .never) }
            try programs.configure(
                paths.map(server.url), fetch: "first-byte-timeout = \"1h\"\ntotal-timeout = \"1h\"",
                longestPause: "1h", perHost: 1)
            let daemon = try programs.startDaemon()
            await server.received(2)
            #expect(server.requests.map(\.target).sorted() == paths)
            #expect(await daemon.stop() == 0)
        }
    }

    private func titles(_ programs: Programs) async throws -> [String] {
        try await programs.tidings("list").lines.map { line in
            String(line.split(separator: "\t", omittingEmptySubsequences: false)[5])
        }.sorted()
    }
}
