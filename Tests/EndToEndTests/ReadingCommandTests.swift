import Foundation
import TestSupport
import Testing

/// `next`, `open` and `watch`: reading one after another.
struct ReadingCommandTests {
    private func withFeed(
        _ items: [String], _ body: (Programs, LoopbackServer) async throws -> Void
    ) async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/a", Reply(text: Samples.rss(items: items, title: "Alpha")))
            try programs.configure([])
            try await programs.tidings("add", server.url("/a"))
            try await body(programs, server)
        }
    }

    @Test func `next shows one after another, until nothing is unread`() async throws {
        try await withFeed(["one", "two"]) { programs, _ in
            let first = try await programs.tidings("next")
            #expect(first.status == 0)
            #expect(first.output.hasPrefix("one\n") || first.output.hasPrefix("two\n"))
            let second = try await programs.tidings("next", "--json")
            #expect(second.output.contains("\"content_text\""))
            #expect(try await programs.tidings("count").output == "0\n")
            let end = try await programs.tidings("next")
            #expect(end.status == 1)
            #expect(end.output.isEmpty)
            #expect(end.complaints == "Nothing unread.\n")
        }
    }

    @Test func `open starts the browser with the link, and marks the item read`() async throws {
        try await withFeed(["one", "two"]) { programs, _ in
            let number = try await programs.tidings("list", "title:one").output.prefix { $0 != "\t" }
            let opened = try await programs.run(
                "tidings", ["open", "--config", programs.configuration, String(number)],
                environment: ["BROWSER": "no-such-browser:echo opening <%s>"])
            #expect(opened.status == 0)
            #expect(opened.output == "opening <http://feeds.example/one>\n")
            #expect(try await programs.tidings("list").lines.count == 1)

            let failed = try await programs.run(
                "tidings", ["open", "--config", programs.configuration, "-"], input: "1\n2\n",
                environment: ["BROWSER": "false"])
            #expect(failed.status == 69)
            #expect(try await programs.tidings("count").output == "1\n")
            let none = try await programs.run(
                "tidings", ["open", "--config", programs.configuration, "1"],
                environment: ["BROWSER": "no-such-browser"])
            #expect(
                none.complaints == "tidings: no browser could be started; set BROWSER to the name of one\n")
        }
    }

    @Test func `an item without a link of the web is not opened`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let document = """
                <rss version="2.0"><channel><title>A</title><item><guid isPermaLink="false">1</guid>
                <title>One</title><link>javascript:alert(1)</link></item></channel></rss>
                """
            server.serve("/a", Reply(text: document))
            try programs.configure([])
            try await programs.tidings("add", server.url("/a"))
            let opened = try await programs.run(
                "tidings", ["open", "--config", programs.configuration, "1"], environment: ["BROWSER": "echo"]
            )
            #expect(opened.status == 1)
            #expect(opened.output.isEmpty)
            #expect(opened.complaints == "Item 1 has no link of the web.\n")
            #expect(try await programs.tidings("count").output == "1\n")
        }
    }

    @Test func `watch prints what arrives after it began, and nothing else`() async throws {
        try await withFeed(["one"]) { programs, server in
            let watch = try programs.startPrinting("watch", "--jsonl")
            // It has begun once it has opened the database; what comes then is told, whenever it looks.
            await watch.happened { watch.hasOpened(programs.database) }
            var number = 1
            while watch.printed.isEmpty {
                number += 1
                let items = ["one"] + (2...number).map { "item \($0)" }
                server.serve("/a", Reply(text: Samples.rss(items: items, title: "Alpha")))
                try await programs.tidings("refresh", "--wait")
            }
            _ = await watch.stop()
            let lines = watch.printed.split(separator: "\n")
            #expect(!lines.contains { $0.contains("\"title\":\"one\"") })
            #expect(lines.allSatisfy { $0.contains("\"title\":\"item ") })
        }
    }
}
