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

    @Test func `a feed that was left is meant where no other is, and is not refreshed`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/old", Reply(text: Samples.rss(items: ["one"], title: "Paper")))
            server.serve("/new", Reply(text: Samples.rss(items: ["two"], title: "Paper")))
            try programs.configure([])
            try await programs.tidingsd("--once")
            try await programs.tidings("add", server.url("/old"), server.url("/new"))
            #expect(try await programs.tidings("pause", "paper").status == 64)
            try await programs.tidings("remove", "1")
            #expect(try await programs.tidings("pause", "paper").complaints.hasPrefix("Paused Paper; "))
            let left = try await programs.tidings("refresh", "1", "--wait")
            #expect(left.status == 1)
            #expect(left.complaints.contains("you left Paper (feed 1); tidings add \(server.url("/old"))"))
            for command in [["pause"], ["resume"], ["remove"], ["edit", "--title", "x"]] {
                let ending = try await programs.tidings(command + [server.url("/old")])
                #expect(ending.status == 1)
                #expect(ending.complaints == left.complaints)
            }
            #expect(try await programs.tidings("why", "--feed", server.url("/old")).status == 0)

            let known = try await programs.tidings("add", server.url("/new"), "--tag", "news")
            #expect(known.complaints.hasSuffix("(feed 2); tidings edit 2 changes it.\n"))
            #expect(try await programs.tidings("add", server.url("/new")).complaints.hasSuffix("(feed 2).\n"))
        }
    }

    @Test func `a number that no feed bears names none, though a title has it as a part`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/a", Reply(text: Samples.rss(items: ["one"], title: "Other 7")))
            try programs.configure([])
            try await programs.tidings("add", server.url("/a"))
            for command in [["remove", "7"], ["pause", "7"], ["refresh", "7"], ["why", "--feed", "7"]] {
                let ending = try await programs.tidings(command)
                #expect(ending.status == 1)
                #expect(ending.complaints == "tidings: there is no feed 7; tidings feeds lists them\n")
            }
            #expect(try await programs.tidings("count", "feed:7").status == 1)
            #expect(try await programs.tidings("feeds").lines.count == 1)
            #expect(try await programs.tidings("pause", "r 7").status == 0)
        }
    }

    @Test func `what stands before a term that is negated is as it was typed`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/a", Reply(text: Samples.rss(items: ["one", "two"], title: "Alpha")))
            try programs.configure([])
            try await programs.tidings("add", server.url("/a"))
            #expect(try await programs.tidings("list", "-title:one").lines.count == 1)
            #expect(try await programs.tidings("list", "--format", "{title}", "-title:one").output == "two\n")
            #expect(
                try await programs.tidings("list", "--format=-id:{id}", "title:two").output.hasPrefix("-id:"))
            #expect(try await programs.tidings("search", "two", "-title:one").lines.count == 1)
            #expect(try await programs.tidings("read", "-title:one").complaints.hasPrefix("1 item marked"))
            #expect(try await programs.tidings("history").output.contains("-title:one"))
            try await programs.tidings("edit", "1", "--title=-a:b")
            #expect(try await programs.tidings("feeds").output.contains("\t-a:b\t"))
        }
    }

    @Test func `what a failure repeats of a command line is harmless`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.configure([])
        try await programs.tidingsd("--once")
        let odd = programs.folder + "/\u{1B}[31m\u{202E}"
        var endings = [try await programs.run("tidings", ["list", "--config", odd])]
        for arguments in [
            ["db", "backup", odd + "/x"], ["db", "restore", odd],
            ["edit", "1", "--interval", odd], ["pause", odd], ["refresh", odd],
        ] {
            endings.append(try await programs.tidings(arguments))
        }
        for failed in endings {
            #expect(failed.status != 0)
            #expect(!failed.complaints.contains("\u{1B}") && !failed.complaints.contains("\u{202E}"))
        }
        try programs.write(
            "[[feed]]\nurl = \"https://a.example/\"\nnonsense = 1\ntitle = \"\\u202E\"\n\"\\u202Ex\" = 1\n",
            to: programs.configuration)
        let daemon = try await programs.tidingsd("--once")
        #expect(daemon.status == 78)
        #expect(!daemon.complaints.contains("\u{202E}"))
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
