import Foundation
import TestSupport
import Testing

/// Moving in from newsboat and from rss2email: subscriptions, and what was read there.
struct MovingTests {
    /// Makes newsboat's cache, as newsboat makes it.
    private func makeCache(
        _ rows: [(guid: String, feed: String, unread: Bool, flags: String)], in programs: Programs
    )
        async throws -> String
    {
        let path = programs.folder + "/cache.db"
        let table = """
            CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
                title VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL,
                unread INTEGER(1) NOT NULL, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0);
            """
        let inserts = rows.map { row in
            """
            INSERT INTO rss_item (guid, title, url, feedurl, unread, flags) VALUES
                ('\(row.guid)', 'T', 'http://feeds.example/\(row.guid)', '\(row.feed)', \(row.unread ? 1 : 0), '\(row.flags)');
            """
        }
        let ending = try await programs.run(
            "/usr/bin/sqlite3", [path], input: table + inserts.joined(separator: "\n"))
        try #require(ending.status == 0, "\(ending.complaints)")
        return path
    }

    @Test func `newsboat's feeds and read marks move, and what has not come yet is marked when it comes`()
        async throws
    {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let feed = server.url("/a")
            server.serve("/a", Reply(text: Samples.rss(items: ["one", "two", "three"], title: "Alpha")))
            try programs.configure([])
            let urls = programs.folder + "/my feeds"
            try programs.write(
                """
                \(feed) news "~My Alpha" # comment
                http://127.0.0.1:9/hidden "!"
                "query:Unread:unread = \\"yes\\""
                exec:~/feed.sh

                """, to: urls)
            let cache = try await makeCache(
                [
                    ("one", feed, false, ""), ("two", feed, true, "s"), ("three", feed, true, ""),
                    ("other", "exec:~/feed.sh", false, ""), ("gone", "http://127.0.0.1:9/former", false, ""),
                ], in: programs)
            let before = try Data(contentsOf: URL(fileURLWithPath: cache))

            // The marks come first, and wait.
            let first = try await programs.tidings("import", cache, urls, "--star-flags", "s")
            #expect(first.status == 0)
            #expect(first.output == "")
            for line in [
                "Left out query:Unread: ", "Left out exec:~/feed.sh: ",
                "my feeds: 2 feeds added, 0 there already, 2 left out\n",
                "cache.db: 3 items marked, 1 could not be moved (undo 1)\n",
                "cache.db: They will be marked when a poll brings them.\n",
                "Marks wait for feeds that you do not have: http://127.0.0.1:9/former; ",
            ] {
                #expect(first.complaints.contains(line), "not said: \(line)")
            }
            try await programs.tidingsd("--once")
            let listed = try await programs.tidings("list", "--format", "{title}{star}")
            #expect(listed.lines.sorted() == ["three", "two*"])
            #expect(try await programs.tidings("count", "tag:news").output == "2\n")
            let feeds = try await programs.tidings("feeds").output
            #expect(feeds.contains("My Alpha"))

            let again = try await programs.tidings("import", urls, cache, "--star-flags", "s")
            #expect(again.complaints.contains("0 feeds added, 2 there already, 2 left out\n"))
            #expect(again.complaints.contains("0 items marked, 3 already, 1 could not be moved\n"))
            #expect(try Data(contentsOf: URL(fileURLWithPath: cache)) == before)

            try await programs.tidings("undo")
            #expect(try await programs.tidings("count").output == "3\n")
            let back = try await programs.tidings("import", cache)
            #expect(back.complaints.contains("2 items marked, 1 could not be moved (undo "))
        }
    }

    @Test func `rss2email's feeds move, what it has sent is read, and what it rests from is paused`()
        async throws
    {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/a", Reply(text: Samples.rss(items: ["one", "two", "three"], title: "Alpha")))
            try programs.configure([])
            let configuration = programs.folder + "/rss2email.cfg"
            let data = programs.folder + "/rss2email.json"
            try programs.write(
                """
                [DEFAULT]
                to = me@example.org

                [feed.alpha]
                url = \(server.url("/a"))

                [feed.resting]
                url = http://127.0.0.1:9/resting
                active = False
                """, to: configuration)
            try programs.write(
                """
                {"version": 2, "feeds": [
                  {"name": "alpha", "etag": null, "modified": null, "seen": {
                    "one": {"hash": "0a"}, "two": {"hash": "0b"}, "0c": {"hash": "0c"}}},
                  {"name": "forgotten", "seen": {"x": {}}}]}
                """, to: data)
            let alone = try await programs.tidings("import", data)
            #expect(alone.status == 64)
            #expect(alone.complaints.contains("tidings import rss2email.cfg rss2email.json"))

            let moved = try await programs.tidings("import", configuration, data)
            #expect(moved.status == 0)
            #expect(
                moved.complaints.contains("rss2email.cfg: 2 feeds added, 1 of them paused, 0 there already\n")
            )
            #expect(
                moved.complaints.contains("rss2email.json: 2 items marked, 2 could not be moved (undo 1)\n"))
            try await programs.tidingsd("--once")
            #expect(try await programs.tidings("list", "--format", "{feed}/{title}").lines == ["alpha/three"])
            #expect(try await programs.tidings("feeds").output.contains("paused"))
            let again = try await programs.tidings("import", data, configuration)
            #expect(again.complaints.contains("0 items marked, 2 already, 2 could not be moved\n"))
        }
    }

    @Test func `a file that is no good is refused in one line, and nothing of the others is taken`()
        async throws
    {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.configure([])
        let urls = programs.folder + "/urls"
        try programs.write("http://127.0.0.1:9/a\n", to: urls)
        let bad: [(content: [UInt8], status: Int32, words: String)] = [
            (Array("SQLite format 3\0 and then nothing of the kind".utf8), 65, "bad: "),
            ([0x80, 3, 0x5D, 0x71], 65, "rss2email before version 3"),
            (Array("just words\n".utf8), 65, "nothing that can be imported"),
            ([], 65, "nothing that can be imported"),
            (Array(#"{"version": 9, "feeds": []}"#.utf8), 65, "not known here"),
            (Array("<html><body/></html>".utf8), 65, "no OPML"),
        ]
        for file in bad {
            let path = programs.folder + "/bad"
            try Data(file.content).write(to: URL(fileURLWithPath: path))
            let ending = try await programs.tidings("import", urls, path)
            #expect(ending.status == file.status)
            #expect(ending.complaints.contains(file.words))
            #expect(ending.complaints.split(separator: "\n").count == 1)
        }
        #expect(try await programs.tidings("import", urls, programs.folder + "/none").status == 66)
        #expect(try await programs.tidings("import", "-", "-").status == 64)
        #expect(try await programs.tidings("import", urls, "--star-flags", "1").status == 64)
        #expect(!FileManager.default.fileExists(atPath: programs.database))
        let piped = try await programs.tidings("import", "-", input: "http://127.0.0.1:9/a\n")
        #expect(piped.complaints.hasPrefix("1 feed added, 0 there already\n"))
    }
}
