import FeedParsing
import Testing

@Suite struct TerminalTextTests {
    private func lines(_ html: String, _ columns: Int = 40) -> [String] {
        PlainText.lines(fromHTML: html, columns: columns)
    }

    @Test func `paragraphs are wrapped and set apart`() {
        let html =
            "<h2>Head</h2><p>one two three four five six seven eight nine ten</p><div>a</div><div>b</div>"
        #expect(
            lines(html, 24) == [
                "Head", "", "one two three four five", "six seven eight nine ten", "", "a", "b",
            ])
    }

    @Test func `lists nest, and go on under their text`() {
        let html =
            "x<ul><li>one two three four five six</li><li>b<ol start=9><li>c</li><li>d</li></ol></li></ul>y"
        #expect(
            lines(html, 22) == [
                "x", "", "• one two three four", "  five six", "• b", "  9. c", "  10. d", "", "y",
            ])
    }

    @Test func `quotes and code keep their marks`() {
        #expect(
            lines("<blockquote><p>a</p><p>b</p></blockquote><pre>if x {\n\ty\n}\n</pre>") == [
                "> a", ">", "> b", "", "    if x {", "        y", "    }",
            ])
    }

    @Test func `links are numbered once and listed at the end`() {
        let html =
            "<p>See <a href='http://a.example'>this </a>and <a href='http://b.example'>that</a>, "
            + "<a href='http://a.example'>again</a>, <a href='#x'>here</a>, <a href='http://c.example'>http://c.example</a></p>"
        #expect(
            lines(html, 80) == [
                "See this[1] and that[2], again[1], here, http://c.example", "", "[1] http://a.example",
                "[2] http://b.example",
            ])
    }

    @Test func `images are their alternative text`() {
        #expect(lines("<p>a <img src=x alt='a cat'> b <img src=y></p>") == ["a a cat b"])
    }

    @Test func `simple tables are aligned and others taken apart`() {
        #expect(lines("<table><tr><th>Name<th>N</tr><tr><td>日本<td>1</tr></table>") == ["Name │ N", "日本 │ 1"])
        #expect(lines("<table><tr><td><p>a</p><td>b</table>") == ["a", "", "b"])
        #expect(lines("<table><tr><td>a<td>b<tr><td>c</table>") == ["a │ b", "c"])
        #expect(lines("<table><tr><td>a<td>b<caption>t</caption></table>") == ["a", "b", "t"])
    }

    @Test func `a row of more cells than columns is taken apart`() {
        let rows = String(repeating: "<tr><td>x", count: 2_000)
        let html = "<table>" + rows + "<tr>" + String(repeating: "<td>", count: 20_000) + "y</table>"
        #expect(lines(html, 20) == [String](repeating: "x", count: 2_000) + ["y"])
    }

    @Test(arguments: [("<table><tr><td>", ""), ("<a href=/x>z<table><tr><td>", "z[1] ")])
    func `what is nested around all that follows is looked at once`(piece: String, mark: String) {
        let words = String(repeating: "word ", count: 20_000)
        let shown = lines(String(repeating: piece, count: 130) + words, 80)
        #expect(shown.joined(separator: " ").count(where: { $0 == "w" }) == 20_000)
    }

    @Test func `breaks and rules`() {
        #expect(lines("a<br>b<br><br>c<hr>d") == ["a", "b", "", "c", "", "────────────────────", "", "d"])
    }

    @Test func `nothing in a text commands the terminal`() {
        let shown = lines(
            "a\u{1B}[31mb\u{9B}c&#x202E;d<img alt='\u{7}x'><a href='http://a\u{1B}.example'>l</a>")
        #expect(shown == ["a[31mbcdxl[1]", "", "[1] http://a.example"])
    }

    @Test func `an address with line ends is one line`() {
        #expect(lines("<a href='http://a\n.example\tb'>l</a>") == ["l[1]", "", "[1] http://a .example b"])
    }

    @Test func `East Asian text breaks between its characters but not before punctuation`() {
        #expect(lines("日本語日本語日本語日本、語です。", 20) == ["日本語日本語日本語日", "本、語です。"])
        #expect(lines("日本語日本語日本語日、本", 20) == ["日本語日本語日本語", "日、本"])
    }

    @Test func `deep quotes leave room for words`() {
        let html = String(repeating: "<blockquote>", count: 300) + "deep words here"
        #expect(lines(html, 40).last?.hasSuffix("deep words here") == true)
    }

    @Test func `nothing is no lines`() {
        #expect(lines("<script>x</script> \n").isEmpty)
    }
}

@Suite struct TerminalWidthTests {
    @Test(arguments: [
        ("abc", 3), ("日本", 4), ("ｱｲ", 2), ("ＡＢ", 4), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("👍🏽", 2), ("❤️", 2),
        ("❤", 1),
        ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("a\u{200B}b", 2), ("é—…", 3), ("\u{1B}", 0), ("1️⃣", 2),
        ("নমস্তে", 5),
        ("⌚", 2), ("★", 1), ("", 0),
    ])
    func `columns of a text`(text: String, columns: Int) {
        #expect(TerminalWidth.width(of: text) == columns)
    }

    @Test func `what is too wide is cut between characters`() {
        #expect(TerminalWidth.truncated("abcdef", to: 4) == "abc…")
        #expect(TerminalWidth.truncated("日本語", to: 4) == "日…")
        #expect(TerminalWidth.truncated("abc", to: 3) == "abc")
        #expect(TerminalWidth.truncated("abc", to: 0) == "")
        #expect(TerminalWidth.padded("日", to: 4) == "日  ")
    }

    @Test func `for comparing, paragraphs are whole, and where links lead stands behind them`() {
        let words = Array(repeating: "word", count: 60).joined(separator: " ")
        let html = """
            <p>\(words)</p><p>See <a href="http://a.example/">this</a> and <a href="http://b.example/">that</a>.</p>
            <blockquote>Said</blockquote><table><tr><td>a</td><td>b</td></tr><tr><td>long cell</td><td>c</td></tr></table>
            """
        #expect(
            PlainText.paragraphs(fromHTML: html) == [
                words, "", "See this <http://a.example/> and that <http://b.example/>.", "", "Said", "",
                "a │ b", "long cell │ c",
            ])
    }
}
