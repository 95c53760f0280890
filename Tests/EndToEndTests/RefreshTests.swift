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
}
