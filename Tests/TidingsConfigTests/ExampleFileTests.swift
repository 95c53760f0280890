import FeedModel
import FoundationEssentials
import Testing
import TidingsConfig

/// The shipped example is written from `ConfigKey.all`: run this suite with `TIDINGS_RECORD=1` to write it anew.
@Suite struct ExampleFileTests {
    private let path = "\(ExampleFileTests.root)/etc/tidings.toml"

    private static let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()

    @Test func `the shipped example says what the keys say`() throws {
        if ProcessInfo.processInfo.environment["TIDINGS_RECORD"] == "1" {
            try Data(ExampleFile.text.utf8).write(to: URL(filePath: path))
        }
        let shipped = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        #expect(
            shipped == ExampleFile.text,
            "write it anew: TIDINGS_RECORD=1 swift test --filter ExampleFileTests")
    }

    @Test func `the shipped example changes no default, and declares the welcome feed first`() throws {
        var settings = try SettingsFile.load(
            path, environment: ["HOME": "/home/reader"], outlines: noOutlines)
        #expect(
            settings.subscriptions.first?.subscription.address.text
                == "file://\(ExampleFileTests.root)/etc/welcome.atom")
        #expect(settings.subscriptions.count == 5)
        settings.subscriptions = []
        settings.file = nil
        settings.seal = nil
        #expect(settings == defaults)
    }

    @Test func `its lines can be used as they are, without the number sign`() throws {
        let folder = try ConfigurationFolder()
        var settings = try folder.settings(ExampleFile.switchedOn)
        #expect(settings.lines.count == ConfigKey.all.count { $0.section != "feed" })
        #expect(settings.storage.database == "/var/lib/tidings/tidings.db")
        #expect(settings.runtime.wake == "/run/tidings/wake")
        settings.storage = defaults.storage
        settings.runtime = defaults.runtime
        for key in ConfigKey.all where key.section != "feed" {
            #expect(key.written(in: settings) == key.written(in: defaults))
        }
    }

    @Test func `no line of it is wider than a terminal`() {
        for line in ExampleFile.text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    }

    private var defaults: Settings {
        Settings(
            storage: StorageSettings(database: "/home/reader/.local/share/tidings/tidings.db"),
            runtime: RuntimeSettings(wake: nil))
    }
}
