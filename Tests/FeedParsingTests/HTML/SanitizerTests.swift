import FeedModel
import FeedParsing
import Testing

@Suite struct SanitizerTests {
    private func clean(_ html: String, base: String? = nil) -> String {
        Sanitizer.sanitized(html: html, base: base.map { Link($0) })
    }

    @Test(arguments: [
        ("<p class=a onclick='x()' title=t>Hi</p>", "<p title=\"t\">Hi</p>"),
        ("<script>evil()</script>a<style>b{}</style>c", "ac"),
        ("<font color=red>a</font><blink>b</blink>", "ab"),
        ("a<!-- x --><?php ?><![CDATA[y]]>b", "ab"),
        ("1 < 2 & 3 > 2 \"q\"", "1 &lt; 2 &amp; 3 &gt; 2 &quot;q&quot;"),
        ("&eacute;&copy &notit; &#150;", "é© ¬it; –"),
        ("<p>one<p>two", "<p>one</p><p>two</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<b><i>x</b>y</i>", "<b><i>x</i></b><i>y</i>"),
        ("<b>1<p>2</b>3</p>", "<b>1</b><p><b>2</b>3</p>"),
        (
            "<a href='http://a.example'>x<a href='http://b.example'>y",
            "<a href=\"http://a.example\">x</a><a href=\"http://b.example\">y</a>"
        ),
        ("<table>x<tr><td>y</table>", "x<table><tbody><tr><td>y</td></tr></tbody></table>"),
        ("<td>x</td>", "x"),
        ("<p>a<button><p>b</button></p>", "<p>a</p><p>b</p><p></p>"),
        ("<svg><circle/><p>out</p></svg>", "<p>out</p>"),
        ("<svg><desc><p>in</p></desc></svg>out", "out"),
        ("<math><mi>x</mi></math>after", "after"),
        ("<noscript><img src='http://a.example/i.png'></noscript>", "<img src=\"http://a.example/i.png\">"),
        ("<pre>\n\nx</pre>", "<pre>\n\nx</pre>"),
        ("<img src=javascript:x><img alt=x><source><track>", ""),
        (
            "<video controls poster='data:x' src='//a.example/v'></video>",
            "<video controls=\"\" src=\"//a.example/v\"></video>"
        ),
        ("<textarea><b>x</textarea>y<title>z</title>", "y"),
        ("<plaintext>all <b>gone", ""),
        ("<select><option>a<p>b</select>c", "c"),
        ("a\u{0}b<p\u{0}x>c", "abc"),
        ("<div", ""),
        ("</p>x<br/></br>", "<p></p>x<br><br>"),
        ("<img src=x.png/>", "<img src=\"x.png/\">"),
    ])
    func `HTML is parsed as browsers do and filtered`(html: String, expected: String) {
        #expect(clean(html) == expected)
    }

    @Test(arguments: [
        ("javascript:alert(1)", nil), (" java\nscript:alert(1)", nil), ("&#1;javascript:x", nil),
        ("javascript&colon;x", nil), ("data:text/html,x", nil), ("data:image/png;base64,AA", nil),
        ("\u{A0}javascript:x", nil), ("mailto:a@b.example", "mailto:a@b.example"),
        ("HTTPS://a.example/b c", "HTTPS://a.example/b%20c"), ("#fn1", "#fn1"), ("", ""),
        ("../x?y=1&z=2", "http://site.example/x?y=1&amp;z=2"), ("//b.example/", "http://b.example/"),
    ])
    func `a link leads only where it may`(href: String, expected: String?) {
        let attribute = expected.map { " href=\"\($0)\"" } ?? ""
        #expect(clean("<a href=\"\(href)\">x</a>", base: "http://site.example/a/b") == "<a\(attribute)>x</a>")
    }

    @Test func `images may be data, and srcset loses what is not allowed`() {
        #expect(
            clean(
                "<img src='data:image/PNG;base64,AA' srcset='a.png 1x, javascript:x 2x, data:image/png,x 3x,b.png'>"
            )
                == "<img src=\"data:image/PNG;base64,AA\" srcset=\"a.png 1x, b.png\">")
        #expect(clean("<img src='data:image/svg+xml,x'>").isEmpty)
    }

    @Test func `what came out once comes out the same again`() {
        let sources = [
            "<p>a<object><p>b</object>", "<li>a<form><li>b</form>", "<a href=x><table><tr><td><a href=y>z",
            "<b><table><td><i><p></b>x", "<h1>a<marquee><h2>b",
            "<svg><style><img title='</style><img src=x>'>",
            "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror=x>'>",
        ]
        for source in sources {
            let once = clean(source)
            #expect(clean(once) == once, "\(source)")
            #expect(!once.contains("onerror"))
        }
    }

    @Test func `nesting without bottom ends`() {
        let deep = String(repeating: "<div>", count: 100_000) + "x"
        #expect(clean(deep).contains("x"))
        let formatting = String(repeating: "<b><i><a href=x><p>", count: 3_000) + "x"
        #expect(clean(formatting).contains("x"))
        let fonts = (0..<2_000).map { "<b title=\($0)><p>" }.joined() + "x"
        #expect(clean(fonts).contains("x"))
    }
}

/// What a publisher can make of short addresses and a long base.
@Suite struct LongBaseTests {
    private static let link = "https://e.example/" + String(repeating: "p/", count: 4_000)

    @Test(arguments: [
        "<rss><channel><item><link>\(link)</link>", "<rss xml:base='\(link)'><channel><item>",
        "<rss><channel xml:base='\(link)x'><item><guid>1</guid>",
    ])
    func `relative addresses do not make a document many times its size`(_ start: String) throws {
        let links = String(repeating: "&lt;a href=x>y&lt;/a>&lt;a href=\"z\">&lt;/a>", count: 10_000)
        let document = Array("\(start)<description>\(links)</description></item></channel></rss>".utf8)
        let feed = try FeedParser.parse(
            FeedDocument(bytes: document, url: nil, contentType: nil), within: .whole)
        let size = feed.items[0].content.html?.utf8.count ?? 0
        #expect(size > 0)
        #expect(size < 4 * document.count + 2_000_000)
        #expect(feed.problems.contains { $0.code == .limitExceeded })
    }

    @Test func `links of items, too, grow within bounds`() throws {
        let item = "<item><link>a</link><guid>b</guid><comments>c</comments></item>"
        let items = String(repeating: item, count: 5_000)
        let document = Array("<rss xml:base='\(Self.link)'><channel>\(items)</channel></rss>".utf8)
        let feed = try FeedParser.parse(FeedDocument(bytes: document, url: nil, contentType: nil))
        let size = feed.items.reduce(0) { $0 + ($1.content.link?.text.utf8.count ?? 0) }
        #expect(size < 4 * document.count + 2_000_000)
        #expect(feed.problems.contains { $0.code == .limitExceeded })
    }
}
