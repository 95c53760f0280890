import TestSupport
import Testing

/// What hostile servers may not do to the daemon and to the other feeds.
struct HostileServerTests {
    /// Feeds that behave.
    private static let good = (0..<20).map { "/good\($0)" }

    @Test(
        "B85, B86, B88, B89, B91 · among hostile servers all others are polled, nobody inside is contacted, and memory stays small"
    )
    func hostile() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { inside in
            try await LoopbackServer.running { server in
                let cases = HostileWeb(inside: inside).cases
                for one in cases { server.serve("/\(one.name)", one.reply) }
                for number in 1...9 {
                    server.serve("/hop\(number)", Reply(302, headers: ["Location": "/hop\(number + 1)"]))
                }
                for path in Self.good { server.serve(path, Reply(text: Samples.rss(items: [path]))) }
                try programs.configure([], longestPause: "1h", open: ["127.0.0.1:\(server.port)"])
                let daemon = try await programs.startReadyDaemon()
                let added = try await programs.run(
                    "tidings",
                    ["add", "--config", programs.configuration]
                        + (cases.map { "/\($0.name)" } + Self.good + ["inside"]).map {
                            $0 == "inside" ? inside.url("/") : server.url($0)
                        })
                #expect(added.status == 2)
                for one in cases {
                    #expect(told(of: "/\(one.name)", in: added).contains(one.failure), "\(one.name)")
                }
                #expect(try await programs.tidings("count").output == "\(Self.good.count)\n")
                // In kilobytes; one bomb that went off would need more.
                #expect(try #require(daemon.peakMemory) < 300 << 10)
                #expect(await daemon.stop() == 0)
                #expect(inside.connections == 0)
            }
        }
    }

    /// More of them than polls may be under way, and their time is never up.
    @Test("B89 · servers that hang keep nobody waiting")
    func hanging() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { slow in
            try await LoopbackServer.running { server in
                for (number, reply) in HostileWeb.hanging.enumerated() { slow.serve("/\(number)", reply) }
                for path in Self.good { server.serve(path, Reply(text: Samples.rss(items: [path]))) }
                try programs.configure(
                    HostileWeb.hanging.indices.map { slow.url("/\($0)") },
                    fetch: """
                        width = \(HostileWeb.hanging.count)
                        first-byte-timeout = "1h"
                        total-timeout = "1h"
                        low-speed-window = "1h"
                        """, longestPause: "1h")
                let daemon = try await programs.startReadyDaemon()
                await slow.received(HostileWeb.hanging.count)
                let added = try await programs.run(
                    "tidings", ["add", "--config", programs.configuration] + Self.good.map { server.url($0) })
                #expect(added.status == 0)
                #expect(try await programs.tidings("count").output == "\(Self.good.count)\n")
                #expect(await daemon.stop() == 0)
            }
        }
    }

    private func told(of path: String, in ending: Programs.Ending) -> String {
        ending.complaints.split(separator: "\n").first { $0.contains(path + " ") }.map(String.init)
            ?? "nothing"
    }
}
