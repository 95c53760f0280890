import FeedModel
import FoundationEssentials
import Testing
import TidingsConfig

@Suite struct SettingsFileTests {
    private let folder: ConfigurationFolder

    init() throws {
        folder = try ConfigurationFolder()
    }

    // MARK: Which file

    @Test func `the file that is named counts before all others`() throws {
        let named = try folder.write("[fetch]\nwidth = 1", as: "named.toml")
        let variable = try folder.write("[fetch]\nwidth = 2", as: "variable.toml")
        try folder.write("[fetch]\nwidth = 3", as: "config/tidings/tidings.toml")
        let own = ["HOME": "/home/reader", "XDG_CONFIG_HOME": "\(folder.path)/config"]
        let both = own.merging(["TIDINGS_CONFIG": variable]) { $1 }

        #expect(try load(named, both).fetch.width == 1)
        #expect(try load(nil, both).fetch.width == 2)
        #expect(try load(nil, own).fetch.width == 3)
        #expect(try load(nil, own).file == "\(folder.path)/config/tidings/tidings.toml")
    }

    @Test func `without XDG_CONFIG_HOME the user's configuration is in .config`() throws {
        try folder.write("[fetch]\nwidth = 4", as: ".config/tidings/tidings.toml")
        #expect(try load(nil, ["HOME": folder.path]).fetch.width == 4)
        #expect(try load(nil, ["HOME": folder.path, "XDG_CONFIG_HOME": ""]).fetch.width == 4)
        #expect(try load(nil, ["HOME": folder.path, "XDG_CONFIG_HOME": "config"]).fetch.width == 4)
    }

    @Test(.enabled(if: !FileManager.default.fileExists(atPath: "/etc/tidings/tidings.toml")))
    func `without any file the defaults hold, with the user's own paths`() throws {
        let settings = try load(nil, ["HOME": folder.path, "XDG_RUNTIME_DIR": "/run/user/1000"])
        var expected = Settings(
            storage: StorageSettings(database: "\(folder.path)/.local/share/tidings/tidings.db"),
            runtime: RuntimeSettings(wake: "/run/user/1000/tidings/wake"))
        expected.file = nil
        #expect(settings == expected)
    }

    @Test(.enabled(if: !FileManager.default.fileExists(atPath: "/etc/tidings/tidings.toml")))
    func `without a home there is no place for the database`() throws {
        let error = #expect(throws: ConfigError.self) { try load(nil, [:]) }
        #expect(error?.kind == .faulty)
        #expect(error?.description.contains("HOME is not set") == true)
        #expect(try load(nil, ["XDG_DATA_HOME": "/data"]).storage.database == "/data/tidings/tidings.db")
    }

    @Test func `a named file that is not there is told as such`() throws {
        let error = #expect(throws: ConfigError.self) { try load("\(folder.path)/none.toml", [:]) }
        #expect(error?.kind == .unreadable)
        #expect(error?.description == "\(folder.path)/none.toml: there is no such file")
        #expect(throws: ConfigError.self) { try load(nil, ["TIDINGS_CONFIG": "\(folder.path)/none.toml"]) }
    }

    @Test func `a relative path starts at the working directory`() throws {
        let error = #expect(throws: ConfigError.self) { try load("no-such-folder/./none.toml", [:]) }
        let folder = FileManager.default.currentDirectoryPath
        #expect(error?.problems.first?.file == "\(folder)/no-such-folder/none.toml")
    }

    @Test func `a folder is no configuration`() throws {
        let error = #expect(throws: ConfigError.self) { try load(folder.path, [:]) }
        #expect(error?.description == "\(folder.path): this is a folder")
    }

    // MARK: Paths

    @Test func `paths follow the user's folders`() throws {
        try folder.write("")
        let settings = try load(
            folder.file, ["HOME": "/home/reader", "XDG_DATA_HOME": "/data", "XDG_RUNTIME_DIR": "/run/user/7"])
        #expect(settings.storage.database == "/data/tidings/tidings.db")
        #expect(settings.runtime.wake == "/run/user/7/tidings/wake")
    }

    @Test(arguments: [
        ("/a/b.db", "/a/b.db"), ("/a//b.db", "/a/b.db"), ("//a/b.db", "/a/b.db"), ("/a/./b.db", "/a/b.db"),
        ("/./a.db", "/a.db"), ("/a.db/", "/a.db"), ("/a.db/.", "/a.db"),
        ("/a/../.b/..c.db", "/a/../.b/..c.db"),
    ])
    func `a path is written without doubled slashes and single dots`(written: String, tidy: String) throws {
        #expect(try folder.settings("database = '\(written)'\n").storage.database == tidy)
    }

    @Test func `without a runtime folder there is no wake socket`() throws {
        let settings = try folder.settings("")
        #expect(settings.storage.database == "/home/reader/.local/share/tidings/tidings.db")
        #expect(settings.runtime.wake == nil)
    }

    @Test func `relative paths start at the folder of the configuration`() throws {
        let settings = try folder.settings(
            """
            database = "data/./tidings.db"
            wake = "/run/elsewhere//wake"
            """)
        #expect(settings.storage.database == "\(folder.path)/data/tidings.db")
        #expect(settings.runtime.wake == "/run/elsewhere/wake")
        #expect(try folder.settings("database = '~/t.db'").storage.database == "/home/reader/t.db")
        #expect(try folder.settings("wake = ''").runtime.wake == nil)
    }

    // MARK: Mistakes

    @Test func `all mistakes are told at once, each with its line`() throws {
        let error = try #require(
            try folder.error(
                of: """
                    database = "tidings.db"

                    [fetch]
                    widht = 3
                    per-host = 0
                    [schedule]
                    shortest-pause = 60
                    """))
        #expect(error.kind == .faulty)
        #expect(error.problems.map(\.line) == [4, 5, 7])
        #expect(error.problems.map(\.key) == ["fetch.widht", "fetch.per-host", "schedule.shortest-pause"])
        #expect(
            error.description == """
                \(folder.file):4: no key fetch.widht; did you mean width?
                \(folder.file):5: per-host must be a whole number from 1 to 64, not 0
                \(folder.file):7: shortest-pause must be a duration from 0s to 365d, such as "90s", "30m", "1h" or "7d", \
                not 60; write the unit too: "60s", "60m" or "60h"
                """)
        #expect(error.database == "\(folder.path)/tidings.db")
    }

    @Test func `of syntax errors the first is told, with its line`() throws {
        let error = try #require(
            try folder.error(of: "[fetch]\nwidth = 3\nper-host = = 2\nhost-spacing = ]\n"))
        #expect(error.problems.map(\.line) == [3])
        #expect(error.description.hasPrefix("\(folder.file):3: not TOML: "))
    }

    @Test(arguments: [
        "[", "[[", "[ # no", "[=fetch]", "[.fetch]", "[]", "[[]]", "[ [fetch] ]", "[é]",
    ])
    func `a table without a name is a syntax error, and not the end of the program`(header: String) throws {
        let error = try #require(try folder.error(of: "[fetch]\nwidth = 3\n\(header)\nper-host = 1\n"))
        #expect(error.problems.map(\.line) == [3], "\(error)")
        #expect(try folder.error(of: "a = = b\n\(header)\n")?.problems.map(\.line) == [1])
    }

    @Test(arguments: ["[ } ]", "[\n  'a',\n  }", "['a', \u{2028}]", "[\r\n\u{A0}]"])
    func `a list that holds what is no value is a syntax error too`(list: String) throws {
        let error = try #require(try folder.error(of: "opml = \(list)\n"))
        #expect(error.description.contains("not TOML"))
    }

    @Test func `the database is known in spite of a syntax error below it`() throws {
        #expect(try folder.error(of: "database = '/a.db'\n[fetch\n")?.database == "/a.db")
        #expect(
            try folder.error(of: "[fetch]\nwidth = = 3\n")?.database
                == "/home/reader/.local/share/tidings/tidings.db")
        #expect(try folder.error(of: "opml = = 3\ndatabase = '/a.db'\n")?.database == nil)
        #expect(try folder.error(of: "database = 7\n")?.database == nil)
        #expect(try folder.error(of: "database = '/a.db'\n[fetch]\nwidth = 0\n")?.database == "/a.db")
    }

    @Test func `a file that is not UTF-8 is told with the line`() throws {
        try folder.write(Array("# fine\n# gr".utf8) + [0xFC] + Array("n\n".utf8), as: "tidings.toml")
        let error = #expect(throws: ConfigError.self) { try load(folder.file, ["HOME": "/home/reader"]) }
        #expect(error?.description == "\(folder.file):2: the text is not UTF-8")
    }

    @Test func `a NUL does not hide what follows it`() throws {
        let error = try #require(try folder.error(of: "# a\n\u{0}\n[fetch]\nwidth = 0\n"))
        #expect(error.problems.map(\.line) == [2])
    }

    @Test(arguments: [
        ("widht = 1", "no key widht; did you mean width in [fetch]?"),
        ("width = 1", "no key width; it belongs into [fetch]"),
        ("databse = 'x'", "no key databse; did you mean database?"),
        ("[fecth]\nwidth = 1", "no key fecth; did you mean [fetch]?"),
        ("[[feeds]]\nurl = 'x'", "no key feeds; did you mean [[feed]]?"),
        (
            "[fetch]\ndatabase = 'x'",
            "no key fetch.database; database stands at the top, before the first [table]"
        ),
        ("[fetch]\nlongest-pause = '1d'", "no key fetch.longest-pause; it belongs into [schedule]"),
        ("[retention]\nxyzzy = 1", "no key retention.xyzzy; known are read, unread, per-feed, polls"),
        ("[[feed]]\nurl = 'x'\nintervall = '1h'", "no key intervall in [[feed]]; did you mean interval?"),
        ("fetch = 3", "fetch is a table of keys, not a number; begin it with [fetch]"),
        ("feed = 'x'", "feed is a list of tables, not a text; begin each feed with [[feed]]"),
        ("[feed]\nurl = 'x'", "feed is a list of tables, not a table; begin each feed with [[feed]]"),
    ])
    func `an unknown key comes with the nearest that is known`(text: String, message: String) throws {
        let problem = try #require(try folder.problems(of: text).first)
        #expect(problem.description.hasSuffix(": \(message)"), "\(problem)")
    }

    @Test(arguments: [
        ("[fetch]\nwidth = '64'", "width must be a whole number from 1 to 4096, not \"64\""),
        ("[fetch]\nwidth = 1.5", "width must be a whole number from 1 to 4096, not a fraction"),
        ("[schedule]\njitter = 'no'", "jitter must be true or false, not \"no\""),
        ("[log]\nlevel = 'noticee'", "did you mean \"notice\"?"),
        ("[[feed]]\nurl = 'x'\nkeep-read = 'for ever'", "keep-read must be \"forever\" or a duration"),
        ("[[feed]]\nurl = 'x'\nkeep-newest = -1", "keep-newest must be a whole number from 0"),
        ("[retention]\nread = 'for ever'", "\"forever\" or a duration"),
        ("[fetch]\ndocument-limit = 16", "write the unit too: \"16B\", \"16KB\" or \"16MB\""),
        ("[fetch]\ndocument-limit = '10B'", "a size from 1KB to 1GB"),
        ("[fetch]\ncontact = \"a\\nb\"", "contact must be a text of one line"),
        ("[fetch]\nproxy = 'gopher://x'", "proxy must be"),
        ("[fetch]\nprivate-networks = ['10.0.0.0/8', '10.0.0.0/33']", "\"10.0.0.0/33\" is not"),
        ("[fetch]\nextra-ports = [0]", "extra-ports must be a list of whole numbers from 1 to 65535"),
        ("[[feed]]\nurl = 'x'\ninterval = '0s'", "interval must be \"auto\" or a duration from 1s"),
        ("[[feed]]\nurl = 'x'\ninterval = '299s'", "interval must be at least 5m, not 299s"),
        (
            "[[feed]]\nurl = 'x'\ninterval = '59s'\n[schedule]\nshortest-pause = '1m'",
            "interval must be at least 1m, not 59s"
        ),
        ("[[feed]]\nurl = 'x'\nheaders = { 'a b' = 'c' }", "not \"a b\"; a header's name has"),
        ("[[feed]]\nurl = 'x'\nheaders = { a = \"b\\r\\nc\" }", "headers must be a table of header names"),
        (
            "[[feed]]\nurl = 'x'\ntls = 'insecure'",
            "tls must be one of \"verified\", \"any-certificate\", not \"insecure\""
        ),
        ("[[feed]]\ntitle = 'x'", "this feed has no url"),
        ("[[feed]]\nurl = ''", "url must be an address, not \"\""),
        ("feed = [3]", "a feed is a table of keys, not a number"),
        ("opml = 'feeds.opml'", "opml must be a list of paths, such as [\"feeds.opml\"], not \"feeds.opml\""),
    ])
    func `a value that cannot be says what could`(text: String, message: String) throws {
        let problems = try folder.problems(of: text)
        #expect(problems.count == 1)
        #expect(problems.first?.description.contains(message) == true, "\(problems)")
    }

    @Test(arguments: [
        "interval = '5m'", "interval = '1m'\n[schedule]\nshortest-pause = '1m'",
        "interval = '1s'\n[schedule]\nshortest-pause = '0'",
    ])
    func `an interval that publishers bear, or that all feeds have, is taken`(_ text: String) throws {
        #expect(try folder.problems(of: "[[feed]]\nurl = 'x'\n\(text)\n").isEmpty)
    }

    @Test func `a member of a list is told with its own line`() throws {
        let problems = try folder.problems(of: "[fetch]\nprivate-networks = [\n  'nas.lan',\n  '',\n]\n")
        #expect(problems.map(\.line) == [4])
    }

    private func load(_ path: String?, _ environment: [String: String]) throws -> Settings {
        try SettingsFile.load(path, environment: environment, outlines: noOutlines)
    }
}
