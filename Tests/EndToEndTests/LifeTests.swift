import Foundation
import TestSupport
import Testing

/// The daemon's life: starting, being told things, being asked to end.
struct LifeTests {
    @Test func `the service manager is told when the daemon is ready, reloads and stops`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/one", Reply(text: Samples.rss(items: ["a"])))
            server.serve("/two", Reply(text: Samples.rss(items: ["b"])))
            try programs.configure([server.url("/one")], longestPause: "1h")
            let socket = try NotifySocket(in: programs.folder)
            let daemon = try programs.startDaemon(environment: ["NOTIFY_SOCKET": socket.path])
            #expect(await socket.next().contains("READY=1"))

            // What the changed file declares is polled at once.
            try programs.configure([server.url("/one"), server.url("/two")], longestPause: "1h")
            daemon.interrupt(SIGHUP)
            let reloading = await socket.next { $0.contains("RELOADING=1") }
            #expect(reloading.contains { $0.hasPrefix("MONOTONIC_USEC=") })
            _ = await socket.next { $0.contains("READY=1") }
            await server.received(2)
            #expect(server.requests(for: "/two").count == 1)

            // A faulty one changes nothing.
            try programs.write("nonsense = 1\n", to: programs.configuration)
            daemon.interrupt(SIGHUP)
            _ = await socket.next { $0.contains("RELOADING=1") }
            let answer = await socket.next { $0.contains("READY=1") }
            #expect(answer.contains { $0.contains("not in force") })

            #expect(await daemon.stop() == 0)
            _ = await socket.next { $0.first == "STOPPING=1" }
        }
    }

    @Test func `a configuration that is read again and again leaves nothing behind`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        // Five thousand values: a reading that keeps them loses some 700 KB.
        let networks = Array(repeating: "127.0.0.1", count: 5_000)
        try programs.configure([], longestPause: "1h", open: networks)
        let socket = try NotifySocket(in: programs.folder)
        let daemon = try programs.startDaemon(environment: ["NOTIFY_SOCKET": socket.path])
        _ = await socket.next { $0.contains("READY=1") }
        func reload(_ times: Int) async throws -> Int {
            for _ in 0..<times {
                daemon.interrupt(SIGHUP)
                _ = await socket.next { $0.contains("RELOADING=1") }
                _ = await socket.next { $0.contains("READY=1") }
            }
            return try #require(daemon.peakMemory)
        }
        let before = try await reload(5)
        let after = try await reload(25)
        #expect(after - before < 8_000)
        #expect(await daemon.stop() == 0)
    }

    @Test func `a daemon that is told to stop calls waiting transfers off, and remembers what it has`()
        async throws
    {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/quick", Reply(text: Samples.rss(items: ["a", "b"])))
            for number in 0..<20 { server.serve("/slow\(number)", .never) }
            try programs.configure(
                (0..<20).map { server.url("/slow\($0)") },
                fetch: "width = 32\nfirst-byte-timeout = \"1h\"\ntotal-timeout = \"1h\"",
                longestPause: "1h", perHost: 32)
            let daemon = try await programs.startReadyDaemon()
            await server.received(20)
            // Its end means that the quick one is stored.
            #expect(try await programs.tidings("add", server.url("/quick")).status == 0)
            #expect(await daemon.stop() == 0)
            #expect(daemon.logged.contains("stopped"))
            #expect(try await programs.tidings("count").output == "2\n")
            // No trace of a failure: being called off is none.
            #expect(try await !programs.tidings("feeds").output.contains("failing"))
        }
    }

    @Test func `a feed is added, refreshed and removed with a daemon running and without`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/a", Reply(text: Samples.rss(items: ["a1"], title: "Alpha")))
            server.serve("/b", Reply(text: Samples.rss(items: ["b1", "b2"], title: "Beta")))
            server.serve("/c", Reply(404, text: ""))
            try programs.configure([], longestPause: "1h")

            let first = try await programs.tidings("add", server.url("/a"), "--tag", "news")
            #expect(first.status == 0)
            #expect(first.complaints.contains("Subscribed to Alpha (feed 1): 1 item."))

            let daemon = try await programs.startReadyDaemon()
            let second = try await programs.tidings("add", server.url("/b"), "--only-new", "--title", "Mine")
            #expect(second.status == 0)
            #expect(second.complaints.contains("Mine"))
            #expect(try await programs.tidings("count").output == "1\n")
            #expect(try await programs.tidings("count", "--all").output == "3\n")
            #expect(try await programs.tidings("list", "tag:news").lines.count == 1)
            let third = try await programs.tidings("add", server.url("/c"))
            #expect(third.status == 2)
            #expect(third.complaints.contains("404"))
            #expect(
                try await programs.tidings("add", server.url("/a")).complaints.contains("Already subscribed"))

            server.serve("/a", Reply(text: Samples.rss(items: ["a1", "a2"], title: "Alpha")))
            #expect(try await programs.tidings("refresh", "Alpha", "--wait").status == 0)
            #expect(try await programs.tidings("count", "feed:alpha").output == "2\n")
            #expect(try await programs.tidings("status").status == 0)
            let before = try await programs.run(
                "tidings", ["--config", programs.configuration, "count", "feed:alpha"])
            #expect(before.output == "2\n")
            #expect(await daemon.stop() == 0)

            #expect(try await programs.tidings("remove", "Alpha").status == 0)
            #expect(try await programs.tidings("count").output == "0\n")
            #expect(try await programs.tidings("count", "--all").output == "4\n")
            #expect(try await programs.tidings("status").status == 69)
            // Back again, with what was marked.
            #expect(try await programs.tidings("add", server.url("/a")).status == 0)
            #expect(try await programs.tidings("count").output == "2\n")
        }
    }

    @Test func `an article is shown as text and marked read, stars and marks hold`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let hostile = """
                <rss version="2.0"><channel><title>A&#x1b;[31m</title><item><guid>1</guid><title>Bell &#7; and
                &#x202e;turned</title><description>&lt;p&gt;See &lt;a href="http://feeds.example/x"&gt;this&lt;/a&gt;.
                &lt;script&gt;alert(1)&lt;/script&gt;</description></item></channel></rss>
                """
            server.serve("/a", Reply(text: hostile))
            try programs.configure([server.url("/a")])
            try await programs.tidingsd("--once")

            let shown = try await programs.tidings("show", "1")
            #expect(shown.status == 0)
            #expect(shown.output.contains("See this [1]") || shown.output.contains("See this[1]"))
            #expect(shown.output.contains("http://feeds.example/x"))
            #expect(!shown.output.contains("alert"))
            for output in [shown.output, try await programs.tidings("list", "--all").output] {
                let isClean = output.unicodeScalars.allSatisfy { scalar in
                    scalar == "\n" || scalar == "\t" || (scalar.value >= 0x20 && scalar.value != 0x202E)
                }
                #expect(isClean)
            }
            #expect(try await programs.tidings("count").output == "0\n")
            try await programs.tidings("unread", "1")
            #expect(try await programs.tidings("count").output == "1\n")
            try await programs.tidings("star", "-")
            #expect(try await programs.tidings("star", "-", input: "1\n").status == 0)
            #expect(
                try await programs.tidings("list", "is:starred", "--json").output.contains(
                    "\"starred\": true"))
            // Most of what is starred was read; who asks for it means that too.
            try await programs.tidings("read", "1")
            #expect(try await programs.tidings("count", "is:starred").output == "1\n")
            #expect(try await programs.tidings("list", "is:starred").lines.count == 1)
            #expect(try await programs.tidings("count", "-is:starred").output == "0\n")
            try await programs.tidings("unstar", "1")
            #expect(try await programs.tidings("count", "is:starred").output == "0\n")
        }
    }
}
