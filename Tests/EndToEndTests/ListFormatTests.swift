import Foundation
import TestSupport
import Testing

/// Lines as a person wants them.
struct ListFormatTests {
    @Test func `a template makes a line of each item, and its mistakes are named`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/a", Reply(text: Samples.rss(items: ["one"], title: "A\tB")))
            try programs.configure([server.url("/a")])
            try await programs.tidingsd("--once")
            let line = try await programs.tidings(
                "list", "--format", #"{id}\t{{{feed}}}\n<{url}> {state}{star} \q"#)
            #expect(line.output == "1\t{A B}\n<http://feeds.example/one> unread \\q\n")
            let found = try await programs.tidings("search", "one", "--format", "{title}")
            #expect(found.output == "one\n")
            let wrong = try await programs.tidings("list", "--format", "{titel}")
            #expect(wrong.status == 64)
            #expect(wrong.complaints == "tidings: --format: there is no {titel}; did you mean {title}?\n")
            #expect(try await programs.tidings("list", "--format", "{id").status == 64)
            #expect(try await programs.tidings("list", "--format", "id}").status == 64)
            #expect(try await programs.tidings("list", "--format", "{id}", "--json").status == 64)
        }
    }
}
