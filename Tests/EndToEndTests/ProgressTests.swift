import Foundation
import TestSupport
import Testing

/// How far a long work is, on a terminal and nowhere else.
struct ProgressTests {
    private static let cleared = "\r\u{1B}[K"

    /// What was drawn one over the other, and what was told.
    private func drawn(_ seen: String) -> [String] {
        seen.split(separator: "\r").map { $0.replacingOccurrences(of: "\u{1B}[K", with: "") }
    }

    /// One feed that comes at once, and one that comes when the gate is opened.
    private func withHeldFeed(_ body: (Programs, Gate) async throws -> Void) async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let gate = Gate()
            server.serve("/a", Reply(text: Samples.rss(items: ["one"])))
            server.serve("/b", Reply(text: Samples.rss(items: ["two"])).after(gate))
            try programs.configure(
                [], fetch: "first-byte-timeout = \"1h\"\ntotal-timeout = \"1h\"")
            try await programs.tidings(
                "import", "-", input: "\(server.url("/a"))\n\(server.url("/b"))\n")
            try await body(programs, gate)
            gate.open()
        }
    }

    @Test func `refresh shows on a terminal how many feeds have been polled, and leaves no trace of it`()
        async throws
    {
        try await withHeldFeed { programs, gate in
            let refresh = try programs.startOnTerminal("refresh", "--wait")
            await refresh.happened { refresh.printed.contains("1 of 2") }
            gate.open()
            #expect(await refresh.ended() == 0)
            let seen = refresh.printed
            #expect(seen.contains("\rPolling [####################--------------------]  1 of 2\u{1B}[K"))
            #expect(seen.hasSuffix("\(Self.cleared)2 polled, 0 failed, 2 unread\r\n"))
        }
    }

    @Test func `a window of ten columns is enough`() async throws {
        try await withHeldFeed { programs, gate in
            let refresh = try programs.startOnTerminal("refresh", "--wait", columns: 10)
            await refresh.happened { refresh.printed.contains("1 of 2") }
            gate.open()
            #expect(await refresh.ended() == 0)
            let lines = drawn(refresh.printed).prefix { !$0.contains("polled") }
            #expect(lines.contains("1 of 2"))
            #expect(lines.allSatisfy { $0.count < 10 })
        }
    }

    @Test func `who ends it by Ctrl-C has a clean line`() async throws {
        try await withHeldFeed { programs, gate in
            let refresh = try programs.startOnTerminal("refresh", "--wait")
            await refresh.happened { refresh.printed.contains("1 of 2") }
            // To all that run on the terminal, as the key does.
            kill(-(try #require(programs.leaderOnTerminal)), SIGINT)
            #expect(await refresh.ended() == 128 + SIGINT)
            #expect(refresh.printed.hasSuffix(Self.cleared))
        }
    }

    @Test(arguments: ["dumb", ""])
    func `a terminal that cannot draw over a line is spared`(terminal: String) async throws {
        try await withHeldFeed { programs, gate in
            let refresh = try programs.startOnTerminal("refresh", "--wait", terminal: terminal)
            gate.open()
            #expect(await refresh.ended() == 0)
            #expect(refresh.printed == "2 polled, 0 failed, 2 unread\r\n")
        }
    }

    @Test func `nothing of it goes into a pipe`() async throws {
        try await withHeldFeed { programs, gate in
            gate.open()
            let ending = try await programs.tidings("refresh", "--wait")
            #expect(ending.output == "")
            #expect(ending.complaints == "2 polled, 0 failed, 2 unread\n")
        }
    }

    @Test func `an import of many marks shows how far it is, and is one that can be taken back`() async throws
    {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.configure([])
        let cache = programs.folder + "/cache.db"
        let made = try await programs.run(
            "/usr/bin/sqlite3", [cache],
            input: """
                CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid TEXT, title TEXT, url TEXT, feedurl TEXT, unread INT);
                WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 40000)
                INSERT INTO rss_item SELECT n, 'g' || n, '', '', 'http://127.0.0.1:9/' || (n % 7), 0 FROM numbers;
                """)
        try #require(made.status == 0, "\(made.complaints)")
        let importing = try programs.startOnTerminal("import", cache)
        #expect(await importing.ended() == 0)
        let seen = importing.printed
        #expect(seen.contains("\rImporting [#"))
        #expect(seen.contains("000 of 40000\u{1B}[K\r"))
        #expect(seen.contains("\(Self.cleared)40000 items marked (undo 1)\r\n"))
        let undone = try await programs.tidings("undo")
        #expect(undone.complaints.contains("40000"))
    }

    @Test func `compacting says how it went`() async throws {
        try await withHeldFeed { programs, gate in
            gate.open()
            try await programs.tidings("refresh", "--wait")
            let compact = try programs.startOnTerminal("db", "compact")
            #expect(await compact.ended() == 0)
            #expect(drawn(compact.printed).last.map { $0.contains(" before, ") } == true)
        }
    }
}
