import Foundation
import TestSupport
import Testing

/// `edit`, `pause` and `resume`: what the reader says of feeds.
struct FeedCommandTests {
    @Test func `a paused feed is not polled, says so, and is polled again once it is resumed`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/a", Reply(text: Samples.rss(items: ["one"], title: "Alpha")))
            try programs.configure([server.url("/a")])
            try await programs.tidingsd("--once")
            let paused = try await programs.tidings("pause", "alpha")
            #expect(paused.complaints == "Paused Alpha; tidings resume 1 takes it back.\n")
            #expect(try await programs.tidings("pause", "1").complaints == "Alpha is paused already.\n")
            try await programs.tidingsd("--once")
            try await programs.tidingsd("--once", "--all")
            let refused = try await programs.tidings("refresh", "alpha", "--wait")
            #expect(refused.complaints == "Alpha is paused; tidings resume 1 has it polled again.\n")
            #expect(server.requests(for: "/a").count == 1)
            let feeds = try await programs.tidings("feeds")
            #expect(feeds.output.contains("\tpaused\tAlpha\t"))
            #expect(
                try await programs.tidings("why", "--feed", "1").output.contains(
                    "none: you paused it; tidings resume 1"))

            let resumed = try await programs.tidings("resume", "alpha")
            #expect(resumed.complaints == "Resumed Alpha; tidings pause 1 takes it back.\n")
            try await programs.tidingsd("--once")
            #expect(server.requests(for: "/a").count == 2)
        }
    }

    @Test func `a subscription is edited, and told how that is taken back`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/a", Reply(text: Samples.rss(items: ["one"], title: "Alpha")))
            server.serve("/b", Reply(text: Samples.rss(items: ["two"], title: "Beta")))
            try programs.configure([server.url("/b")])
            try await programs.tidingsd("--once")
            try await programs.tidings("add", server.url("/a"), "--tag", "news")
            let edited = try await programs.tidings(
                "edit", "alpha", "--title", "My \"A\"", "--tag", "it's", "--untag", "NEWS", "--interval",
                "6h",
                "--revised-unread", "on")
            #expect(
                edited.complaints == """
                    Changed Alpha; tidings edit 2 --title '' --tag news --untag 'it'\\''s' --interval auto \
                    --revised-unread off takes it back.

                    """)
            #expect(try await programs.tidings("count", "tag:it's").output == "1\n")
            #expect(
                try await programs.tidings("feeds", "--json").output.contains("\"title\": \"My \\\"A\\\"\""))
            #expect(
                try await programs.tidings("edit", "2", "--untag", "none").complaints
                    == "My \"A\" is so already.\n")

            #expect(try await programs.tidings("edit", "2").status == 64)
            #expect(try await programs.tidings("edit", "2", "--interval", "soon").status == 64)
            let declared = try await programs.tidings("edit", "beta", "--title", "B")
            #expect(declared.status == 64)
            #expect(declared.complaints.contains("Beta is declared in \(programs.configuration)"))
            #expect(declared.complaints.contains("in line "))
        }
    }
}
