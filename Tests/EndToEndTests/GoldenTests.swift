import Foundation
import TestSupport
import Testing

/// What programs read, held to what was promised: run this suite with `TIDINGS_RECORD=1` to write the golden files anew.
struct GoldenTests {
    private static let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
    private static let folder = root + "/Tests/EndToEndTests/Golden"
    private static let isRecording = ProcessInfo.processInfo.environment["TIDINGS_RECORD"] == "1"

    /// A command line, and the file that has what it prints.
    private static let examples: [(file: String, words: [String])] = [
        ("list", ["list", "--all", "--json"]),
        ("list-content", ["list", "--all", "--jsonl", "--content"]),
        ("search", ["search", "fresh", "--json"]),
        ("feeds", ["feeds", "--json"]),
        ("why-feed", ["why", "--feed", "1", "--json"]),
        ("why-item", ["why", "--item", "3", "--json"]),
        ("diff", ["diff", "3", "--json"]),
        ("history", ["history", "--json"]),
        ("status", ["status", "--json"]),
        ("purge", ["db", "purge", "--dry-run", "--json"]),
        ("state", ["export", "state"]),
    ]

    @Test func `each output for programs is as it was promised, and all its names are documented`()
        async throws
    {
        let programs = try Programs()
        defer { programs.removeFolder() }
        let document = try String(contentsOfFile: Self.root + "/etc/doc/json.md", encoding: .utf8)
        try await LoopbackServer.running { server in
            try await fill(programs, from: server)
            for (file, words) in Self.examples {
                let printed = try await programs.tidings(words).output
                let steady = steady(printed, server.url(""), programs.folder)
                let path = "\(Self.folder)/\(file).json"
                if Self.isRecording { try programs.write(steady, to: path) }
                #expect(try String(contentsOfFile: path, encoding: .utf8) == steady, "\(file)")
                for name in names(in: printed) {
                    #expect(document.contains("`\(name)`"), "\(file): \(name) is not in etc/doc/json.md")
                }
            }
        }
    }

    /// Two feeds with an article in common, one of which revises it; marks, a star, and a poll that fails.
    private func fill(_ programs: Programs, from server: LoopbackServer) async throws {
        server.serve("/a", Reply(text: atom(title: "Fresh news", text: "The first words.")))
        let other = """
            <rss version="2.0"><channel><title>Beta</title><item><guid isPermaLink="false">b</guid>
            <title>Fresh news</title><link>http://feeds.example/full</link></item></channel></rss>
            """
        server.serve("/b", Reply(text: other))
        try programs.configure([server.url("/a")], extra: "[retention]\nper-feed = 1")
        try await programs.tidingsd("--once")
        try await programs.tidings("add", server.url("/b"), "--tag", "second")
        try await programs.tidings("read", "1-2")
        try await programs.tidings("star", "3")
        server.serve("/a", Reply(text: atom(title: "Fresher, fresh news", text: "The other words.")))
        server.serve("/b", Reply(404, text: ""))
        try await programs.tidingsd("--once", "--all")
        try await programs.tidings("undo", "2")
    }

    private func atom(title: String, text: String) -> String {
        """
        <feed xmlns="http://www.w3.org/2005/Atom"><title>Alpha</title><id>a</id>
        <link href="http://feeds.example/"/><updated>2026-01-03T00:00:00Z</updated>
        <entry><id>full</id><title>\(title)</title><link href="http://feeds.example/full"/>
        <author><name>Ann Author</name></author><category term="news"/>
        <published>2026-01-03T10:00:00Z</published><updated>2026-01-03T11:00:00Z</updated>
        <summary>In short.</summary><content type="html">&lt;p&gt;\(text)&lt;/p&gt;</content></entry>
        <entry><id>plain</id><title>Plain</title><updated>2026-01-02T10:00:00Z</updated></entry>
        <entry><id>old</id><title>Old</title><updated>2026-01-01T10:00:00Z</updated></entry></feed>
        """
    }

    /// Without what is other in each run: moments, addresses of this machine, sizes and rates.
    private func steady(_ text: String, _ server: String, _ folder: String) -> String {
        var text = text.replacingOccurrences(of: server, with: "http://SERVER")
            .replacingOccurrences(of: folder, with: "FOLDER")
        for (pattern, replacement) in [
            (#"20[0-9]{2}-[0-9]{2}-[0-9]{2}"#, "2026-01-01"), (#"T[0-9:]{8}Z"#, "T00:00:00Z"),
            (#""(posts_per_day|bytes|size_in_bytes|pid|usual_pause)": [0-9.e-]+"#, #""$1": 0"#),
        ] {
            text = text.replacingOccurrences(of: pattern, with: replacement, options: .regularExpression)
        }
        return text
    }

    /// The names of all members, however deep.
    private func names(in text: String) -> Set<String> {
        let whole = try? JSONSerialization.jsonObject(with: Data(text.utf8))
        let lines = text.split(separator: "\n").compactMap {
            try? JSONSerialization.jsonObject(with: Data($0.utf8))
        }
        return (whole.map { [$0] } ?? lines).reduce(into: []) { $0.formUnion(names(of: $1)) }
    }

    private func names(of value: Any) -> Set<String> {
        if let object = value as? [String: Any] {
            return object.reduce(into: []) { names, member in
                names.insert(member.key)
                names.formUnion(self.names(of: member.value))
            }
        }
        return (value as? [Any] ?? []).reduce(into: []) { $0.formUnion(names(of: $1)) }
    }
}
