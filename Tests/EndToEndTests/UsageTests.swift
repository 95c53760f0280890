import TestSupport
import Testing

/// A mistake is answered by one line: what is wrong, and what would be right.
struct UsageTests {
    @Test(
        arguments: [
            (["lsit"], "there is no command lsit; did you mean tidings list?"),
            (["lst"], "there is no command lst; did you mean tidings list?"),
            (["xyzzy"], "there is no command xyzzy; tidings --help lists them"),
            (["db", "chek"], "there is no command db chek; did you mean tidings db check?"),
            (["config", "x"], "there is no command config x; tidings config --help lists them"),
            (["list", "--jsn"], "unknown option '--jsn'; did you mean '--json'?"),
            (["--jsn"], "unknown option '--jsn'; did you mean '--json'?"),
            (
                ["list", "--quite-another"],
                "unknown option '--quite-another'; tidings list --help tells what it takes"
            ),
            (
                ["list", "--sort", "neewest"],
                "the value 'neewest' is invalid for '--sort <order>'; did you mean newest?"
            ),
            (
                ["list", "--sort", "size"],
                "the value 'size' is invalid for '--sort <order>'; it takes newest, oldest, feed"
            ),
            (
                ["list", "-n", "many"],
                "the value 'many' is invalid for '-n <count>'; tidings list --help tells what it takes"
            ),
            (
                ["list", "--by", "day", "--sort", "feed"],
                "--by day and --sort feed exclude one another; tidings list --help tells what it takes"
            ),
            (["list", "-n"], "missing value for '-n'; tidings list --help tells what it takes"),
            (
                ["read"],
                "missing expected argument '<id-or-query> ...'; tidings read --help tells what it takes"
            ),
            (
                ["db", "backup"],
                "missing expected argument '<file>'; tidings db backup --help tells what it takes"
            ),
            (["status", "now"], "unexpected argument 'now'; tidings status --help tells what it takes"),
            (
                ["list", "--json", "--jsonl"],
                "--json and --jsonl exclude one another; tidings list --help tells what it takes"
            ),
            (["list", "-fed:x"], "no key fed: ; did you mean feed: ? (character 2)"),
            (["list", "a", "-fed:x", "b"], "no key fed: ; did you mean feed: ? (character 4)"),
            (["list", "--format", "-id:{id}"], "missing value for '--format <template>'"),
            (["list", "--config", "-tag:x"], "missing value for '--config <path>'"),
            (["list", "--config", "-n", "2", "b.toml"], "missing value for '--config <path>'"),
            (["edit", "2", "--title", "-a:b"], "missing value for '--title <title>'"),
            (["read", "-1"], "-1 is no item number, range or link; write 410, 410-415"),
            (["show", "--keep", "-12"], "-12 is no item number, range or link; write 410, 410-415"),
            (["list", "fed:x"], "no key fed: ; did you mean feed: ?"),
            (["list", "is:unraed"], "no state unraed; did you mean is:unread?"),
            (["add", "file:///etc/passwd"], "file:"),
            (["add", "example.org"], "example.org"),
        ] as [([String], String)])
    func `each is told on one line, with status 64`(arguments: [String], words: String) async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.configure([])
        try await programs.tidingsd("--once")
        let ending = try await programs.run(
            "tidings", arguments, environment: ["TIDINGS_CONFIG": programs.configuration])
        #expect(ending.status == 64)
        #expect(ending.output == "")
        #expect(ending.complaints.hasPrefix("tidings: "))
        #expect(ending.complaints.contains(words))
        #expect(ending.complaints.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
    }

    @Test func `a file that is not there is 66`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        let ending = try await programs.run("tidings", ["parse", "no-such-file.xml"])
        #expect(ending.status == 66)
        #expect(ending.complaints.contains("no-such-file.xml"))
    }

    @Test func `help and the version are no mistakes`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        for arguments in [
            ["--help"], ["--version"], ["help"], ["list", "--help"], ["db", "--help"], ["db"],
        ] {
            let ending = try await programs.run("tidings", arguments)
            #expect(ending.status == 0)
            #expect(ending.output != "")
            #expect(ending.complaints == "")
        }
    }

    @Test func `a person sees where a query is wrong`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.configure([])
        try await programs.tidingsd("--once")
        let shown = try await programs.tidingsOnTerminal("list", "tag:news fed:x")
        #expect(
            shown.lines == [
                "tidings: no key fed: ; did you mean feed: ?", "  tag:news fed:x", "           ^^^^^",
            ])
    }

    @Test func `names that nothing bears are told where nothing was found`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/a", Reply(text: Samples.rss(items: ["one"], title: "Weekly Gazette")))
            try programs.configure([])
            try programs.write(
                """
                database = "tidings.db"
                wake = ""
                [fetch]
                private-networks = ["127.0.0.1"]
                [[feed]]
                url = "\(server.url("/a"))"
                tags = ["debian", "two words"]
                """, to: programs.configuration)
            try await programs.tidingsd("--once")

            let feed = try await programs.tidings("list", "feed:gazete")
            #expect(feed.status == 1)
            #expect(
                feed.complaints
                    == "tidings: no feed is called gazete; did you mean feed:\"Weekly Gazette\"?\n")
            let tag = try await programs.tidings("count", "tag:debain or feed:xyzzy")
            #expect(tag.output == "0\n")
            #expect(
                tag.complaints
                    == "tidings: nothing bears the tag debain; did you mean tag:debian?\ntidings: no feed is called xyzzy\n"
            )
            let mark = try await programs.tidings("read", "tag:debain")
            #expect(mark.status == 1)
            #expect(mark.complaints.contains("did you mean tag:debian?"))
            #expect(
                try await programs.tidings("search", "x", "tag:debain").complaints.contains("tag:debian?"))
            // What is known and has nothing unread is no mistake.
            try await programs.tidings("read", "1")
            let known = try await programs.tidings("list", "tag:debian feed:gazette")
            #expect(known.complaints == "")
            #expect(known.status == 0)
            let unknown = try await programs.tidings("remove", "gazete")
            #expect(unknown.status == 1)
            #expect(unknown.complaints == "tidings: there is no feed gazete; did you mean Weekly Gazette?\n")
        }
    }
}
