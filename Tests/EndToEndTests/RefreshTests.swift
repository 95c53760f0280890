import TestSupport
import Testing

/// What `refresh` asks for, waits for and says.
struct RefreshTests {
    private func running(_ body: (Programs, LoopbackServer) async throws -> Void) async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in try await body(programs, server) }
    }

    @Test("B19 · a refresh waits for a poll that is under way, and counts it")
    func underWay() async throws {
        try await running { programs, server in
            let gate = Gate()
            server.serve("/feed", Reply(text: Samples.rss(items: ["one", "two"])).after(gate))
            try programs.configure(
                [server.url("/feed")],
                fetch: "first-byte-timeout = \"1h\"\ntotal-timeout = \"1h\"", shortestPause: "1h",
                longestPause: "1d", refreshPause: "1h")
            let daemon = try programs.startDaemon()
            await server.received(1)
            async let ending = programs.tidings("refresh", "--wait")
            while try await programs.tidings("status").output.contains("waits to be refreshed") == false {}
            gate.open()
            #expect(try await ending.complaints.contains("1 polled, 0 failed, 2 unread"))
            #expect(server.requests.count == 1)
            #expect(try await programs.tidings("status").output.contains("1 feed waits to be refreshed"))
            #expect(await daemon.stop() == 0)
        }
    }

    /// Runs `body` while a poller that is no daemon waits for a server, which answers once the gate is open.
    private func whileAnotherPolls(_ body: (Programs, LoopbackServer, Gate) async throws -> Void) async throws
    {
        try await running { programs, server in
            let gate = Gate()
            server.serve("/slow", Reply(text: Samples.rss(items: ["one", "two"])).after(gate))
            server.serve("/feed", Reply(text: Samples.rss(items: ["three"], title: "Gazette")))
            try programs.configure([], fetch: "first-byte-timeout = \"1h\"\ntotal-timeout = \"1h\"")
            let other = try programs.startTidings("add", server.url("/slow"))
            await server.received(1)
            try await body(programs, server, gate)
            #expect(await other.ended() == 0)
        }
    }

    @Test func `who adds a feed while another polls once waits for its end, and then polls`() async throws {
        try await whileAnotherPolls { programs, server, gate in
            async let ending = programs.tidings("add", server.url("/feed"))
            while try await programs.tidings("feeds").lines.count < 2 {}
            gate.open()
            let told = try await ending
            #expect(told.status == 0)
            #expect(told.complaints.contains("Subscribed to Gazette (feed 2): 1 item."))
        }
    }

    @Test func `who refreshes while another polls once waits for its end, and then polls`() async throws {
        try await whileAnotherPolls { programs, server, gate in
            async let ending = programs.tidings("refresh", "--wait")
            gate.open()
            let told = try await ending
            #expect(told.status == 0)
            #expect(told.complaints.contains("1 polled, 0 failed, 2 unread"))
        }
    }

    @Test func `a poller that is no daemon is not taken for one`() async throws {
        try await whileAnotherPolls { programs, server, gate in
            let status = try await programs.tidings("status")
            #expect(status.status == 69)
            #expect(status.output.hasPrefix("daemon    none polls; another poller is at work (process "))
            let object = try await programs.tidings("status", "--json").output
            #expect(object.contains(#""daemon": "none""#))
            #expect(!object.contains(#""pid""#))
            let figures = try await programs.tidings("status", "--metrics").output
            #expect(try OpenMetricsText(reading: figures).value("tidings_daemon_up") == 0)
            let told = try await programs.tidings(["import", "-"], input: server.url("/feed") + "\n")
            #expect(told.complaints.contains("No daemon polls at the moment"))
            gate.open()
        }
    }
}
