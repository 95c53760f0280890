import Foundation
import TestSupport
import Testing

/// What goes wrong is told in words, with the right exit status, and harms nothing else.
struct BadInputTests {
    @Test func `a configuration with three mistakes tells all three, each with its line`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.write(
            """
            databse = "tidings.db"
            [fetch]
            width = 0
            host-spacing = "soon"
            """, to: programs.configuration)
        for arguments in [["--check-config"], ["--once"], []] {
            let ending = try await programs.run("tidingsd", ["--config", programs.configuration] + arguments)
            #expect(ending.status == 78)
            for line in [1, 3, 4] { #expect(ending.complaints.contains("tidings.toml:\(line): ")) }
            #expect(ending.complaints.contains("database"))
        }
        #expect(!FileManager.default.fileExists(atPath: programs.database))
    }

    @Test func `an interval that no publisher would bear is refused before anything is subscribed to`()
        async throws
    {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.write("database = \"tidings.db\"\n", to: programs.configuration)
        let ending = try await programs.tidings("add", "--interval", "299s", "http://127.0.0.1:1/feed")
        #expect(ending.status == 64)
        #expect(ending.complaints.contains("299s is too short; publishers bear 5m at the least"))
        #expect(try await programs.tidings("feeds").output == "")
    }

    @Test func `each feed's trouble is its own, and is told in words`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        let closed = try LoopbackServer()
        closed.stop()
        try await LoopbackServer.running { server in
            let web = FeedWeb(server: server, feeds: 1, items: 3)
            let page =
                "<!DOCTYPE html><html><head><title>A page</title></head><body><p>No feed.</p></body></html>"
            let large =
                "<rss version=\"2.0\"><channel><title>L</title>" + String(repeating: " ", count: 200_000)
            server.serve(
                "/page", Reply(headers: ["Content-Type": "text/html", "ETag": "\"page\""], text: page))
            server.serve("/broken", Reply(500, text: "trouble"))
            server.serve("/large", Reply(text: large))
            server.serve(
                "/cut", Reply(body: Array("<rss version=\"2.0\">".utf8), framing: .claimedLength(900)))
            server.serve("/missing", Reply(404, text: "nothing"))
            try programs.configure(
                web.urls + ["/page", "/broken", "/large", "/cut", "/missing"].map { server.url($0) }
                    + [closed.url("/refused"), "http://10.0.0.1/private", "gopher://example.org/1"],
                fetch: "document-limit = \"100KB\"")
            #expect(try await programs.tidingsd("--once").status == 0)

            let feeds = try await programs.tidings("feeds").output
            for words in [
                "not a feed but a web page", "500", "larger than 100KB", "ended before", "404",
                "cannot be reached",
                "private network", "not polled",
            ] {
                #expect(feeds.contains(words), "no feed says: \(words)")
            }
            #expect(try await programs.tidings("count").output == "3\n")
            #expect(try await programs.tidings("feeds").lines.count == 9)
        }
    }

    @Test func `a failure keeps the items and the validators of before`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let feed = Samples.rss(items: ["one", "two"])
            server.serve(
                "/feed", Reply(headers: ["ETag": "\"good\""], text: feed),
                Reply(500, headers: ["ETag": "\"bad\""], text: ""),
                Reply(headers: ["ETag": "\"worse\""], text: "<html><body>parked</body></html>"),
                Reply(304))
            try programs.configure([server.url("/feed")])
            try await programs.tidingsd("--once")
            for _ in 0..<3 { try await programs.tidingsd("--once", "--all") }
            #expect(try await programs.tidings("count").output == "2\n")
            let asked = server.requests(for: "/feed").map { $0["If-None-Match"] }
            #expect(asked == [nil, "\"good\"", "\"good\"", "\"good\""])
            #expect(try await programs.tidings("feeds").lines[0].contains("\twell\t"))
        }
    }

    @Test func `what is not there is said, with status 1`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.configure([])
        try await programs.tidingsd("--once")
        let ending = try await programs.tidings("read", "999999")
        #expect(ending.status == 1)
        #expect(ending.complaints.contains("there is no item 999999"))
        #expect(try await programs.tidings("show", "7").status == 1)
        #expect(try await programs.tidings("remove", "nobody").status == 1)
    }

    @Test func `words that look like numbers mark nothing by being searched for`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/feed", Reply(text: Samples.rss(items: ["0", "5-3", "1 abc"])))
            try programs.configure([server.url("/feed")])
            try await programs.tidingsd("--once")
            for words in [["0"], ["5-3"], ["3,4"], ["1", "abc"], [""]] {
                #expect(
                    try await programs.run("tidings", ["read", "--config", programs.configuration] + words)
                        .status
                        == 64)
            }
            // A number names the feed that bears it, not all whose address has it.
            try await programs.tidings("read", "feed:127")
            #expect(try await programs.tidings("count").output == "3\n")
            #expect(try await programs.tidings("count", "feed:1").output == "3\n")
            #expect(try await programs.tidings("refresh", "").status == 64)
        }
    }

    @Test func `a document is read from a pipe, and its lengths are not believed`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        let feed = """
            <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>P</title>
            <item><guid>1</guid><title>T</title><enclosure url="http://feeds.example/a.mp3" type="audio/mpeg"/>
            <itunes:duration>99999999999999999999999999999999999999999999</itunes:duration></item></channel></rss>
            """
        let parsed = try await programs.run("tidings", ["parse", "-", "--json"], input: feed)
        #expect(parsed.status == 0)
        #expect(parsed.output.contains("audio/mpeg"))
        try programs.write(feed, to: programs.folder + "/feed.xml")
        try programs.configure(["file:feed.xml"])
        try await programs.tidingsd("--once")
        let shown = try await programs.tidings("show", "1")
        #expect(shown.status == 0)
        #expect(shown.output.contains("audio/mpeg"))
    }

    @Test func `the wake socket takes no file's place, and is no condition for running`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/feed", Reply(text: Samples.rss(items: ["a"])))
            try programs.configure([server.url("/feed")], longestPause: "1h")
            try programs.write("precious", to: programs.folder + "/wake")
            let daemon = try programs.startDaemon()
            await server.received(1)
            #expect(await daemon.stop() == 0)
            #expect(try String(contentsOfFile: programs.folder + "/wake", encoding: .utf8) == "precious")
        }
    }

    @Test func `no database yet is no crash but a way to begin`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.configure([])
        let ending = try await programs.tidings("list")
        #expect(ending.status == 69)
        #expect(ending.complaints.contains("tidings add"))
        #expect(!FileManager.default.fileExists(atPath: programs.database))
    }

    @Test func `a database that is none, or newer, or damaged is refused in a line and left as it was`()
        async throws
    {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.configure([])
        try programs.write(
            "This is not a database, but long enough to be looked at twice.\n", to: programs.database)
        let before = try Data(contentsOf: URL(fileURLWithPath: programs.database))
        for ending in [try await programs.tidings("list"), try await programs.tidingsd("--once")] {
            #expect(ending.status == 65)
            #expect(ending.complaints.split(separator: "\n").count == 1)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: programs.database)) == before)
    }

    @Test func `a damaged database is restored by the command that its message names`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let web = FeedWeb(server: server, feeds: 1, items: 3)
            try programs.configure(web.urls)
            #expect(try await programs.tidingsd("--once").status == 0)
            #expect(try await programs.tidings("db", "check").output == "ok\n")
            let backup = programs.database + ".backup"
            #expect(try await programs.tidings("db", "backup", backup).status == 0)
            try programs.write("Not a database any more, alas.\n", to: programs.database)
            let refused = try await programs.tidings("count")
            #expect(refused.status == 65)
            #expect(refused.complaints.contains("tidings db restore FILE"))
            #expect(try await programs.tidings("db", "restore", backup + "2").status == 66)
            let restored = try await programs.tidings("db", "restore", backup)
            #expect(restored.status == 0)
            #expect(restored.complaints.contains("kept as \(programs.database).replaced."))
            #expect(try await programs.tidings("count").output == "3\n")
            #expect(try await programs.tidings("db", "compact").status == 0)
            // Where nothing was there, nothing is said to be kept.
            try FileManager.default.removeItem(atPath: programs.database)
            let again = try await programs.tidings("db", "restore", backup)
            #expect(again.status == 0)
            #expect(!again.complaints.contains("kept"))
            #expect(try await programs.tidings("count").output == "3\n")
        }
    }

    @Test func `a database whose place is a folder cannot be opened`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.configure([])
        try FileManager.default.createDirectory(atPath: programs.database, withIntermediateDirectories: false)
        for ending in [try await programs.tidings("list"), try await programs.tidingsd("--once")] {
            #expect(ending.status == 74)
            #expect(ending.complaints.split(separator: "\n").count == 1)
        }
    }
}
