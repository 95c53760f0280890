import Foundation
import TestSupport
import Testing

/// The scripts of `etc/completions` in real shells, beside a library with titles that mean harm.
struct CompletionTests {
    private static let scripts =
        #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined() + "/etc/completions"
    private static let evil = "$(touch pwned) \"x' ;y `touch pwned`"

    private func withLibrary(_ body: (Programs) async throws -> Void) async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            for (path, title) in [("/a", "Planet Debian"), ("/b", Self.evil)] {
                let escaped = title.replacingOccurrences(of: "&", with: "&amp;")
                server.serve(path, Reply(text: Samples.rss(items: ["one of \(path)"], title: escaped)))
            }
            try programs.configure([])
            try await programs.tidings("add", server.url("/a"), "--tag", "news", "--tag", "new york")
            try await programs.tidings("add", server.url("/b"))
            try await body(programs)
            #expect(!FileManager.default.fileExists(atPath: programs.folder + "/pwned"))
        }
    }

    private func environment(_ programs: Programs) -> [String: String] {
        let products = URL(fileURLWithPath: Programs.path(of: "tidings")).deletingLastPathComponent().path
        return [
            "PATH": "\(products):/usr/bin:/bin", "TIDINGS_CONFIG": programs.configuration,
            "LC_ALL": "C.UTF-8",
            "HOME": programs.folder, "TERM": "dumb", "HISTFILE": "",
        ]
    }

    /// What bash is told for a line, as `COMPREPLY`.
    private func replies(
        to line: String, _ programs: Programs, _ more: [String: String] = [:]
    ) async throws -> Programs.Ending {
        let script = """
            set -u
            cd "$HOME"
            source '\(Self.scripts)/tidings.bash'
            COMP_WORDBREAKS=$' \\t\\n"\\'@><=;|&(:' COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9
            _tidings tidings
            for word in ${COMPREPLY[@]+"${COMPREPLY[@]}"}; do echo "$word"; done
            """
        return try await programs.run(
            "/bin/bash", ["--norc", "-c", script, "bash", line],
            environment: environment(programs).merging(more) { $1 })
    }

    @Test func `bash is told what takes the place of the word behind its last break`() async throws {
        try await withLibrary { programs in
            let examples = [
                ("tidings ed", ["edit"]), ("tidings list --so", ["--sort"]),
                ("tidings list --sort=n", ["newest"]),
                ("tidings read tag:news", ["news"]),
                ("tidings read tag:new", [#"\"new\ york\""#, #"\"news\""#]),
                ("tidings list feed:\"Pla", [#"\"Planet Debian\"""#]),
                ("tidings remove Pla", [#"Planet\ Debian"#]),
                ("tidings remove '$", [#"$(touch pwned) "x'\'' ;y `touch pwned`'"#]),
                ("tidings remove \\$", [#"\$\(touch\ pwned\)\ \"x\'\ \;y\ \`touch\ pwned\`"#]),
                (
                    "tidings list 'is:unread -ta",
                    [
                        #"is:unread -tag:"new york"'"#, #"is:unread -tag:news'"#,
                    ]
                ),
            ]
            for (line, expected) in examples {
                let ending = try await replies(to: line, programs)
                #expect(ending.lines == expected, "\(line)")
                #expect(ending.complaints == "", "\(line)")
            }
            let purge = try await replies(to: "tidings db ", programs)
            #expect(purge.lines == ["check", "backup", "restore", "purge", "compact"])
        }
    }

    @Test func `whatever is wrong, nothing is said and nothing is made`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.configure([])
        try programs.write("nonsense = [", to: programs.folder + "/broken.toml")
        try programs.write("no database at all", to: programs.folder + "/garbage")
        try programs.write("database = \"garbage\"\nwake = \"\"", to: programs.folder + "/garbage.toml")
        for name in ["tidings.toml", "broken.toml", "garbage.toml", "missing.toml"] {
            let ending = try await replies(
                to: "tidings remove ", programs, ["TIDINGS_CONFIG": "\(programs.folder)/\(name)"])
            #expect(ending.output == "" && ending.complaints == "", "\(name)")
            let named = try await replies(to: "tidings read --config \(programs.folder)/\(name) 1", programs)
            #expect(named.output == "" && named.complaints == "", "\(name)")
        }
        let absent = try await replies(to: "tidings ed", programs, ["PATH": "/usr/bin:/bin"])
        #expect(absent.output == "" && absent.complaints == "")
        #expect(!FileManager.default.fileExists(atPath: programs.database))
    }

    @Test func `a person at bash completes a hostile title with TAB, and it names the feed`() async throws {
        try await withLibrary { programs in
            let input = """
                source '\(Self.scripts)/tidings.bash'
                tidings pause \\$\t
                tidings count tag:news\t
                exit

                """
            let ending = try await programs.run(
                "/usr/bin/script", ["--quiet", "--return", "--command", "/bin/bash --norc -i", "/dev/null"],
                input: input,
                environment: environment(programs).merging(["INPUTRC": "/dev/null"]) { $1 })
            #expect(
                ending.output.contains("Paused \(Self.evil); tidings resume 2 takes it back."),
                "\(ending.output)")
        }
    }

    @Test(.enabled(if: isThere("/usr/bin/fish"), "fish is not installed"))
    func `fish completes what tidings says`() async throws {
        try await withLibrary { programs in
            let script = "source '\(Self.scripts)/tidings.fish'; complete -C $argv[1]"
            let configuration = programs.configuration
            for (line, expected) in [
                ("tidings ed", "edit"), ("tidings read tag:news", "tag:news"),
                ("tidings remove Pla", "Planet Debian"),
                ("tidings remove \\$", Self.evil), ("tidings list --sort=n", "--sort=newest"),
                ("tidings list --config=\(configuration.dropLast(3))", "--config=\(configuration)"),
                ("tidings list --config \(configuration.dropLast(3))", configuration),
            ] {
                let ending = try await programs.run(
                    "/usr/bin/fish", ["--no-config", "-c", script, line], environment: environment(programs))
                #expect(
                    ending.lines.map { $0.prefix { $0 != "\t" } } == [expected[...]],
                    "\(line): \(ending.complaints)")
            }
        }
    }

    @Test(.enabled(if: isThere("/usr/bin/zsh"), "zsh is not installed"))
    func `a person at zsh completes a hostile title with TAB, and it names the feed`() async throws {
        try await withLibrary { programs in
            let input = """
                fpath=('\(Self.scripts)' $fpath); autoload -Uz compinit; compinit -u -D
                tidings pause \\$\t
                tidings count --config=\(programs.configuration.dropLast(3))\ttag:news
                exit

                """
            let ending = try await programs.run(
                "/usr/bin/script", ["--quiet", "--return", "--command", "/usr/bin/zsh -f -i", "/dev/null"],
                input: input,
                environment: environment(programs))
            #expect(ending.output.contains("\n1\r\n"), "\(ending.output)")
            #expect(
                ending.output.contains("Paused \(Self.evil); tidings resume 2 takes it back."),
                "\(ending.output)")
        }
    }

    @Test func `the daemon's options are those that the scripts know`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        let help = try await programs.run("tidingsd", ["--help"]).output
        let options = Set(
            help.split(whereSeparator: { " \n,:[]".contains($0) }).filter {
                $0.hasPrefix("--") && $0.count > 2
            })
        #expect(options.contains("--check-config"))
        for script in ["tidings.bash", "_tidings", "tidingsd.fish"] {
            let text = try String(contentsOfFile: "\(Self.scripts)/\(script)", encoding: .utf8)
            for option in options {
                let isKnown = text.contains(option) || text.contains("-l \(option.dropFirst(2)) ")
                #expect(isKnown, "\(script): \(option)")
            }
        }
    }

    private static func isThere(_ path: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: path)
    }
}
