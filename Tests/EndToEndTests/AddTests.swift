import TestSupport
import Testing

/// What `add` makes of feeds and of web pages, as a person meets it.
struct AddTests {
    private static func page(_ links: [String]) -> Reply {
        let heads = links.map {
            "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"\($0)\" title=\"Feed \($0)\">"
        }
        return Reply(
            headers: ["Content-Type": "text/html"],
            text: "<!DOCTYPE html><html><head>\(heads.joined())</head><body><p>Hello</p></body></html>")
    }

    private func running(_ body: (Programs, LoopbackServer) async throws -> Void) async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/feed.xml", Reply(text: Samples.rss(items: ["one", "two"], title: "Gazette")))
            try programs.configure([])
            try await programs.tidingsd("--once")
            try await body(programs, server)
        }
    }

    @Test("B79 · adding a feed costs its server exactly one request")
    func feed() async throws {
        try await running { programs, server in
            let ending = try await programs.tidings("add", server.url("/feed.xml"))
            #expect(ending.status == 0)
            #expect(ending.complaints.contains("Subscribed to Gazette (feed 1): 2 items."))
            #expect(server.requests.map(\.target) == ["/feed.xml"])
            #expect(server.requests[0].line.hasPrefix("GET "))
        }
    }

    @Test("B80 · adding a page with one feed subscribes to that")
    func onePage() async throws {
        try await running { programs, server in
            server.serve("/", Self.page(["/feed.xml"]))
            let ending = try await programs.tidings("add", server.url("/"))
            #expect(ending.status == 0)
            #expect(
                ending.complaints.contains(
                    "Subscribed to Gazette (feed 1), at \(server.url("/feed.xml")): 2 items."))
            #expect(server.requests.map(\.target) == ["/", "/feed.xml"])
            let again = try await programs.tidings("add", server.url("/"))
            #expect(again.complaints.contains("Already subscribed"))
            #expect(server.requests.count == 2)
        }
    }

    @Test("B80 · adding a page with several feeds lists them, and subscribes to none")
    func severalFeeds() async throws {
        try await running { programs, server in
            server.serve("/", Self.page(["/feed.xml", "/comments.xml"]))
            let ending = try await programs.tidings("add", server.url("/"))
            #expect(ending.status == 64)
            #expect(
                ending.lines == ["/feed.xml", "/comments.xml"].map { "\(server.url($0))\tFeed \($0)" })
            #expect(try await programs.tidings("feeds", "--all").output == "")
            #expect(server.requests.count == 1)
        }
    }

    @Test func `all feeds of a page are subscribed to by a pipe`() async throws {
        try await running { programs, server in
            server.serve("/", Self.page(["/feed.xml", "/comments.xml"]))
            server.serve("/comments.xml", Reply(text: Samples.rss(items: ["three"], title: "Comments")))
            let listed = try await programs.tidings("add", server.url("/"))
            #expect(listed.lines.count == 2)
            let ending = try await programs.tidings(["add", "-"], input: listed.output + "\n  \n")
            #expect(ending.status == 0)
            #expect(try await programs.tidings("feeds").lines.count == 2)
            let titled = try await programs.tidings(["add", "-", "--title", "One"], input: listed.output)
            #expect(titled.status == 64)
            let nothing = try await programs.tidings(["add", "-"])
            #expect(nothing.status == 0)
        }
    }

    @Test(
        "B80 · a page without feeds is told in words, and addresses are guessed only where that is asked for")
    func none() async throws {
        try await running { programs, server in
            server.serve("/", Self.page([]))
            let ending = try await programs.tidings("add", server.url("/"))
            #expect(ending.status == 65)
            #expect(ending.complaints.contains("web page"))
            #expect(ending.complaints.contains("--guess"))
            #expect(server.requests.count == 1)
            let guessed = try await programs.tidings("add", "--guess", server.url("/"))
            #expect(guessed.status == 0)
            #expect(guessed.complaints.contains("Subscribed to Gazette"))
            #expect(server.requests.dropFirst().map(\.target) == ["/", "/feed", "/rss", "/feed.xml"])
            #expect(try await programs.tidings("feeds", "--all").lines.count == 1)
        }
    }

    @Test("B80 · not more than four addresses are guessed")
    func fourGuesses() async throws {
        try await running { programs, server in
            server.serve("/dir/", Self.page([]))
            let ending = try await programs.tidings("add", "--guess", server.url("/dir/"))
            #expect(ending.status == 65)
            #expect(server.requests.count == 5)
            #expect(try await programs.tidings("feeds", "--all").output == "")
        }
    }

    @Test("B80 · a page whose feed is there already says so")
    func knownFeed() async throws {
        try await running { programs, server in
            server.serve("/", Self.page(["/feed.xml"]))
            try await programs.tidings("add", server.url("/feed.xml"))
            let ending = try await programs.tidings("add", server.url("/"))
            #expect(ending.status == 0)
            #expect(ending.complaints.contains("Gazette (feed 1)"))
            #expect(server.requests.count == 2)
            #expect(try await programs.tidings("feeds", "--all").lines.count == 1)
        }
    }

    @Test("B80 · each page whose feed is there already says so, however many lead to it")
    func knownFeedOfManyPages() async throws {
        try await running { programs, server in
            for path in ["/", "/other"] { server.serve(path, Self.page(["/feed.xml"])) }
            server.serve("/moved", Reply(302, headers: ["Location": "/other"], text: ""))
            try await programs.tidings("add", server.url("/"))
            for path in ["/other", "/moved"] {
                let ending = try await programs.tidings("add", server.url(path))
                #expect(ending.status == 0)
                #expect(
                    ending.complaints.contains(
                        "Already subscribed to the feed of \(server.url(path)): Gazette (feed 1)."))
            }
            #expect(try await programs.tidings("feeds", "--all").lines.count == 1)
        }
    }

    @Test("B80 · a page with several feeds that nobody waited for lists them later")
    func severalFeedsUnwaited() async throws {
        try await running { programs, server in
            server.serve("/", Self.page(["/feed.xml", "/comments.xml"]))
            try await programs.tidings("add", "--no-wait", server.url("/"))
            try await programs.tidingsd("--once", "--wished")
            let told = try await programs.tidings("why", "1")
            #expect(told.output.contains("\(server.url("/comments.xml"))  Feed /comments.xml"))
            let again = try await programs.tidings("add", server.url("/"))
            #expect(again.status == 64)
            #expect(again.lines == ["/feed.xml", "/comments.xml"].map { "\(server.url($0))\tFeed \($0)" })
            #expect(try await programs.tidings("feeds", "--all").output == "")
            #expect(server.requests.count == 1)
        }
    }

    @Test func `who does not wait is told what was subscribed to, and whoever polls next polls it`()
        async throws
    {
        try await running { programs, server in
            let alone = try await programs.tidings("add", "--no-wait", server.url("/feed.xml"))
            #expect(alone.status == 0)
            #expect(
                alone.complaints == """
                    Subscribed to \(server.url("/feed.xml")) (feed 1); no daemon runs, tidings refresh --wait polls it.

                    """)
            #expect(server.requests.isEmpty)
            #expect(
                try await programs.tidings("refresh", "--wait").complaints == "1 polled, 0 failed, 2 unread\n"
            )
            server.serve("/other", Reply(text: Samples.rss(items: ["three"], title: "Other")))
            let daemon = try await programs.startReadyDaemon()
            let heard = try await programs.tidings("add", "--no-wait", server.url("/other"))
            #expect(
                heard.complaints == "Subscribed to \(server.url("/other")) (feed 2); it is polled now.\n")
            await server.received(2)
            #expect(await daemon.stop() == 0)
        }
    }

    @Test("B67 · adding what redirects to a feed that is there says which it leads to")
    func leadsToKnownFeed() async throws {
        try await running { programs, server in
            server.serve("/old", Reply(301, headers: ["Location": "/feed.xml"], text: ""))
            try await programs.tidings("add", server.url("/feed.xml"))
            let ending = try await programs.tidings("add", server.url("/old"))
            #expect(ending.status == 0)
            #expect(ending.complaints.contains("(feed 2): it leads to feed 1, which you have."))
            let listed = try await programs.tidings("feeds").lines
            #expect(
                listed.contains { $0.hasPrefix("2\t") && $0.hasSuffix("leads to feed 1, which you have") })
        }
    }

    @Test("B67 · adding what was asked for lately under another address is no failure")
    func askedLately() async throws {
        try await running { programs, server in
            server.serve("/other", Reply(302, headers: ["Location": "/feed.xml"], text: ""))
            try programs.configure([], shortestPause: "1h", refreshPause: "5m")
            try await programs.tidings("add", server.url("/feed.xml"))
            let ending = try await programs.tidings("add", server.url("/other"))
            #expect(ending.status == 0)
            #expect(ending.complaints.contains("its document was asked for a short while ago"))
            #expect(try await programs.tidings("feeds", "--broken").output == "")
            #expect(server.requests(for: "/feed.xml").count == 1)
        }
    }

    @Test("B45 · adding a feed of a host that rests says until when")
    func restingHost() async throws {
        try await running { programs, server in
            server.serve("/busy", Reply(429, headers: ["Retry-After": "7200"], text: ""))
            try await programs.tidings("add", server.url("/busy"))
            let ending = try await programs.tidings("add", server.url("/feed.xml"))
            #expect(ending.complaints.contains("its host rests until "))
            #expect(try await programs.tidings("why", "2").output.contains("its host rests until "))
            #expect(server.requests.map(\.target) == ["/busy"])
        }
    }

    @Test("B83 · lists for people and for programs show no password of an address")
    func passwords() async throws {
        try await running { programs, server in
            let address = "http://me:hush@127.0.0.1:\(server.port)/none"
            server.serve("/none", Reply(404, text: ""))
            let told = try await programs.tidings("add", address)
            #expect(!told.complaints.contains("hush"))
            for arguments in [["feeds"], ["feeds", "--json"], ["why", "1"], ["why", "1", "--json"]] {
                let shown = try await programs.run(
                    "tidings", [arguments[0], "--config", programs.configuration] + arguments.dropFirst())
                #expect(shown.output.contains("/none"))
                #expect(!shown.output.contains("hush"), "\(arguments)")
            }
            server.serve("/full", Reply(text: Samples.rss(items: ["one"])))
            try await programs.tidings("add", "http://me:hush@127.0.0.1:\(server.port)/full")
            for arguments in [
                ["list", "--json"], ["why", "--item", "1"], ["why", "--item", "1", "--json"],
            ] {
                let shown = try await programs.run(
                    "tidings", [arguments[0], "--config", programs.configuration] + arguments.dropFirst())
                #expect(shown.output.contains("one"))
                #expect(!shown.output.contains("hush"), "\(arguments)")
            }
        }
    }

    @Test("B67 · two subscriptions of which one redirects to the other cost its document one request")
    func redirected() async throws {
        try await running { programs, server in
            server.serve("/old", Reply(301, headers: ["Location": "/feed.xml"], text: ""))
            try programs.configure([server.url("/old"), server.url("/feed.xml")])
            try await programs.tidingsd("--once")
            #expect(server.requests(for: "/feed.xml").count == 1)
            #expect(try await programs.tidings("count").output == "2\n")
            #expect(try await programs.tidings("feeds", "--broken").output == "")
        }
    }

    @Test("B81, B82 · nothing is fetched but the feed: no icon, no image, no enclosure, no article")
    func nothingElse() async throws {
        try await running { programs, server in
            func url(_ path: String) -> String { server.url(path) }
            let feed = """
                <rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>P</title>
                <link>\(url("/"))</link><image><url>\(url("/logo.png"))</url></image>
                <item><guid>1</guid><title>T</title><link>\(url("/article"))</link>
                <description>&lt;img src="\(url("/picture.jpg"))"&gt;</description>
                <enclosure url="\(url("/sound.mp3"))" type="audio/mpeg" length="1"/>
                <media:thumbnail url="\(url("/small.jpg"))"/></item></channel></rss>
                """
            server.serve("/rich", Reply(text: feed))
            try await programs.tidings("add", url("/rich"))
            try await programs.tidings("show", "1")
            try await programs.tidingsd("--once", "--all")
            #expect(Set(server.requests.map(\.target)) == ["/rich"])
        }
    }

    @Test("B83 · neither password nor token of an address is logged")
    func secrets() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let address = "http://me:hush@127.0.0.1:\(server.port)/feed?token=whisper"
            server.serve(
                "/feed", Reply(301, headers: ["Location": "/new?token=whisper"], text: ""),
                Reply(500, text: ""))
            server.serve("/new", Reply(404, text: ""))
            try programs.configure([address], longestPause: "1h")
            let daemon = try programs.startDaemon()
            await daemon.happened { daemon.logged.contains("feed began to fail") }
            #expect(await daemon.stop() == 0)
            #expect(daemon.logged.contains("feed began to fail"))
            for secret in ["hush", "whisper"] { #expect(!daemon.logged.contains(secret)) }
        }
    }
}
