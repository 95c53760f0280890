import FeedParsing
import Testing

@Suite struct PlainTextTests {
    @Test(arguments: [
        ("plain  text\n here", "plain text here"),
        ("<p>one</p><p>two<br>three</p>", "one two three"),
        ("a<b>b</b>c", "abc"),
        ("<script>x</script>a<!-- b --><style>c</style><title>d</title>", "a"),
        ("AT&amp;T &lt;b&gt; &nbsp;", "AT&T <b> \u{A0}"),
        ("<img alt=no>x<svg><text>y</text></svg>", "x"),
        ("<td>a</td><table><tr><td>b<td>c</table>", "a b c"),
        ("<ul><li>a<li>b</ul>", "a b"),
        ("1 < 2", "1 < 2"),
        ("<noscript>seen</noscript>", "seen"),
    ])
    func `HTML on one line`(html: String, expected: String) {
        #expect(PlainText.collapsed(fromHTML: html) == expected)
    }
}
