import Foundation
import TestSupport
import Testing

/// What a person sees who sits at a terminal, and scripts do not.
struct TerminalTests {
    private func withItems(_ count: Int, _ body: (Programs) async throws -> Void) async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let items = (1...count).map { "item \($0)" }
            server.serve("/a", Reply(text: Samples.rss(items: items, title: "Alpha")))
            try programs.configure([server.url("/a")])
            try await programs.tidingsd("--once")
            try await body(programs)
        }
    }

    @Test func `what the window does not hold goes through the pager`() async throws {
        try await withItems(30) { programs in
            let pager = ["PAGER": "sed s/^/paged:/", "NO_COLOR": "1"]
            let long = try await programs.tidingsOnTerminal("list", environment: pager)
            #expect(long.lines.count == 31)
            #expect(long.lines.allSatisfy { $0.hasPrefix("paged:") })
            let short = try await programs.tidingsOnTerminal("list", "-n", "3", environment: pager)
            #expect(!short.output.contains("paged:"))
            let plain = try await programs.tidingsOnTerminal("list", "--no-pager", environment: pager)
            #expect(!plain.output.contains("paged:"))
            let piped = try await programs.run(
                "tidings", ["list", "--config", programs.configuration], environment: pager)
            #expect(!piped.output.contains("paged:"))
        }
    }

    @Test func `a pager that is left early, or is not there, is no failure`() async throws {
        try await withItems(300) { programs in
            let left = try await programs.tidingsOnTerminal(
                "show", "1-300", environment: ["PAGER": "head -n 1", "NO_COLOR": "1"])
            #expect(left.status == 0)
            #expect(left.lines.count == 1)
            #expect(try await programs.tidings("count").output == "0\n")
            let missing = try await programs.tidingsOnTerminal(
                "list", "--all", environment: ["PAGER": "no-such-pager"])
            #expect(missing.status == 0)
            #expect(missing.lines.count == 301)
        }
    }

    @Test func `who marks many items read is asked first, scripts are not`() async throws {
        try await withItems(201) { programs in
            let refused = try await programs.tidingsOnTerminal("read", "feed:alpha", input: "n\n")
            #expect(refused.output.contains("201 items would be marked read. Go on? [y/N] "))
            #expect(refused.output.contains("Nothing was marked."))
            #expect(try await programs.tidings("count").output == "201\n")
            let agreed = try await programs.tidingsOnTerminal("read", "1-201", input: "y\n")
            #expect(agreed.output.contains("201 items marked read (undo 1)"))
            try await programs.tidings("undo")
            let insisted = try await programs.tidingsOnTerminal("read", "feed:alpha", "--yes")
            #expect(insisted.output == "201 items marked read (undo 3)\n")
            try await programs.tidings("undo")
            let script = try await programs.tidings("read", "feed:alpha")
            #expect(script.complaints == "201 items marked read (undo 5)\n")
        }
    }

    @Test(arguments: ["", "dumb"])
    func `a terminal that says nothing of itself gets no pager`(name: String) async throws {
        try await withItems(30) { programs in
            let plain = try await programs.tidingsOnTerminal(
                "list", environment: ["PAGER": "sed s/^/paged:/", "TERM": name])
            #expect(plain.lines.count == 31)
            #expect(!plain.output.contains("paged:"))
        }
    }

    @Test func `the pager is told that all is UTF-8, whatever the locale`() async throws {
        try await withItems(30) { programs in
            let pager = ["PAGER": "printenv LESSCHARSET", "LC_ALL": "C"]
            #expect(try await programs.tidingsOnTerminal("list", environment: pager).lines == ["utf-8"])
            let own = try await programs.tidingsOnTerminal(
                "list", environment: pager.merging(["LESSCHARSET": "latin1"]) { $1 })
            #expect(own.lines == ["latin1"])
        }
    }

    @Test func `a list begins before all of it is read, and ends where its reader leaves`() async throws {
        try await withItems(600) { programs in
            let left = try await programs.tidingsOnTerminal(
                "list", environment: ["PAGER": "head -n 2", "NO_COLOR": "1"])
            #expect(left.status == 0)
            #expect(left.lines.count == 2)
            let whole = try await programs.tidingsOnTerminal(
                "list", environment: ["PAGER": "cat", "NO_COLOR": "1"])
            #expect(whole.lines.count == 601)
        }
    }

    @Test(arguments: ["", "dumb"])
    func `a terminal that does not say what it can gets no colours`(terminal: String) async throws {
        try await withItems(1) { programs in
            let environment = ["PAGER": "cat", "NO_COLOR": ""]
            let known = try await programs.tidingsOnTerminal("feeds", environment: environment)
            #expect(known.output.contains("\u{1B}["))
            let plain = try await programs.tidingsOnTerminal(
                "feeds", environment: environment.merging(["TERM": terminal]) { $1 })
            #expect(plain.lines.count == known.lines.count)
            #expect(!plain.output.contains("\u{1B}"))
        }
    }

    @Test func `watch ends with who reads it`() async throws {
        try await withItems(1) { programs in
            let watch = "'\(Programs.path(of: "tidings"))' watch --config '\(programs.configuration)'"
            // Its reader is gone from the start, and nothing ever arrives.
            let ending = try await programs.run(
                "/bin/bash", ["-c", "\(watch) | true; exit ${PIPESTATUS[0]}"])
            #expect(ending.status == 0)
        }
    }
}
