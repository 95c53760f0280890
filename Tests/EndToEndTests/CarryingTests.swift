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
        #expect(other.complaints.contains("is XML, but no OPML"))
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

    @Test(arguments: [
        (#"{"feed":1,"key":"guid:a","read":"yesterday"}"#, 3, "read is no moment"),
        (#"{"feed":1,"key":"guid:a","read":false,"starred":"2026-11-23T08:00:00Z"}"#, 3, "read is no moment"),
        (#"{"feed":1,"key":"guid:a"}"#, 3, "neither read nor starred"),
        ("\n" + #"{"feed":2,"urls":[""]}"#, 4, "not an address"),
        (#"{"feed":2,"urls":["javascript:alert(1)"]}"#, 3, "are not polled"),
        (#"{"feed":2,"urls":[7]}"#, 3, "no list of addresses"),
        (#"{"feed":1,"key":"guid:a","read":"2026-"#, 3, "no state of tidings"),
    ])
    func `a damaged line of a state is told, and nothing is imported`(
        line: String, number: Int, complaint: String
    ) async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.configure([])
        let head = #"{"tidings":"state","version":1}"# + "\n" + #"{"feed":1,"urls":["http://127.0.0.1:9/a"]}"#
        let result = try await programs.tidings("import", "-", input: head + "\n" + line + "\n")
        #expect(result.status == 65)
        #expect(result.complaints.contains("line \(number): "))
        #expect(result.complaints.contains(complaint))
        let good = #"{"feed":1,"key":"guid:a","read":"2026-11-23T08:00:00Z"}"#
        let whole = "\u{FEFF}" + head + "\r\n\n" + good + "\r\n"
        let imported = try await programs.tidings("import", "-", input: whole)
        #expect(imported.status == 0)
        #expect(imported.complaints.contains("1 item marked (undo 1)"))
    }
}
