import FeedModel
import ReaderInvariants
import Testing

/// What must hold whatever is read, for documents of our own and for those that fuzzing found.
@Suite struct InvariantTests {
    @Test(arguments: CorpusCase.all)
    func `what must hold of a feed holds of the corpus`(_ example: CorpusCase) {
        #expect(ReaderInvariants.violations(inFeed: example.document) == [])
    }

    @Test(arguments: [
        // A table sends what may not stand in it before itself, and so into what is open there.
        "<a><table><a>",
        "<h2>a<table><h1>b",
        "<ul><li>a<table><li>b",
        "<dl><dt>a<table><dd>b",
        "<a href=\"x\"><table><tr><td><a href=\"y\">c</a></td></tr></table></a>",
        // What stood before a line end in preformatted text is taken out.
        "<pre>\n<style>a</style>\n<i>b</i></pre>", "<pre><script></script>\n\nc",
        // An address may hold line ends, and the list of links must not.
        "<a href=\"k.htm>.<br>\n<img src=\">x",
    ])
    func `what must hold of HTML holds of what once broke it`(html: String) {
        #expect(ReaderInvariants.violations(inHTML: html) == [])
    }

    @Test(arguments: 0..<20)
    func `what must hold of HTML holds of any pieces of it`(seed: Int) {
        var chance = SeededChance(seed: UInt64(seed) &+ 4_242)
        for _ in 0..<300 {
            let html = (0..<Int.random(in: 1...14, using: &chance)).map { _ in
                Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &chance)]
            }.joined()
            let found = ReaderInvariants.violations(inHTML: html)
            #expect(found.isEmpty, "\(found): \(html.debugDescription)")
        }
    }

    private static let pieces = [
        "<p>", "</p>", "<a href=x>", "</a>", "<b>", "</b>", "<i title=t>", "</i>", "<div>", "</div>", "<h1>",
        "<h2>", "</h1>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<caption>",
        "<svg>", "</svg>", "<math>", "<mtext>", "<style>", "</style>", "<select>", "<option>", "</select>",
        "<pre>\n", "</pre>", "<br>", "<img src=i>", "x", " ", "\n", "&lt;", "&amp;", "<!--", "-->", "\u{0}",
        "<blockquote>", "</blockquote>", "\u{1B}[1m", "\u{202E}", "é",
    ]

    @Test(arguments: ["Thu, 01 Jan 2004 19:48:21 EST", "2004-12-31T24:00:00+05:30", "0001-01-01", "1 Jan 69"])
    func `a date is written as it was read`(text: String) {
        #expect(ReaderInvariants.violations(inDate: text) == [])
    }

    @Test func `an outline is written as it was read`() {
        let text =
            "<opml><head><title> a\u{9}b </title></head><body><outline text='x,&#10;y'>"
            + "<outline title='&#x92;&lt;' xmlUrl=' u&#10;v '/><outline text='u' xmlUrl='u' category='/c/d, e'/>"
        #expect(ReaderInvariants.violations(inOPML: Array(text.utf8)) == [])
    }

    @Test func `an address with a line end in it is not taken for a title`() {
        let text = "<opml><body><outline xmlUrl='https://a.example/&#10;b'/></body></opml>"
        #expect(ReaderInvariants.violations(inOPML: Array(text.utf8)) == [])
    }

    @Test func `JSON is written as it was read`() {
        let text = #"{"\ud800":[1e999,-0,"\u0000\u2028\ud83d\ude00é",{"a":{},"a":[]}],"b":null}"#
        #expect(ReaderInvariants.violations(inJSON: Array(text.utf8)) == [])
    }
}
