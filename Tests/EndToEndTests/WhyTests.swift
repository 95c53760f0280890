import TestSupport
import Testing

/// What a person is told who asks why.
struct WhyTests {
    @Test func `why tells the polls, their rules and the next one, to a person and to a program`()
        async throws
    {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve(
                "/feed",
                Reply(
                    headers: ["ETag": "\"1\"", "Cache-Control": "max-age=7200"],
                    text: Samples.rss(items: ["one", "two"], title: "Gazette")))
            server.serve("/missing", Reply(404, text: "nothing"))
            try programs.configure([server.url("/feed"), server.url("/missing")])
            try await programs.tidingsd("--once")

            let told = try await programs.tidings("why", "gazette")
            #expect(told.status == 0)
            #expect(told.output.contains("the server says that its answer holds for 2h"))
            #expect(told.output.contains("200 a document"))
            let object = try await programs.tidings("why", "gazette", "--json")
            for field in [
                "\"rule\": \"freshness\"", "\"outcome\": \"changed\"", "\"new\": 2", "\"status\": 200",
            ] {
                #expect(object.output.contains(field), "no \(field)")
            }
            let trouble = try await programs.tidings("why", server.url("/missing"))
            #expect(trouble.output.contains("404 not found (404)"))
            #expect(try await programs.tidings("why", "nobody").status == 1)
        }
    }

    @Test func `feeds tells the broken and the stale apart`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let old = """
                <rss version="2.0"><channel><title>Old</title><item><guid>1</guid><title>T</title>
                <pubDate>Mon, 01 Jan 2001 08:00:00 GMT</pubDate></item></channel></rss>
                """
            server.serve("/new", Reply(text: Samples.rss(items: ["one"])))
            server.serve("/old", Reply(text: old))
            server.serve("/missing", Reply(404, text: "nothing"))
            try programs.configure(["/new", "/old", "/missing"].map { server.url($0) })
            try await programs.tidingsd("--once")
            func listed(_ flags: String...) async throws -> [String] {
                try await programs.run("tidings", ["feeds", "--config", programs.configuration] + flags).lines
                    .map { String($0.split(separator: "\t", omittingEmptySubsequences: false)[7].suffix(4)) }
                    .sorted()
            }
            #expect(try await listed("--broken") == ["sing"])
            #expect(try await listed("--stale") == ["/old", "sing"])
            #expect(try await listed().count == 3)
        }
    }

    @Test func `B43 · feeds says of a complete podcast that it has ended`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let complete = """
                <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
                <title>Ten evenings</title><itunes:complete>Yes</itunes:complete>
                <item><guid>1</guid><title>T</title></item></channel></rss>
                """
            server.serve("/feed", Reply(text: complete))
            try programs.configure([server.url("/feed")])
            try await programs.tidingsd("--once")
            #expect(try await programs.tidings("feeds").output.contains("ended: its publisher says"))
            #expect(try await programs.tidings("feeds", "--json").output.contains("\"ended\": true"))
            #expect(try await programs.tidings("why", "--feed", "1").output.contains("so once in 7d"))
        }
    }
}
