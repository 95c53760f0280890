import FeedModel
import FeedParsing
import Testing

/// Documents that mean harm, made here, small enough for every day; `etc/scripts/hostile` measures large ones.
@Suite struct HostileDocumentTests {
    private func times(_ piece: String, _ count: Int) -> String { String(repeating: piece, count: count) }

    private func rss(_ content: String, before prolog: String = "") -> ParsedFeed {
        feed("\(prolog)<rss version='2.0'><channel><title>t</title>\(content)</channel></rss>")
    }

    private func isLimited(_ feed: ParsedFeed) -> Bool {
        feed.problems.contains { $0.code == .limitExceeded }
    }

    @Test func `entities that multiply are expanded to a limit`() {
        let names = (0...8).map { "e\($0)" }
        let laughs = zip(names, names.dropFirst()).map { below, name in
            "<!ENTITY \(name) '\(times("&\(below);", 10))'>"
        }
        let feed = rss(
            "<item><guid>1</guid><title>&e8;</title></item>",
            before: "<!DOCTYPE rss [<!ENTITY e0 'laugh'>\(laughs.joined())]>")
        #expect(isLimited(feed))
        #expect(feed.items.map(\.id) == ["1"])
        #expect(feed.items[0].content.title.utf8.count <= 2 << 20)
    }

    @Test func `one long entity a thousand times is expanded to a limit`() {
        let feed = rss(
            "<item><guid>1</guid><title>\(times("&e;", 1_000))</title></item>",
            before: "<!DOCTYPE rss [<!ENTITY e '\(times("x", 10_000))'>]>")
        #expect(isLimited(feed))
        #expect(feed.items[0].content.title.utf8.count <= 2 << 20)
    }

    @Test func `an entity that names itself is left out`() {
        let feed = rss(
            "<item><guid>1</guid><title>a&e;b</title></item>", before: "<!DOCTYPE rss [<!ENTITY e '&e;'>]>")
        #expect(isLimited(feed))
        #expect(feed.items.map(\.content.title) == ["ab"])
    }

    @Test func `levels without end are left out and what follows is kept`() {
        let feed = rss("<x>\(times("<a>", 20_000))\(times("</a>", 20_000))</x><item><guid>1</guid></item>")
        #expect(isLimited(feed))
        #expect(feed.items.map(\.id) == ["1"])
    }

    @Test func `of items without end some 50,000 are kept`() {
        let feed = rss(times("<item/>", 60_000))
        #expect(isLimited(feed))
        #expect(feed.items.count == 50_000)
        let json = outcome(
            of: FeedDocument(
                bytes: Array("{\"items\":[\(times("{\"id\":1},", 60_000)){}]}".utf8), url: nil,
                contentType: nil))
        #expect(isLimited(json))
        #expect(json.items.count == 50_000)
    }

    @Test func `lists without end are cut in a look at a document too`() {
        let feed = rss(
            "<item><guid>1</guid>\((0..<12_000).map { "<category>\($0)</category>" }.joined())</item>")
        #expect(isLimited(feed))
        #expect(feed.items[0].categories.count == 1_000)
    }

    @Test func `the lists of all items together are cut`() {
        let categories = (0..<1_000).map { "<category>\($0)</category>" }.joined()
        let feed = rss(times("<item><author>a</author>\(categories)</item>", 1_010))
        #expect(isLimited(feed))
        #expect(feed.items.count == 1_010)
        #expect(feed.items.reduce(0) { $0 + $1.categories.count } < 1_000_000)
        #expect(feed.items[0].categories.count == 1_000)
        #expect(feed.items[1_009].categories.isEmpty)
    }

    @Test func `an item that was not closed does not give its text to those around it`() {
        let feed = rss(times("<item><title>a<description>b", 200))
        #expect(feed.items.count == 200)
        #expect(feed.items.allSatisfy { $0.content.title.utf8.count < 100 })
    }

    @Test func `an id without end is none`() {
        let feed = rss("<item><guid>\(times("x", 100_000))</guid><link>https://a.example/</link></item>")
        #expect(feed.items.map(\.id) == ["https://a.example/"])
    }

    @Test func `a text without end is cut, and what follows is kept`() {
        let feed = rss("<item><title>\(times("word ", 3 << 20))</title><guid>1</guid></item>")
        #expect(isLimited(feed))
        #expect(feed.items.map(\.id) == ["1"])
        #expect(feed.items[0].content.title.utf8.count <= 12 << 20)
    }

    @Test func `bytes that do not decode are replaced to a limit`() {
        let noise = [UInt8](repeating: 0xFF, count: 1_100_000)
        let bytes = Array("<?xml version='1.0' encoding='shift_jis'?><rss><channel><title>t".utf8) + noise
        let feed = outcome(of: FeedDocument(bytes: bytes, url: nil, contentType: nil))
        #expect(feed.format == .rss)
        #expect(isLimited(feed))
        #expect(feed.problems.contains { $0.code == .badEncoding })
    }

    @Test(arguments: [
        "[[[[", "{\"items\":" + String(repeating: "[", count: 100_000),
        String(repeating: "{\"a\":", count: 100_000),
    ])
    func `JSON without bottom is refused`(text: String) {
        #expect(feed(text).format == .unknown)
    }

    @Test func `JSON of more values than a feed has is refused`() {
        let many = outcome(
            of: FeedDocument(
                bytes: Array("{\"items\":[\(times("1,", JSONText.most))1]}".utf8), url: nil, contentType: nil)
        )
        #expect(many.format == .unknown)
        #expect(isLimited(many))
    }

    @Test func `of members with one name the last counts, however many there are`() {
        let feed = feed("{\"items\":[],\(times("\"title\":\"a\",", 20_000))\"title\":\"b\"}")
        #expect(feed.title == "b")
    }

    @Test func `a document over 64 MiB is not read`() {
        let bytes = Array("<rss/>".utf8) + [UInt8](repeating: 0x20, count: FeedParser.largest)
        #expect(throws: ParseFailure.self) {
            try FeedParser.parse(FeedDocument(bytes: bytes, url: nil, contentType: nil))
        }
    }

    @Test(arguments: [
        "<div>", "<b><p></b>", "<table>x<b>", "<table><td>", "<li>", "<a href=x><div>", "<button><p>", "</p>",
        "<svg><a><p>", "<select><option>", "<template><b>", "<!--", "<title>", "<i title=t><table>", "&notin",
        "<n",
    ])
    func `HTML of one piece again and again is read to its end`(piece: String) {
        let html = times(piece, 5_000) + "<p>end</p>"
        let clean = Sanitizer.sanitized(html: html, base: nil)
        #expect(Sanitizer.sanitized(html: clean, base: nil) == clean)
        #expect(PlainText.lines(fromHTML: clean, columns: 40).count <= 20_000)
    }

    @Test func `names of HTML without end are told apart to a limit`() {
        let html = (0..<30_000).map { "<n\($0)></n\($0)>" }.joined() + "<p title=t>x</p>"
        #expect(Sanitizer.sanitized(html: html, base: nil) == "<p title=\"t\">x</p>")
    }

    /// A feed is a feed or a failure wherever it ends.
    @Test func `a document that was cut off anywhere is read as far as it goes`() {
        let whole = Array(
            """
            <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e "x">]><rss version="2.0"><channel><title>T &amp; &e;</title>
            <item><guid>1</guid><description><![CDATA[<p>é</p>]]></description><!-- c --></item>
            <item><guid>2</guid></item></channel></rss>
            """.utf8)
        var most = 0
        for end in whole.indices {
            let feed = outcome(of: FeedDocument(bytes: Array(whole[..<end]), url: nil, contentType: nil))
            #expect(feed.items.count >= most || end < whole.count / 2)
            most = max(most, feed.items.count)
        }
        #expect(most == 2)
    }

    @Test(arguments: ["utf-8", "utf-16", "windows-1251", "shift_jis", "iso-2022-jp", "gb18030", "no-such"])
    func `an encoding that lies about itself hides no item`(label: String) {
        for text in ["<title>日本</title>", "<title>é</title>", "<title>\u{81}\u{92}</title>"] {
            let feed = rss(
                "<item><guid>1</guid>\(text)</item>", before: "<?xml version='1.0' encoding='\(label)'?>")
            #expect(feed.items.map(\.id) == ["1"])
        }
    }
}
