import Foundation
import TestSupport
import Testing

/// What a person is told of an item: what changed in it, and why it is as it is.
struct DiffTests {
    private static let time = "Thu, 01 Oct 2026 08:00:00 GMT"

    private static func feed(_ title: String, _ items: String...) -> Reply {
        Reply(
            text: "<rss version=\"2.0\"><channel><title>\(title)</title>\(items.joined())</channel></rss>")
    }

    private static func item(
        _ guid: String, title: String, text: String, link: String = "http://feeds.example/a"
    ) -> String {
        """
        <item><guid isPermaLink="false">\(guid)</guid><title>\(title)</title><link>\(link)</link>
        <pubDate>\(time)</pubDate><description>\(text)</description></item>
        """
    }

    private func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func running(
        _ body: @escaping @Sendable (Programs, LoopbackServer) async throws -> Void
    ) async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in try await body(programs, server) }
    }

    @Test func `diff shows the words that a feed changed, the last time or each time`() async throws {
        try await running { programs, server in
            let before = "One &lt;b&gt;quick&lt;/b&gt; brown fox jumps over the lazy dog in the park today."
            let texts = [
                before, before.replacing("lazy", with: "busy"), before.replacing("lazy", with: "big"),
            ]
            server.serve("/feed", Self.feed("Gazette", Self.item("1", title: "Old news", text: texts[0])))
            try programs.configure([server.url("/feed")])
            try await programs.tidingsd("--once")
            let unrevised = try await programs.tidings("diff", "1")
            #expect(unrevised.status == 0 && unrevised.output == "")
            #expect(unrevised.complaints == "Item 1 was never revised.\n")

            server.serve("/feed", Self.feed("Gazette", Self.item("1", title: "Old news", text: texts[1])))
            try await programs.tidingsd("--once", "--all")
            server.serve("/feed", Self.feed("Gazette", Self.item("1", title: "Great news", text: texts[2])))
            try await programs.tidingsd("--once", "--all")

            let last = try await programs.tidings("diff", "http://feeds.example/a")
            #expect(last.status == 0)
            #expect(last.output.contains("title       [-Old-]{+Great+} news"))
            #expect(last.output.contains("One quick brown fox jumps over the [-busy-]{+big+} dog"))
            #expect(!last.output.contains("lazy"))
            #expect(!last.output.contains("\u{1B}"))
            let all = try await programs.tidings("diff", "1", "--all")
            #expect(all.output.contains("[-lazy-]{+busy+}"))
            #expect(all.lines.count { $0.hasPrefix("revised ") } == 2)

            let coloured = try await programs.run(
                "tidings", ["diff", "--config", programs.configuration, "1"],
                environment: ["CLICOLOR_FORCE": "1"])
            #expect(coloured.output.contains("\u{1B}[31m[-busy-]\u{1B}[0m\u{1B}[32m{+big+}\u{1B}[0m"))

            let object = try json(try await programs.tidings("diff", "1", "--all", "--json").output)
            let revisions = try #require(object["revisions"] as? [[String: Any]])
            #expect(revisions.map { $0["changed"] as? [String] } == [["title", "text"], ["text"]])
            #expect(revisions[0]["title"] as? [String: String] == ["from": "Old news", "to": "Great news"])
            let runs = try #require(revisions[1]["text"] as? [[String: String]])
            #expect(runs.map { $0["op"] } == ["same", "removed", "added", "same"])
            #expect(runs[1]["text"] == " lazy" && runs[2]["text"] == " busy")

            let missing = try await programs.tidings("diff", "1", "99")
            #expect(missing.status == 1)
            #expect(missing.output.contains("[-Old-]"))
            #expect(try await programs.tidings("diff", "news").status == 64)
        }
    }

    @Test func `diff shows where links lead, and lets no control character through`() async throws {
        try await running { programs, server in
            func text(_ link: String, _ word: String) -> String {
                "A &lt;a href=\"\(link)\"&gt;word&lt;/a&gt; \(word)."
            }
            let first = text("http://feeds.example/x", "here")
            let second = text("http://feeds.example/y", "&amp;#x1b;[31mthere&amp;#x202e;")
            server.serve("/feed", Self.feed("Gazette", Self.item("1", title: "T", text: first)))
            try programs.configure([server.url("/feed")])
            try await programs.tidingsd("--once")
            server.serve(
                "/feed",
                Self.feed("Gazette", Self.item("1", title: "T", text: second, link: "http://feeds.example/b"))
            )
            try await programs.tidingsd("--once", "--all")
            let shown = try await programs.tidings("diff", "1").output
            #expect(
                shown.contains("link        [-http://feeds.example/a-]{+http://feeds.example/b+}"))
            #expect(shown.contains("A word [-<http://feeds.example/x>"))
            let isClean = shown.unicodeScalars.allSatisfy { scalar in
                scalar == "\n" || (scalar.value >= 0x20 && scalar.value != 0x202E)
            }
            #expect(isClean)
        }
    }

    @Test func `why tells how an item came to be as it is`() async throws {
        try await running { programs, server in
            server.serve("/feed", Self.feed("Gazette", Self.item("1", title: "News", text: "Some words.")))
            server.serve("/planet", Self.feed("Planet", Self.item("p", title: "News", text: "Some words.")))
            try programs.configure([server.url("/feed")])
            try await programs.tidingsd("--once")
            try await programs.tidings("read", "1")
            // Its feed edits it, gives it another id, and another feed has it too.
            server.serve("/feed", Self.feed("Gazette", Self.item("1", title: "News", text: "Other words.")))
            try await programs.tidingsd("--once", "--all")
            server.serve("/feed", Self.feed("Gazette", Self.item("2", title: "News", text: "Other words.")))
            try programs.configure([server.url("/feed"), server.url("/planet")])
            try await programs.tidingsd("--once", "--all")
            #expect(try await programs.tidings("count").output == "0\n")

            let told = try await programs.tidings("why", "1")
            #expect(told.status == 0)
            #expect(told.complaints == "Feed 1 is Gazette: tidings why --feed 1\n")
            let words = told.output.split { $0.isWhitespace }.joined(separator: " ")
            for sentence in [
                "item 1 · Gazette (feed 1)", "sorted by the feed's date, ", "known by its id, 1",
                "and by its id, 2, since ",
                "recognised by the time of publication, and by title, link or text",
                "): text tidings diff 1 --all shows what changed", "; revised since, and still read: ",
                "item 2 in Planet (feed 2), first seen ", "lists show this one, since it was there first",
            ] {
                #expect(words.contains(sentence), "no \(sentence)")
            }
            let twin = try await programs.tidings("why", "--item", "2")
            #expect(twin.complaints == "")
            #expect(
                twin.output.split { $0.isWhitespace }.joined(separator: " ").contains(
                    "before it came: it took the state of its twin"))

            let object = try json(try await programs.tidings("why", "1", "--json").output)
            #expect((object["item"] as? [String: Any])?["id"] as? Int == 1)
            let learned = try #require(object["learned_keys"] as? [[String: Any]])
            #expect(learned.map { $0["evidence"] as? String } == ["time"])
            #expect((learned[0]["key"] as? [String: Any])?["value"] as? String == "2")
            #expect((object["twins"] as? [[String: Any]])?.map { $0["shown"] as? Bool } == [true, false])
            #expect((object["state"] as? [String: Any])?["rule"] as? String == "read")
        }
    }

    @Test
    func `why takes a number for an item's, else for a feed's, and a link for a feed's, else an item's`()
        async throws
    {
        try await running { programs, server in
            let own = server.url("/feed")
            server.serve(
                "/feed",
                Self.feed(
                    "Gazette", Self.item("1", title: "T", text: "One."),
                    Self.item("2", title: "U", text: "Two.", link: own)))
            server.serve("/missing", Reply(404, text: ""))
            try programs.configure([own, server.url("/missing"), server.url("/none")])
            try await programs.tidingsd("--once")
            func told(_ arguments: String...) async throws -> String {
                try await programs.run("tidings", ["why", "--config", programs.configuration] + arguments)
                    .output
            }
            #expect(try await told("1").contains("item 1 · Gazette"))
            #expect(try await told("--feed", "1").contains("Gazette (feed 1)\n"))
            #expect(try await told("3").contains("(feed 3)\n"))
            #expect(try await told(own).contains("Gazette (feed 1)\n"))
            #expect(try await told("--item", own).contains("· Gazette"))
            #expect(try await told("http://feeds.example/a").contains("· Gazette"))
            #expect(try await told("gazette").contains("Gazette (feed 1)\n"))
            #expect(try await told("1-2").contains("item 2 · Gazette"))
            for nothing in ["77", "http://feeds.example/nothing", "nobody"] {
                #expect(try await programs.tidings("why", nothing).status == 1)
            }
            #expect(try await programs.tidings("why", "--item", "gazette").status == 64)
            #expect(try await programs.tidings("why", "--item", "--feed", "1").status == 64)
        }
    }
}
