import Foundation
import TestSupport
import Testing

/// `tidings search`, as scripts see it.
struct SearchCommandTests {
    @Test func `what was polled is searched, and mistakes are pointed at`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let feed = """
                <rss version="2.0"><channel><title>Gazette</title>
                <item><guid isPermaLink="false">1</guid><title>Le café</title><author>Zoë</author>
                <description>&lt;p&gt;Un &lt;b&gt;été&lt;/b&gt;&#7; à l&amp;#39;École&lt;/p&gt;</description></item>
                <item><guid isPermaLink="false">2</guid><title>自然言語処理</title>
                <description>kernel</description></item>
                <item><guid isPermaLink="false">3</guid><title>Linux kernel</title>
                <description>Nothing else</description></item></channel></rss>
                """
            server.serve("/a", Reply(text: feed))
            try programs.configure([server.url("/a")])
            try await programs.tidingsd("--once")

            let found = try await programs.tidings("search", "ecole")
            #expect(found.status == 0)
            let fields = found.output.split(separator: "\t", omittingEmptySubsequences: false)
            #expect(fields.count == 8)
            #expect(fields[4...5] == ["Gazette", "Le café"])
            #expect(fields.last == "Un été à l'École\n")

            let ranked = try await programs.tidings("search", "kernel", "--jsonl")
            #expect(ranked.lines.count == 2)
            #expect(ranked.lines[0].contains("\"title\":\"Linux kernel\""))
            #expect(ranked.lines[1].contains("\"snippet\":\"kernel\""))
            #expect(try await programs.tidings("search", "kernel", "-n", "1").lines.count == 1)
            #expect(try await programs.tidings("search", "言", "--sort", "newest").lines.count == 1)
            #expect(try await programs.tidings("search", "kern").output == "")
            #expect(
                try await programs.tidings("search", "kern*", "-title:linux", "is:unread").lines.count == 1)
            #expect(try await programs.tidings("count", "tag:news or ete").output == "1\n")

            let mistake = try await programs.tidings("search", "言語 !!! kernel")
            #expect(mistake.status == 64)
            #expect(mistake.complaints == "tidings: nothing to search for in !!! (character 4)\n")
            let shown = try await programs.tidingsOnTerminal("search", "言語 !!! kernel")
            #expect(shown.status == 64)
            #expect(shown.output.contains("\n       ^^^"))
            #expect(try await programs.tidings("search", " ").status == 64)
        }
    }
}
