import FeedModel
import FoundationEssentials
import Testing
import TidingsConfig

/// Where the database is, told without reading the whole configuration again.
///
/// Each configuration here has a fault in its last table, so that whoever reads it whole finds it; and yet a seal, as if
/// it had been found sound.
@Suite struct FileSealTests {
    private static let fault = "\n[log]\nlevel = 'nonsense'\n"

    let folder: ConfigurationFolder

    init() throws {
        folder = try ConfigurationFolder()
    }

    private func database(sealed seal: String?) throws(ConfigError) -> String {
        try SettingsFile.database(
            folder.file, environment: { $0 == "HOME" ? "/home/reader" : nil }, outlines: noOutlines,
            sealed: { _ in seal })
    }

    /// The seal of a faulty file: its part of that of a sound one which takes it for a list of feeds.
    private func seal() throws -> String {
        let sound = try ConfigurationFolder()
        let settings = try sound.settings("opml = ['\(folder.file)']\n") { _, _ throws(ParseFailure) in [] }
        let lines = try #require(settings.seal).split(separator: "\n")
        return String(try #require(lines.first { $0.hasSuffix(" \(folder.file)") }))
    }

    @Test(arguments: [
        ("database = 'mine.db'\n[fetch]\nwidth = 3\n", "mine.db"),
        (
            "# a comment\n\ndatabase = 'mine.db' # [no table]\n  [[feed]]\nurl = 'https://a.example/'\n",
            "mine.db"
        ),
        ("database = 'mine.db'", "mine.db"),
        ("[[feed]]\nurl = 'https://a.example/'\n", nil),
        ("", nil),
    ])
    func `what was found sound is not read again`(text: String, name: String?) throws {
        try folder.write(text + Self.fault)
        let home = "/home/reader/.local/share/tidings/tidings.db"
        #expect(try database(sealed: seal()) == name.map { "\(folder.path)/\($0)" } ?? home)
        #expect(throws: ConfigError.self) { try database(sealed: nil) }
        #expect(throws: ConfigError.self) { try database(sealed: "") }
    }

    @Test func `what nobody found sound is read whole, and may well be sound`() throws {
        let settings = try folder.settings("database = 'mine.db'\n[fetch]\nwidth = 3\n")
        #expect(try database(sealed: nil) == settings.storage.database)
        #expect(settings.storage.database == "\(folder.path)/mine.db")
    }

    @Test func `the seal is asked for of the database that the file names`() throws {
        try folder.write("database = '/tmp/there.db'\n" + Self.fault)
        let seal = try seal()
        func named(_ asked: String) throws(ConfigError) -> String {
            try SettingsFile.database(folder.file, environment: { _ in nil }, outlines: noOutlines) {
                $0 == asked ? seal : nil
            }
        }
        #expect(try named("/tmp/there.db") == "/tmp/there.db")
        #expect(throws: ConfigError.self) { try named("/tmp/elsewhere.db") }
    }

    @Test func `a changed file breaks the seal`() throws {
        try folder.write("[fetch]\nwidth = 3\n" + Self.fault)
        let seal = try seal()
        _ = try database(sealed: seal)
        try folder.write("[fetch]\nwidth = 4\n" + Self.fault)
        #expect(throws: ConfigError.self) { try database(sealed: seal) }
    }

    @Test(arguments: ["", "[fetch]\nwidth = 3\n"])
    func `a changed or missing OPML file breaks the seal`(table: String) throws {
        let outlines = try folder.write("<opml/>", as: "feeds.opml")
        let text = "opml = [\n  'feeds.opml',\n]\n" + table
        let settings = try folder.settings(text) { _, _ throws(ParseFailure) in [] }
        let seal = try #require(settings.seal)
        func timesRead() throws -> Int {
            var times = 0
            _ = try SettingsFile.database(
                folder.file, environment: { $0 == "HOME" ? "/home/reader" : nil },
                outlines: { _, _ throws(ParseFailure) in
                    times += 1
                    return []
                },
                sealed: { _ in seal })
            return times
        }
        #expect(try timesRead() == 0)
        try folder.write("<opml></opml>", as: "feeds.opml")
        #expect(try timesRead() == 1)
        try FileManager.default.removeItem(atPath: outlines)
        #expect(throws: ConfigError.self) { try timesRead() }
    }

    @Test func `another configuration's seal is none`() throws {
        let other = try ConfigurationFolder()
        let seal = try other.settings("").seal
        try folder.write(Self.fault)
        #expect(throws: ConfigError.self) { try database(sealed: seal) }
    }

    @Test func `a bracket in a text of several lines is left to the whole reading`() throws {
        let text = "# a list of lists would be none\ndatabase = \"\"\"\n[x]\"\"\"\n"
        let settings = try folder.settings(text)
        #expect(settings.storage.database == "\(folder.path)/[x]")
        #expect(try database(sealed: settings.seal) == settings.storage.database)
        try folder.write(text + Self.fault)
        #expect(throws: ConfigError.self) { try database(sealed: seal()) }
    }

    @Test func `a faulty file has no seal, and defaults need none`() throws {
        #expect(throws: ConfigError.self) { try folder.settings("nonsense = 1\n") }
        let defaults = try SettingsFile.load(
            nil, environment: ["HOME": folder.path, "XDG_CONFIG_HOME": "\(folder.path)/none"],
            outlines: noOutlines)
        #expect(defaults.seal == nil || defaults.file != nil)
    }
}
