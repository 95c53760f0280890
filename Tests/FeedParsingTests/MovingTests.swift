import FeedModel
import Testing

@testable import FeedParsing

/// Files of other readers: what they are, and what is in them.
@Suite struct MovingTests {
    @Test func `an urls file gives addresses, tags, titles and what is hidden`() {
        let urls = NewsboatURLs(
            reading: Array(
                """
                \u{FEFF}# mine
                https://one.example/feed news "world \\"news\\"" "~One \\\\ only" # the first
                \t https://two.example/feed "!"
                https://three.example/feed "!quiet tag" "~" ~Three

                https://one.example/feed more news

                """.utf8))
        let address = { (name: String) in FeedAddress("https://\(name).example/feed") }
        #expect(
            urls.feeds == [
                MovingFeed(
                    address: address("one"), title: "One \\ only", tags: ["news", "world \"news\"", "more"]),
                MovingFeed(address: address("two"), tags: ["hidden"]),
                MovingFeed(address: address("three"), title: "Three", tags: ["quiet tag", "hidden"]),
            ])
        #expect(urls.unmovable.isEmpty)
    }

    @Test func `what newsboat makes itself stays behind, each with its line`() {
        let urls = NewsboatURLs(
            reading: Array(
                """
                "query:Unread: unread = \\"yes\\""
                exec:~/bin/feed.sh
                "filter:~/bin/clean.sh:https://example.org/feed" tag
                """.utf8))
        #expect(urls.feeds.isEmpty)
        #expect(urls.unmovable.map(\.line) == [1, 2, 3])
        #expect(
            urls.unmovable.map(\.name) == [
                "query:Unread", "exec:~/bin/feed.sh", "filter:~/bin/clean.sh:https://example.org/feed",
            ])
    }

    @Test func `rss2email's configuration gives names, addresses and what is switched off`() {
        let configuration = Rss2EmailConfiguration(
            reading: Array(
                """
                [DEFAULT]
                to = me@example.org
                trust-link = True
                css = h1 {
                    url = no value of ours
                    }

                [feed.planet]
                URL = https://planet.example/a=b%20c
                ; active = False
                trust-link: no

                [feed.feed-3]
                url: https://three.example/feed
                active = off

                [feed.empty]
                to = you@example.org
                """.utf8))
        #expect(configuration.feeds.map(\.name) == ["planet", "feed-3"])
        #expect(
            configuration.feeds.map(\.feed) == [
                MovingFeed(address: FeedAddress("https://planet.example/a=b%20c"), title: "planet"),
                MovingFeed(address: FeedAddress("https://three.example/feed"), isPaused: true),
            ])
        #expect(configuration.feeds.map(\.trustsLinks) == [false, true])
        #expect(configuration.unmovable.map(\.name) == ["feed.empty"])
        #expect(configuration.unmovable.map(\.line) == [17])
    }

    @Test func `what rss2email has sent is known by ids, but for what has none`() throws {
        let data = try Rss2EmailData(
            reading: Array(
                """
                {"version": 2, "feeds": [{"name": "planet", "etag": null, "modified": null, "seen": {
                  "https://planet.example/1": {"hash": "aa", "message_id": "<x@y>"}, "urn:2": {"id": "urn:2"},
                  "bb": {"hash": "bb"}}}]}
                """.utf8))
        #expect(data.feeds.map(\.name) == ["planet"])
        #expect(data.feeds.first?.seen == ["https://planet.example/1", "urn:2"])
        #expect(data.feeds.first?.unnamed == 1)
    }

    @Test(arguments: [
        #"{"version": 3, "feeds": []}"#, #"{"version": 2, "feeds": [{"name": 7, "seen": {}}]}"#,
        #"{"version": 2, "feeds": [{"name": "a", "seen": []}]}"#, #"{"version": 2, "feeds": ["#,
    ])
    func `what is not as rss2email writes it is refused`(text: String) {
        #expect(ForeignFile(of: Array(text.utf8)) == .rss2emailData)
        #expect(throws: ForeignFileFault.self) { try Rss2EmailData(reading: Array(text.utf8)) }
    }

    @Test(
        arguments: [
            ("<?xml version=\"1.0\"?><opml/>", .outline),
            ("\u{FEFF}\n <opml/>", .outline),
            ("# feeds\n\n\"query:All:unread\"\n", .newsboatURLs),
            ("HTTPS://example.org/feed\n", .newsboatURLs),
            ("# rss2email\n[DEFAULT]\nto = me\n", .rss2emailConfiguration),
            ("[feed.a]\nurl = https://example.org/\n", .rss2emailConfiguration),
            ("{\n  \"version\": 2,\n  \"feeds\": []\n}\n", .rss2emailData),
            ("SQLite format 3\0 and so on", .database),
            ("(lp0\n(irss2email\nFeed\n", .pickle),
            ("", .unknown), ("# nothing\n", .unknown), ("[section]\nkey = value\n", .unknown),
            ("example.org/feed\n", .unknown), ("{\"tidings\":\"state\"}", .unknown),
            ("https://example.org/\0\n", .unknown),
        ] as [(String, ForeignFile)])
    func `a file is known by what is in it`(text: String, kind: ForeignFile) {
        #expect(ForeignFile(of: Array(text.utf8)) == kind)
    }

    @Test func `the pickled files of an old rss2email are known`() {
        for version in 1...5 { #expect(ForeignFile(of: [0x80, UInt8(version), 0x5D]) == .pickle) }
        #expect(ForeignFile(of: [0x80]) == .unknown)
        #expect(ForeignFile(of: [0xFF, 0xFE, 0x3C, 0]) == .outline)
    }
}
