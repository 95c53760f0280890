import FeedModel
import Testing
import TidingsConfig

@Suite struct ConfigKeyTests {
    @Test func `no key is there twice`() {
        let paths = ConfigKey.all.map(\.path)
        #expect(Set(paths).count == paths.count)
    }

    @Test func `every key at its default is the same as no key at all`() throws {
        let folder = try ConfigurationFolder()
        let defaults = try folder.settings("")
        var text = ""
        for key in ConfigKey.all where key.section.isEmpty {
            text += "\(key.name) = \(try #require(key.written(in: defaults)))\n"
        }
        for key in ConfigKey.all where !key.section.isEmpty && key.section != "feed" {
            text += "\(key.path) = \(try #require(key.written(in: defaults)))\n"
        }
        var settings = try folder.settings(text)
        #expect(settings.lines.count == ConfigKey.all.count { $0.section != "feed" })
        settings.lines = [:]
        settings.seal = defaults.seal
        #expect(settings == defaults)
    }

    @Test(arguments: ConfigKey.all.filter { $0.section != "feed" }.map(\.path))
    func `each key changes what it says, and nothing else`(path: String) throws {
        let folder = try ConfigurationFolder()
        try folder.write("<opml/>", as: "other")
        let defaults = try folder.settings("")
        // One of these is accepted by any key, and is the default of none.
        let values = ["\"other\"", "[\"other\"]", "[7]", "7", "\"42m\"", "\"3KB\"", "false", "\"debug\""]
        let settings = try #require(
            values.lazy.compactMap { value in
                try? folder.settings("\(path) = \(value)\n") { _, _ throws(ParseFailure) in [] }
            }.first)
        let changed = ConfigKey.all.filter { $0.written(in: settings) != $0.written(in: defaults) }
        #expect(changed.map(\.path) == [path])
    }

    @Test func `what the product's page names has its default there`() throws {
        let settings = try ConfigurationFolder().settings("")
        let expected = [
            "fetch.width": "64", "fetch.per-host": "1", "fetch.host-spacing": "\"1s\"",
            "fetch.start-rate": "5",
            "fetch.private-networks": "[]", "fetch.proxy": "\"\"", "fetch.contact": "\"\"",
            "schedule.shortest-pause": "\"1h\"", "schedule.longest-pause": "\"1d\"",
            "schedule.refresh-pause": "\"5m\"", "retention.read": "\"forever\"",
            "retention.unread": "\"forever\"", "retention.per-feed": "0",
        ]
        for (path, value) in expected {
            let key = try #require(ConfigKey.all.first { $0.path == path })
            #expect(key.written(in: settings) == value)
        }
    }

    @Test func `a setting knows where it comes from`() throws {
        let folder = try ConfigurationFolder()
        let settings = try folder.settings("\n[fetch]\nwidth = 64\n")
        let width = try #require(ConfigKey.all.first { $0.path == "fetch.width" })
        let spacing = try #require(ConfigKey.all.first { $0.path == "fetch.host-spacing" })
        #expect(settings.origin(of: width) == .file(folder.file, line: 3))
        #expect(settings.origin(of: spacing) == .standard)
    }

    @Test func `whatever is to be nothing in a test can be`() throws {
        let settings = try ConfigurationFolder().settings(
            """
            [fetch]
            host-spacing = 0
            start-rate = 0
            [schedule]
            shortest-pause = "0s"
            longest-pause = "0s"
            refresh-pause = 0
            failure-pause = 0
            jitter = false
            """)
        #expect(settings.fetch.hostSpacing == .zero)
        #expect(settings.schedule.failurePause == .zero)
        #expect(!settings.schedule.jitter)
    }
}
