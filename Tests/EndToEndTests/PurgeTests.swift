import Foundation
import TestSupport
import Testing

/// What `db purge` names, what it deletes, and what the daemon does of itself.
struct PurgeTests {
    private func running(_ body: (Programs, LoopbackServer) async throws -> Void) async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in try await body(programs, server) }
    }

    /// Polls a feed of four items, reads two of them, and polls it again when it has one of them left.
    private func fill(_ programs: Programs, _ server: LoopbackServer, retention: String) async throws {
        server.serve("/feed", Reply(text: Samples.rss(items: ["one", "two", "three", "four"])))
        try programs.configure([server.url("/feed")], extra: retention)
        #expect(try await programs.tidingsd("--once").status == 0)
        #expect(try await programs.tidings("read", "one or two or three").status == 0)
        #expect(try await programs.tidings("star", "three").status == 0)
        server.serve("/feed", Reply(text: Samples.rss(items: ["two", "five"])))
        #expect(try await programs.tidingsd("--once").status == 0)
        #expect(try await programs.tidings("count", "--all").output == "5\n")
    }

    @Test func `what the dry run names goes, and nothing comes back`() async throws {
        try await running { programs, server in
            try await fill(programs, server, retention: "[retention]\nread = \"0s\"")
            let told = try await programs.tidings("db", "purge", "--dry-run")
            #expect(told.status == 0)
            #expect(told.lines.count == 1)
            let fields = try #require(told.lines.first).split(separator: "\t")
            #expect(fields[1...2] == ["Sample", "one"])
            #expect(fields[3].hasPrefix("read 20"))
            #expect(fields[3].contains(", left its feed 20"))
            #expect(fields[3].hasSuffix("; read items are kept 0s"))
            #expect(
                told.complaints.contains(
                    "Read items are kept 0s after they left their feed or were read; unread and starred ones stay."
                ))
            #expect(told.complaints.contains("1 item would go."))
            let json = try await programs.tidings("db", "purge", "--dry-run", "--json")
            let items = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
            #expect(items?.map { $0["title"] as? String } == ["one"])
            #expect(items?.first?["rule"] as? String == "read")
            #expect((items?.first?["why"] as? String) == fields[3].description)
            #expect(try await programs.tidings("count", "--all").output == "5\n")

            let purged = try await programs.tidings("db", "purge")
            #expect(purged.status == 0)
            #expect(purged.output.isEmpty)
            #expect(purged.complaints.contains("1 item purged; "))
            let left = try await programs.tidings("list", "--all", "--sort", "oldest").output
            #expect(!left.contains("\tone\t"))
            for name in ["two", "three", "four", "five"] { #expect(left.contains("\t\(name)\t")) }
            #expect(try await programs.tidings("db", "purge").complaints.contains("Nothing was purged."))
            #expect(try await programs.tidings("db", "check").output == "ok\n")
        }
    }

    @Test func `by itself everything is kept`() async throws {
        try await running { programs, server in
            try await fill(programs, server, retention: "")
            for arguments in [["db", "purge", "--dry-run"], ["db", "purge"]] {
                let ending = try await programs.run(
                    "tidings", arguments + ["--config", programs.configuration])
                #expect(ending.status == 0)
                #expect(ending.output.isEmpty)
                #expect(ending.complaints.contains("No item is purged: retention keeps everything"))
            }
            #expect(try await programs.tidings("count", "--all").output == "5\n")
        }
    }

    @Test func `a feed's own rule counts, and a daemon may run meanwhile`() async throws {
        try await running { programs, server in
            try await fill(programs, server, retention: "")
            let text = try String(contentsOfFile: programs.configuration, encoding: .utf8)
            try programs.write(text + "keep-newest = 1\nkeep-unread = \"0s\"\n", to: programs.configuration)
            let daemon = try await programs.startReadyDaemon()
            let told = try await programs.tidings("db", "purge", "--dry-run")
            #expect(told.complaints.contains("1 feed has rules of its own."))
            #expect(told.complaints.contains("3 items would go."))
            #expect(told.output.contains("not among its feed's newest 1, which are kept"))
            #expect(told.output.contains("\tfour\tunread, left its feed 20"))
            #expect(try await programs.tidings("db", "purge").complaints.contains("3 items purged"))
            #expect(try await programs.tidings("count", "--all").output == "2\n")
            #expect(await daemon.stop() == 0)
        }
    }

    @Test func `a reload brings another policy into force`() async throws {
        try await running { programs, server in
            try await fill(programs, server, retention: "[retention]\nread = \"100d\"")
            let daemon = try await programs.startReadyDaemon()
            let text = try String(contentsOfFile: programs.configuration, encoding: .utf8)
            try programs.write(text.replacing("100d", with: "0s"), to: programs.configuration)
            daemon.interrupt(SIGHUP)
            while try await programs.tidings("count", "--all").output != "4\n" {}
            while !daemon.logged.contains("purged") {}
            #expect(daemon.logged.contains("items=1"))
            #expect(await daemon.stop() == 0)
        }
    }

    @Test func `options that say nothing together, and a broken configuration, are mistakes`() async throws {
        try await running { programs, server in
            try await fill(programs, server, retention: "")
            #expect(try await programs.tidings("db", "purge", "--json").status == 64)
            try programs.write(
                "database = \"tidings.db\"\n[retention]\nread = 3\n", to: programs.configuration)
            #expect(try await programs.tidings("db", "purge").status == 78)
        }
    }
}
