import FeedModel
import FoundationEssentials
import Testing
import TidingsConfig

/// Where the database is, told without reading the whole configuration again.
@Suite struct FileSealTests {
    let folder: ConfigurationFolder

    init() throws {
        folder = try ConfigurationFolder()
    }

    private func database(sealed seal: String?) -> String? {
        SettingsFile.database(folder.file, environment: ["HOME": "/home/reader"]) { _ in seal }
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
        let settings = try folder.settings(text)
        let seal = try #require(settings.seal)
        #expect(database(sealed: seal) == settings.storage.database)
        if let name { #expect(settings.storage.database == "\(folder.path)/\(name)") }
        #expect(database(sealed: nil) == nil)
        #expect(database(sealed: "") == nil)
    }

    @Test func `the seal is asked for of the database that the file names`() throws {
        let seal = try #require(try folder.settings("database = '/tmp/there.db'\n").seal)
        let named = SettingsFile.database(folder.file, environment: [:]) {
            $0 == "/tmp/there.db" ? seal : nil
        }
        #expect(named == "/tmp/there.db")
    }

    @Test func `a changed file breaks the seal`() throws {
        let seal = try #require(try folder.settings("[fetch]\nwidth = 3\n").seal)
        try folder.write("[fetch]\nwidth = 4\n")
        #expect(database(sealed: seal) == nil)
    }

    @Test func `a changed or missing OPML file breaks the seal`() throws {
        let outlines = try folder.write("<opml/>", as: "feeds.opml")
        let text = "opml = [\n  'feeds.opml',\n]\n"
        let settings = try folder.settings(text) { _, _ throws(ParseFailure) in [] }
        let seal = try #require(settings.seal)
        #expect(database(sealed: seal) == settings.storage.database)
        try folder.write("<opml></opml>", as: "feeds.opml")
        #expect(database(sealed: seal) == nil)
        try FileManager.default.removeItem(atPath: outlines)
        #expect(database(sealed: seal) == nil)
    }

    @Test func `another configuration's seal is none`() throws {
        let other = try ConfigurationFolder()
        let seal = try other.settings("").seal
        try folder.write("")
        #expect(database(sealed: seal) == nil)
    }

    @Test func `a bracket in a text of several lines is left to the whole reading`() throws {
        let text = "# a list of lists would be none\ndatabase = \"\"\"\n[x]\"\"\"\n"
        let settings = try folder.settings(text)
        #expect(settings.storage.database == "\(folder.path)/[x]")
        #expect(database(sealed: settings.seal) == nil)
    }

    @Test func `a faulty file has no seal, and defaults need none`() throws {
        #expect(throws: ConfigError.self) { try folder.settings("nonsense = 1\n") }
        let defaults = try SettingsFile.load(
            nil, environment: ["HOME": folder.path, "XDG_CONFIG_HOME": "\(folder.path)/none"],
            outlines: noOutlines)
        #expect(defaults.seal == nil || defaults.file != nil)
    }
}
