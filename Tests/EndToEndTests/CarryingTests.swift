import Foundation
import TestSupport
import Testing

/// `import` and `export`: what is carried from and to other programs.
struct CarryingTests {
    @Test func `subscriptions are taken over from OPML, with folders as tags, and written again`()
        async throws
    {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.configure([])
        let file = programs.folder + "/feeds.opml"
        try programs.write(
            """
            <opml version="2.0"><body>
            <outline text="News"><outline text="World">
              <outline text="One &amp; only" type="rss" xmlUrl="http://127.0.0.1:9/one" htmlUrl="http://one.example/"/>
            </outline></outline>
            <outline text="Two" type="rss" xmlUrl="http://127.0.0.1:9/two"/>
            <outline text="Own" type="rss" xmlUrl="file:///etc/passwd"/>
            </body></opml>
            """, to: file)
        let imported = try await programs.tidings("import", file)
        #expect(imported.status == 0)
        #expect(imported.complaints.contains("2 feeds added, 0 there already, 1 left out\n"))
        #expect(imported.complaints.contains("Left out file:///etc/passwd: file: addresses"))
        let again = try await programs.tidings("import", file)
        #expect(again.complaints.contains("0 feeds added, 2 there already, 1 left out\n"))

        let exported = try await programs.tidings("export", "opml")
        #expect(exported.output.contains("<outline text=\"World\" title=\"World\">"))
        #expect(
            exported.output.contains(
                "title=\"One &amp; only\" type=\"rss\" xmlUrl=\"http://127.0.0.1:9/one\""))
        try await programs.tidings("remove", "Two")
        let back = try await programs.tidings("import", "-", input: exported.output)
        #expect(back.complaints.hasPrefix("0 feeds added, 1 back again, 1 there already\n"))
        let other = try await programs.tidings("import", "-", input: "<rss/>")
        #expect(other.status == 65)
        #expect(other.complaints.contains("neither OPML nor the state"))
    }

    @Test func `items are written as list writes them, read ones too`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/a", Reply(text: Samples.rss(items: ["one", "two", "three"])))
            try programs.configure([server.url("/a")])
            try await programs.tidingsd("--once")
            try await programs.tidings("read", "2")
            let exported = try await programs.tidings("export", "jsonl")
            let listed = try await programs.tidings("list", "--all", "--sort", "oldest", "--jsonl")
            #expect(exported.lines.count == 3)
            #expect(exported.output == listed.output)
            let whole = try await programs.tidings("export", "jsonl", "--content")
            #expect(whole.lines.allSatisfy { $0.contains("\"content_text\":\"About ") })
            #expect(try await programs.tidings("export", "state", "--content").status == 64)
        }
    }
}
