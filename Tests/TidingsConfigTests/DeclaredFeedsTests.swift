import FeedModel
import Testing
import TidingsConfig

@Suite struct DeclaredFeedsTests {
    private let folder: ConfigurationFolder

    init() throws {
        folder = try ConfigurationFolder()
    }

    @Test func `a table says everything about a feed`() throws {
        let settings = try folder.settings(
            """
            # one feed
            [[feed]]
            url = "https://news.example/feed.xml?a=1&b=%7e"
            title = "News"
            tags = ["news", "daily"]
            interval = "6h"
            user-agent = "reader/1"
            headers = { X-B = "2", X-A = "1" }
            credentials = "secrets/news"
            proxy = ""
            size-limit = "32MB"
            revised-turns-unread = true
            keep-read = "30d"
            keep-unread = "forever"
            keep-newest = 500
            """)
        let fetching = FeedFetchSettings(
            userAgent: "reader/1",
            headers: [.init(name: "X-A", value: "1"), .init(name: "X-B", value: "2")],
            credentialsFile: "\(folder.path)/secrets/news", proxy: "", sizeLimit: .megabytes(32))
        let subscription = Subscription(
            address: FeedAddress("https://news.example/feed.xml?a=1&b=%7e"),
            origin: .declared(file: folder.file),
            title: "News", tags: ["news", "daily"], interval: .seconds(21_600), revisedTurnsUnread: true,
            fetching: fetching,
            retention: FeedRetention(read: .atMost(.seconds(30 * 86_400)), unread: .forever, newest: 500))
        #expect(settings.subscriptions == [DeclaredSubscription(subscription, line: 2)])
    }

    @Test func `a table with nothing but an address leaves the rest to the defaults`() throws {
        let settings = try folder.settings(
            "[[feed]]\nurl = 'https://a.example/'\ninterval = 'auto'\ntitle = ''\n")
        let subscription = Subscription(
            address: FeedAddress("https://a.example/"), origin: .declared(file: folder.file))
        #expect(settings.subscriptions == [DeclaredSubscription(subscription, line: 1)])
    }

    @Test func `an address that cannot be polled is not the configuration's mistake`() throws {
        let settings = try folder.settings("[[feed]]\nurl = 'gopher://x/'\n[[feed]]\nurl = 'no address'\n")
        #expect(settings.subscriptions.map(\.subscription.address.text) == ["gopher://x/", "no address"])
    }

    @Test func `a feed that is declared twice is told with both lines`() throws {
        let problems = try folder.problems(
            of: """
                [[feed]]
                url = "https://a.example/feed"
                [[feed]]
                title = "the same"
                url = "https://a.example/feed"
                [[feed]]
                url = "https://a.example/Feed"
                """)
        #expect(problems.map(\.line) == [5])
        #expect(problems.map(\.message) == ["this feed is declared twice: first in line 2"])
    }

    @Test(arguments: [
        ("file:welcome.atom", "file://FOLDER/welcome.atom"),
        ("file:./welcome.atom", "file://FOLDER/welcome.atom"),
        ("FILE:sub/my%20feed.xml", "file://FOLDER/sub/my%20feed.xml"),
        ("file:/srv/feed.xml", "file:///srv/feed.xml"),
        ("file:///srv/feed.xml", "file:///srv/feed.xml"),
        ("file://localhost/srv/feed.xml", "file:///srv/feed.xml"),
        ("file://elsewhere/srv/feed.xml", "file://elsewhere/srv/feed.xml"),
        ("https://a.example/./x", "https://a.example/./x"),
    ])
    func `the address of a file becomes absolute`(written: String, address: String) throws {
        let settings = try folder.settings("[[feed]]\nurl = '\(written)'\n")
        let expected = address.replacing("FOLDER", with: folder.path)
        #expect(settings.subscriptions.map(\.subscription.address.text) == [expected])
    }

    @Test func `a folder with odd characters is escaped in an address, and its file is not`() throws {
        let file = try folder.write("[[feed]]\nurl = 'file:a%20b.xml'\n", as: "50% of é?/tidings.toml")
        let settings = try SettingsFile.load(file, environment: ["HOME": "/h"], outlines: noOutlines)
        #expect(
            settings.subscriptions.map(\.subscription.address.text)
                == ["file://\(folder.path)/50%25%20of%20%C3%A9%3F/a%20b.xml"])
    }

    // MARK: OPML

    @Test func `an OPML file adds to the tables, which keep what they say`() throws {
        let opml = try folder.write("<opml/>", as: "feeds.opml")
        let settings = try folder.settings(
            """
            opml = ["feeds.opml"]
            [[feed]]
            url = "https://a.example/"
            title = "mine"
            """
        ) { contents, file throws(ParseFailure) in
            guard contents == Array("<opml/>".utf8), file == opml else { throw .notAFeed(looksLike: nil) }
            return [
                declared("https://a.example/", ["x"], in: file, line: 3),
                declared("https://b.example/", ["x"], in: file, line: 4),
                declared("https://b.example/", ["y", "x"], in: file, line: 5),
                declared("file:local.xml", [], in: file, line: 6),
            ]
        }
        #expect(
            settings.subscriptions.map(\.subscription.address.text)
                == ["https://a.example/", "https://b.example/", "file://\(folder.path)/local.xml"])
        #expect(settings.subscriptions.map(\.subscription.tags) == [[], ["x", "y"], []])
        #expect(settings.subscriptions.map(\.line) == [2, 4, 6])
        #expect(settings.subscriptions[0].subscription.title == "mine")
        #expect(settings.subscriptions[1].subscription.origin == .declared(file: opml))
        #expect(settings.outlineFiles == [opml])
    }

    @Test(arguments: ["https://b.example/", "file:b.xml"])
    func `OPML files that name the same feed put their tags together`(_ second: String) throws {
        let files = try ["1.opml", "2.opml", "3.opml"].map { try folder.write("<opml/>", as: $0) }
        let settings = try folder.settings("opml = ['1.opml', '2.opml', '3.opml']\n") { _, file in
            switch file {
            case files[0]:
                [
                    declared("https://a.example/", ["x"], in: file, line: 1),
                    declared(second, [], in: file, line: 2),
                ]
            case files[1]:
                [declared("FILE:c.xml", [], in: file, line: 1), declared(second, ["y"], in: file, line: 2)]
            default:
                [
                    declared("file:./c.xml", ["z"], in: file, line: 1),
                    declared("https://a.example/", ["y", "x"], in: file, line: 2),
                ]
            }
        }
        let path = second.hasPrefix("file:") ? "file://\(folder.path)/b.xml" : second
        #expect(
            settings.subscriptions.map(\.subscription.address.text)
                == ["https://a.example/", path, "file://\(folder.path)/c.xml"])
        #expect(settings.subscriptions.map(\.subscription.tags) == [["x", "y"], ["y"], ["z"]])
        #expect(settings.subscriptions.map(\.line) == [1, 2, 1])
    }

    @Test func `a faulty OPML file is one more problem in the same list`() throws {
        let opml = try folder.write("<opml>", as: "feeds.opml")
        let error = try #require(
            try folder.error(of: "opml = ['feeds.opml', 'none.opml']\n[fetch]\nwidth = 0\n") {
                _, _ throws(ParseFailure) in
                throw .malformed(line: 7, reason: "a tag is not closed")
            })
        #expect(
            error.description == """
                \(folder.file):3: width must be a whole number from 1 to 4096, not 0
                \(opml):7: damaged in line 7: a tag is not closed; \(folder.file) names it in line 1
                \(folder.path)/none.opml: there is no such file; \(folder.file) names it in line 1
                """)
    }

    private func declared(_ address: String, _ tags: [String], in file: String, line: Int)
        -> DeclaredSubscription
    {
        DeclaredSubscription(
            Subscription(address: FeedAddress(address), origin: .declared(file: file), tags: tags), line: line
        )
    }

    @Test
    func
        `a bare name of credentials is that of one that systemd hands out, else a file beside the configuration`()
        throws
    {
        let handedOut = try ConfigurationFolder()
        try handedOut.write("me:secret", as: "gazette")
        try folder.write(
            ["gazette", "other", "./gazette"].map {
                "[[feed]]\nurl = 'https://\($0.count).example/'\ncredentials = '\($0)'\n"
            }
            .joined(), as: "tidings.toml")
        let settings = try SettingsFile.load(
            folder.file, environment: ["HOME": "/home/reader", "CREDENTIALS_DIRECTORY": handedOut.path],
            outlines: noOutlines)
        #expect(
            settings.subscriptions.map(\.subscription.fetching.credentialsFile) == [
                "\(handedOut.path)/gazette", "\(folder.path)/other", "\(folder.path)/gazette",
            ])
    }
}
