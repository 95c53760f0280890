import Foundation
import TestSupport
import Testing

/// What was done is told, and taken back, by commands that know of one another only through the database.
struct UndoTests {
    private func withFeed(
        _ items: [String], _ body: (Programs, LoopbackServer) async throws -> Void
    ) async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/a", Reply(text: Samples.rss(items: items, title: "Alpha\u{202E}")))
            try programs.configure([])
            try await programs.tidings("add", server.url("/a"))
            try await body(programs, server)
        }
    }

    @Test func `marks are taken back, by number and without, and done again`() async throws {
        try await withFeed(["one", "two", "three"]) { programs, _ in
            let marked = try await programs.tidings("read", "feed:alpha")
            #expect(marked.complaints == "3 items marked read (undo 1)\n")
            #expect(try await programs.tidings("read", "1").complaints == "0 items marked read, 1 already\n")
            try await programs.tidings("unread", "2")
            try await programs.tidings("star", "-", input: "1\n")

            let undone = try await programs.tidings("undo", "1")
            #expect(undone.status == 0)
            #expect(
                undone.complaints
                    == "Took back 1: marked 3 items read: feed:alpha (undo 4). 1 item was changed since, and stays.\n"
            )
            #expect(try await programs.tidings("count").output == "3\n")
            let last = try await programs.tidings("undo")
            #expect(last.complaints == "Took back 3: marked 1 item starred: (standard input) (undo 5).\n")
            #expect(try await programs.tidings("count", "is:starred").output == "0\n")
            try await programs.tidings("undo", "4")
            #expect(try await programs.tidings("count").output == "1\n")

            let again = try await programs.tidings("undo", "3")
            #expect(again.status == 1)
            #expect(
                again.complaints == "tidings: 3 was taken back already, by 5; tidings undo 5 does it again\n")
            let unknown = try await programs.tidings("undo", "99")
            #expect(unknown.status == 1)
            #expect(unknown.complaints.hasSuffix("; tidings history lists what was done\n"))
        }
    }

    @Test func `a removal is taken back`() async throws {
        try await withFeed(["one"]) { programs, _ in
            let removed = try await programs.tidings("remove", "1")
            #expect(removed.complaints == "No longer subscribed to Alpha (undo 1).\n")
            #expect(try await programs.tidings("count").output == "0\n")
            try await programs.tidings("undo")
            #expect(try await programs.tidings("count").output == "1\n")
            #expect(try await programs.tidings("undo").status == 1)
        }
    }

    @Test func `the history tells what was done by whom, newest first`() async throws {
        try await withFeed(["one", "two"]) { programs, server in
            server.serve("/b", Reply(text: Samples.rss(items: ["b1"], title: "Beta")))
            try await programs.tidings("show", "2")
            try await programs.tidings("add", server.url("/b"), "--only-new")
            try await programs.tidings("undo")
            let history = try await programs.tidings("history")
            let fields = history.lines.map { $0.split(separator: "\t").map(String.init) }
            #expect(
                fields.map { [$0[0]] + $0[2...] } == [
                    ["3", "you", "done", "took back 1"],
                    [
                        "2", "tidings", "done",
                        "marked 1 item of Beta read that were there before you subscribed",
                    ],
                    ["1", "you", "undone", "marked 1 item read: 2"],
                ])
            #expect(try await programs.tidings("history", "-n", "1").lines.count == 1)
            #expect(try await programs.tidings("history", "-n1", "--all").lines.count == 3)
            let objects = try await programs.tidings("history", "--jsonl").lines
            #expect(objects.count == 3)
            #expect(objects[0].contains("\"kind\":\"undo\""))
            #expect(objects[0].contains("\"undoes\":1"))
            #expect(objects[2].contains("\"undone_by\":3"))
        }
    }
}
