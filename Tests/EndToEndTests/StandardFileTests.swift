import Foundation
import TestSupport
import Testing

/// What becomes of the files that a program is started with, where they are closed, full or gone.
struct StandardFileTests {
    private func withItem(_ body: (Programs) async throws -> Void) async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/a", Reply(text: Samples.rss(items: ["one"], title: "Alpha")))
            try programs.configure([server.url("/a")])
            try await programs.tidingsd("--once")
            try await body(programs)
        }
    }

    /// Runs `tidings` by a shell, which closes or redirects some of its files.
    private func shell(_ redirection: String, _ words: String..., of programs: Programs) async throws
        -> Programs.Ending
    {
        let command = ([Programs.path(of: "tidings")] + words + ["--config", programs.configuration])
            .map { "'\($0)'" }.joined(separator: " ")
        return try await programs.run("/bin/sh", ["-c", "\(command) \(redirection)"])
    }

    @Test func `a closed standard input is not the database`() async throws {
        try await withItem { programs in
            let ending = try await shell("<&-", "read", "-", of: programs)
            #expect(!ending.complaints.contains("SQLite"))
            let count = try await programs.tidings("count")
            #expect(count.output == "1\n")
        }
    }

    @Test(arguments: [
        "list", "count", "feeds", "status", "export opml", "--help", "--version", "show 1",
    ])
    func `what cannot be printed is told in one line`(command: String) async throws {
        try await withItem { programs in
            let words = command.split(separator: " ").map(String.init)
            let program = ([Programs.path(of: "tidings")] + words).map { "'\($0)'" }.joined(separator: " ")
            let configuration = command.hasPrefix("--") ? "" : "--config '\(programs.configuration)'"
            for redirection in [">/dev/full", ">&-"] {
                let ending = try await programs.run(
                    "/bin/sh", ["-c", "\(program) \(configuration) \(redirection)"])
                #expect(ending.status == 74, "\(redirection)")
                #expect(
                    ending.complaints.hasPrefix("tidings: what was asked for cannot be printed"),
                    "\(redirection): \(ending.complaints)")
                #expect(ending.complaints.count { $0 == "\n" } == 1, "\(ending.complaints)")
            }
        }
    }

    @Test func `marks are kept though nothing can be told of them`() async throws {
        try await withItem { programs in
            let ending = try await shell("2>&- >&- <&-", "read", "1", of: programs)
            #expect(ending.status == 0)
            let count = try await programs.tidings("count")
            #expect(count.output == "0\n")
            let check = try await programs.tidings("db", "check")
            #expect(check.status == 0)
        }
    }
}
