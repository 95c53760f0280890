import FeedModel
import FeedParsing
import Testing

@Suite struct PlainMarkupTests {
    /// The short way may only be taken where it leads to the same place.
    @Test(arguments: 0..<10)
    func `markup of any pieces is sanitized as if it had been parsed`(_ seed: Int) {
        var chance = SeededChance(seed: UInt64(seed) &+ 77)
        let pieces = seed % 2 == 0 ? Self.pieces : Self.plainPieces
        for _ in 0..<1500 {
            var html = ""
            for _ in 0..<Int.random(in: 1...12, using: &chance) {
                html += pieces[Int.random(in: 0..<pieces.count, using: &chance)]
            }
            let base = Bool.random(using: &chance) ? Link("https://a.example/b/") : nil
            let bytes = Array(html.utf8)
            let (short, long) = (
                Sanitizer.sanitized(bytes, base: base), Sanitizer.sanitizedByParsing(bytes, base: base)
            )
            #expect(
                String(decoding: short, as: UTF8.self) == String(decoding: long, as: UTF8.self), "\(html)")
        }
    }

    /// Pieces of which a parser has little to mend, so that the short way is taken often.
    private static let plainPieces = Array(pieces.prefix(while: { $0 != "&eacute;" }))

    private static let pieces = [
        "<p>", "</p>", "<p>x</p>", "<div>", "</div>", "<b>", "</b>", "<i>", "</i>", "<a href=\"x\">", "</a>",
        "<a href='https://c.example/?a=1&amp;b=2'>", "<ul>", "</ul>", "<ol start=\"2\">", "</ol>", "<li>",
        "</li>",
        "<h1>", "</h1>", "<h2>", "</h2>", "<br>", "<br/>", "<hr />", "<img src=\"i.png\" alt='\"&lt;'>",
        "<img alt=\"x\">",
        "<img src=\"javascript:x\">", "<img srcset=\"a 1x, b 2x\"/>", "<pre>", "<pre>\n", "</pre>",
        "<blockquote cite=\"q\">",
        "</blockquote>", "<span class=\"c\" onclick=\"x()\" title=\"t\" title=\"u\">", "<span title='a\"b'>",
        "</span>",
        "<em>", "</em>", "<code>", "</code>", "<q>", "</q>", "text", " ", "\n", "&amp;", "&nbsp;", "&#8217;",
        "&#39;",
        "&eacute;", "&", "<", ">", "\"", "'", "&copy", "<script>", "</script>", "<table>", "<td>", "</table>",
        "<font>",
        "</font>", "<P>", "<p class=x>", "<center>", "</center>", "<!-- c -->", "<address>", "</address>",
        "é", "&#150;",
        "<a>", "<a title=\"&amp;&#34;\">", "<a\thref=\"y\"\n>", "<p/>", "<button>", "<svg>",
    ]

    @Test func `plain markup comes out as it went in`() {
        let html =
            "<p>Tea &amp; <a href=\"https://a.example/\">toast</a><br>with <em>jam</em>.</p>\n<ul><li>x</li></ul>"
        #expect(Sanitizer.sanitized(html: html, base: nil) == html)
    }
}
