import Foundation
import TestSupport
import Testing

/// Whatever a publisher writes, a terminal gets letters of it and nothing that commands it.
struct TerminalSafetyTests {
    /// What a hostile publisher puts into titles, names, links and articles.
    private static let attacks: [String] =
        ((1...0x1F).map { $0 } + (0x7F...0x9F).map { $0 }).map { String(Unicode.Scalar(UInt8($0))) } + [
            "\u{1B}[2J\u{1B}[H", "\u{1B}[31m", "\u{9B}31m", "\u{1B}]0;title\u{07}",
            "\u{1B}]52;c;cm0=\u{1B}\\",
            "\u{1B}]8;;https://evil.example/\u{1B}\\here\u{1B}]8;;\u{1B}\\", "\u{1B}P1$q\u{1B}\\", "\u{1B}c",
            "\r\nfaked row", "\u{202E}gnp.exe", "\u{2066}\u{2067}\u{2068}\u{2069}\u{200E}\u{200F}\u{61C}",
            "\u{200B}\u{2060}\u{FEFF}\u{AD}\u{E0041}\u{2028}\u{2029}",
            String(repeating: "\u{301}", count: 5_000), String(repeating: "\u{200D}", count: 5_000),
            "👩\u{200D}👩\u{200D}👧\u{200D}👦", "漢字かな한글", "e\u{301}\u{323}",
        ]

    private static func json(title: String) throws -> String {
        let items = attacks.enumerated().map { index, attack -> [String: Any] in
            [
                "id": "a\(index)", "title": "A\(attack)Z", "url": "https://a.example/\(index)?\(attack)",
                "date_published": "2026-11-01T08:00:00Z", "tags": ["tag\(attack)"],
                "authors": [["name": "B\(attack)Y"]],
                "content_html": "<p>C\(attack)X <a href='https://b.example/\(attack)'>link\(attack)</a></p>"
                    + "<pre>D\(attack)\tW</pre><img alt='E\(attack)'><table><tr><td>F\(attack)</td></tr></table>",
                "attachments": [["url": "https://c.example/\(attack)", "mime_type": "audio/\(attack)"]],
            ]
        }
        let feed: [String: Any] = [
            "version": "https://jsonfeed.org/version/1.1", "title": title, "items": items,
        ]
        return String(decoding: try JSONSerialization.data(withJSONObject: feed), as: UTF8.self)
    }

    /// The same as numbers of characters, and bytes that are no UTF-8.
    private static func rss() -> [UInt8] {
        let items = [
            "&#x1B;[2J", "&#27;]52;c;cm0=&#7;", "&#155;31m", "&amp;#27;[1m", "<![CDATA[&#x1B;[7m]]>",
        ]
        .enumerated().map {
            "<item><guid>r\($0)</guid><title>A\($1)Z</title><description>C\($1)X</description></item>"
        }
        let head =
            "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>Nu\u{9B}mbers</title>"
        let broken: [UInt8] =
            Array("<item><guid>b</guid><title>A".utf8) + [0x9B, 0x33, 0xC0, 0x9B, 0xFF, 0xED, 0xA0, 0x80]
        return Array((head + items.joined()).utf8) + broken + Array("Z</title></item></channel></rss>".utf8)
    }

    private func withAttacks(_ body: (Programs) async throws -> Void) async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/json", Reply(text: try Self.json(title: "Ti\u{1B}[5mtle\u{202E}\u{301}")))
            server.serve("/rss", Reply(body: Self.rss()))
            try programs.configure([server.url("/json"), server.url("/rss")])
            try await programs.tidingsd("--once")
            #expect(try await programs.tidings("count").output == "\(Self.attacks.count + 6)\n")
            try await body(programs)
        }
    }

    @Test func `no command lets a feed's characters command the terminal`() async throws {
        try await withAttacks { programs in
            let commands: [[String]] = [
                ["list", "--all"], ["list", "--by", "feed"], ["list", "--sort", "oldest"], ["search", "A*"],
                ["list", "--format", "{title} {url} {authors} {tags} {feed} {feed_url}"], ["feeds"],
                ["show", "--keep", "1-200"], ["why", "--feed", "1"], ["why", "--item", "1-200"], ["status"],
                ["read", "1"], ["history"], ["remove", "1"], ["undo"], ["edit", "2", "--title", "new"],
                ["refresh", "--wait"],
            ]
            let environment = [
                "CLICOLOR_FORCE": "1", "FORCE_HYPERLINK": "1", "PAGER": "cat", "TERM": "xterm-256color",
            ]
            for command in commands {
                let onTerminal = try await programs.onTerminal(command, environment: environment)
                #expect(Self.commands(in: onTerminal.output) == [], "\(command)")
                #expect(Self.longestHeap(in: onTerminal.output) <= 8, "\(command)")
            }
            for command in commands.prefix(8) {
                let piped = try await programs.tidings(command)
                #expect(Self.commands(in: piped.output + piped.complaints) == [], "\(command)")
            }
        }
    }

    @Test func `no command lets the name of a file command the terminal`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        // A configuration takes no such path for its database, but has it beside itself unless it says otherwise.
        let data = programs.folder + "/a\u{1B}[31mb\u{9B}1m"
        try programs.write("wake = \"wake\"\n", to: programs.configuration)
        let environment = ["XDG_DATA_HOME": data]
        let made = try await programs.run(
            "tidingsd", ["--config", programs.configuration, "--once"], environment: environment)
        #expect(made.status == 0)
        func tidings(_ arguments: [String]) async throws -> Programs.Ending {
            let names = ["db", "config"].contains(arguments[0]) ? 2 : 1
            return try await programs.run(
                "tidings",
                arguments.prefix(names) + ["--config", programs.configuration] + arguments.dropFirst(names),
                environment: environment)
        }
        let backup = programs.folder + "/c\u{1B}]0;d\u{7}\u{202E}e.db"
        let commands: [[String]] = [
            ["status"], ["status", "--json"], ["config", "show"], ["config", "check"],
            ["db", "backup", backup],
            ["db", "backup", backup + "/none"], ["db", "restore", backup],
            ["db", "restore", backup + ".none"],
            ["db", "check"], ["import", backup], ["parse", backup],
        ]
        for command in commands {
            let ending = try await tidings(command)
            #expect(Self.commands(in: ending.output + ending.complaints) == [], "\(command)")
        }
        let shown = "/a[31mb1m/tidings/tidings.db"
        #expect(try await tidings(["status"]).output.contains(shown))
        #expect(try await tidings(["db", "backup", backup]).complaints.contains("/c]0;de.db."))
        #expect(try await tidings(["db", "restore", backup]).complaints.contains("\(shown).replaced.2."))
    }

    @Test(.enabled(if: Programs.hasTmux), arguments: [10, 20, 40, 80, 200])
    func `a row of a list has a line of its own, however wide the window`(columns: Int) async throws {
        try await withAttacks { programs in
            let rows = Self.attacks.count + 6
            let list = try await programs.onScreen(["list", "--no-pager"], columns: columns, rows: rows + 10)
            #expect(list.count { !$0.isEmpty } == rows + 1, "\(list)")
            let feeds = try await programs.onScreen(["feeds", "--no-pager"], columns: columns, rows: 10)
            #expect(feeds.count { !$0.isEmpty } == 3, "\(feeds)")
        }
    }

    /// What of a text is neither a letter nor one of our own colours, links and lines of progress.
    private static func commands(in text: String) -> [String] {
        var rest = text
        for own in [#"\x1B\[[0-9;]*m"#, #"\x1B\]8;;[!-~]*\x1B\\"#, #"\r[^\x1B]*\x1B\[K"#] {
            rest = rest.replacingOccurrences(of: own, with: "", options: .regularExpression)
        }
        return rest.unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x0A, 0x09: false
            case 0..<0x20, 0x7F...0x9F, 0x200B, 0x200E, 0x200F, 0x61C, 0x2028...0x202E, 0x2060...0x2069,
                0xFEFF,
                0xE0000...0xE007F:
                true
            default: false
            }
        }.map { String($0.value, radix: 16) }
    }

    /// How many marks or joiners follow one another at most.
    private static func longestHeap(in text: String) -> Int {
        var (longest, now) = (0, 0)
        for scalar in text.unicodeScalars {
            now = scalar == "\u{301}" || scalar == "\u{200D}" ? now + 1 : 0
            longest = max(longest, now)
        }
        return longest
    }
}
