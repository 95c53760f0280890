import Foundation
import TestSupport
import Testing

/// The recipes in README, run word for word, with programs of other people played by small scripts.
struct RecipeTests {
    /// What stands in README's fenced block below `<!-- recipe NAME -->`.
    private static func recipe(_ name: String) throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
        let start = try #require(readme.range(of: "<!-- recipe \(name) -->\n```"))
        let block = readme[start.upperBound...].drop { $0 != "\n" }.dropFirst()
        let end = try #require(block.range(of: "\n```"))
        return String(block[..<end.lowerBound])
    }

    /// A place for a person: their home, their configuration, and a folder in PATH with both programs and some others.
    private struct Home {
        let programs: Programs

        init(_ programs: Programs) throws {
            self.programs = programs
            try FileManager.default.createDirectory(
                atPath: programs.folder + "/bin", withIntermediateDirectories: true)
            for name in ["tidings", "tidingsd"] {
                try FileManager.default.createSymbolicLink(
                    atPath: programs.folder + "/bin/" + name, withDestinationPath: Programs.path(of: name))
            }
        }

        /// Puts a script of `sh` into PATH.
        func add(_ name: String, _ script: String) throws {
            let path = programs.folder + "/bin/" + name
            try programs.write("#!/bin/sh\n\(script)\n", to: path)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }

        /// Writes a file below the home.
        func write(_ text: String, to name: String) throws {
            let path = programs.folder + "/" + name
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try programs.write(text, to: path)
        }

        /// What a script of ours has written; empty where it was never run.
        func written(_ name: String) -> String {
            (try? String(contentsOfFile: programs.folder + "/" + name, encoding: .utf8)) ?? ""
        }

        func run(_ script: String) async throws -> Programs.Ending {
            let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
            return try await programs.run(
                "/bin/sh", ["-c", "cd \"$HOME\" && " + script],
                environment: [
                    "HOME": programs.folder, "PATH": programs.folder + "/bin:" + path, "LOGNAME": "reader",
                    "TIDINGS_CONFIG": programs.configuration, "BROWSER": "browser",
                ])
        }
    }

    /// Three items: `old`, of ten days ago, `starred` and `new`.
    private func withItems(_ body: (Home) async throws -> Void) async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let dates = ISO8601DateFormatter()
            let items = [("old", -10.0), ("starred", -0.2), ("new", -0.1)].map { name, days in
                """
                <entry><id>urn:\(name)</id><title>\(name)</title><link href="http://feeds.example/\(name)"/>
                <published>\(dates.string(from: Date(timeIntervalSinceNow: days * 86_400)))</published></entry>
                """
            }
            server.serve(
                "/a",
                Reply(
                    text:
                        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Alpha</title>\(items.joined())</feed>"
                ))
            try programs.configure([server.url("/a")])
            try await programs.tidingsd("--once")
            try await programs.tidings("star", "title:starred")
            try await body(Home(programs))
        }
    }

    @Test func `a status bar says how many are unread, and nothing where none is`() async throws {
        try await withItems { home in
            #expect(try await home.run(Self.recipe("status-bar")).output == "3 unread\n")
            try await home.programs.tidings("read", "1-3")
            let none = try await home.run(Self.recipe("status-bar"))
            #expect(none.output == "")
            #expect(none.status == 0)
        }
    }

    @Test func `what is picked is opened and read`() async throws {
        try await withItems { home in
            try home.add("browser", "echo \"$1\" >> \"$HOME/opened\"")
            // Shows the preview of the first line, as fzf does, and picks what has the title `old`.
            try home.add(
                "fzf",
                """
                printf '%s\\n' "$@" > "$HOME/asked"
                cat > "$HOME/offered"
                id=$(head -n 1 "$HOME/offered" | cut -f 1)
                for word; do case $word in *'{1}'*) sh -c "$(echo "$word" | sed "s/{1}/$id/")" > "$HOME/preview";; esac; done
                grep -P '\\told\\t' "$HOME/offered"
                """)
            #expect(try await home.run(Self.recipe("picker")).status == 0)
            #expect(home.written("offered").split(separator: "\n").count == 3)
            #expect(
                home.written("offered").split(separator: "\n")[0].split(separator: "\t")[3...4] == [
                    "Alpha", "new",
                ])
            #expect(home.written("preview").hasPrefix("new\n"))
            #expect(home.written("opened") == "http://feeds.example/old\n")
            #expect(
                try await home.programs.tidings("list", "--format", "{title}").lines == ["new", "starred"])
        }
    }

    @Test func `cron mails the news of a day`() async throws {
        try await withItems { home in
            try home.add("mail", "{ printf '%s|' \"$@\"; echo; cat; } >> \"$HOME/mail\"")
            let line = try Self.recipe("digest")
            // As cron does: five fields of time, then what /bin/sh is given, in which no % may be.
            let fields = line.split(separator: " ", maxSplits: 5)
            #expect(fields[..<5] == ["0", "7", "*", "*", "*"])
            let command = try #require(fields.last)
            #expect(!command.contains("%"))
            #expect(try await home.run(String(command)).status == 0)
            #expect(
                home.written("mail") == """
                    -E|-s|Today's news|reader|
                    Alpha: new <http://feeds.example/new>
                    Alpha: starred <http://feeds.example/starred>

                    """)
        }
    }

    @Test func `what is older than a week is marked read`() async throws {
        try await withItems { home in
            let marked = try await home.run(Self.recipe("older"))
            #expect(marked.complaints == "1 item marked read (undo 2)\n")
            #expect(
                try await home.programs.tidings("list", "--format", "{title}").lines == ["new", "starred"])
        }
    }

    @Test func `all that is starred is opened, read or not`() async throws {
        try await withItems { home in
            try home.add("browser", "echo \"$1\" >> \"$HOME/opened\"")
            try await home.programs.tidings("star", "title:old")
            try await home.programs.tidings("read", "title:starred")
            #expect(try await home.run(Self.recipe("starred")).status == 0)
            #expect(
                Set(home.written("opened").split(separator: "\n"))
                    == ["http://feeds.example/old", "http://feeds.example/starred"])
        }
    }

    /// A feed of `one` and `two`, and nothing subscribed to yet.
    private func movingIn(_ body: (Home, _ feed: String) async throws -> Void) async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/a", Reply(text: Samples.rss(items: ["one", "two"], title: "Alpha")))
            try programs.configure([])
            try await body(Home(programs), server.url("/a"))
        }
    }

    @Test func `newsboat's reader moves in`() async throws {
        try await movingIn { home, feed in
            try home.write("\(feed) news\n", to: ".newsboat/urls")
            let made = try await home.run(
                """
                sqlite3 .newsboat/cache.db "CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid VARCHAR(64), title TEXT,
                url TEXT, feedurl TEXT, unread INTEGER(1), flags VARCHAR(52), deleted INTEGER(1) DEFAULT 0);
                INSERT INTO rss_item (guid, title, url, feedurl, unread) VALUES
                ('one', 'one', 'http://feeds.example/one', '\(feed)', 0), ('two', 'two', 'http://feeds.example/two', '\(feed)', 1)"
                """)
            try #require(made.status == 0, "\(made.complaints)")
            let moved = try await home.run(Self.recipe("newsboat"))
            #expect(moved.status == 0)
            #expect(moved.complaints.contains("1 polled, 0 failed, 1 unread\n"))
            #expect(
                try await home.programs.tidings("list", "tag:news", "--format", "{title}").lines == ["two"])
        }
    }

    @Test func `rss2email's reader moves in`() async throws {
        try await movingIn { home, feed in
            try home.write(
                "[DEFAULT]\nto = reader\n\n[feed.alpha]\nurl = \(feed)\n", to: ".config/rss2email.cfg")
            try home.write(
                #"{"version": 2, "feeds": [{"name": "alpha", "seen": {"two": {"hash": "0"}}}]}"#,
                to: ".local/share/rss2email.json")
            let moved = try await home.run(Self.recipe("rss2email"))
            #expect(moved.status == 0)
            #expect(moved.complaints.contains("1 polled, 0 failed, 1 unread\n"))
            #expect(try await home.programs.tidings("list", "--format", "{title}").lines == ["one"])
        }
    }

    @Test func `a reader with OPML moves in`() async throws {
        try await movingIn { home, feed in
            try home.write(
                """
                <opml version="2.0"><body><outline text="News"><outline type="rss" text="Alpha" xmlUrl="\(feed)"/>
                </outline></body></opml>
                """, to: "feeds.opml")
            let moved = try await home.run(Self.recipe("opml"))
            #expect(moved.status == 0)
            #expect(try await home.programs.tidings("count", "tag:news").output == "2\n")
        }
    }
}
