import FeedModel
import Testing

struct SearchTextTests {
    @Test(arguments: [
        ("Linux Kernel 6.12", "linux kernel 6 12"),
        ("Déjà vu à l'École", "deja vu a l ecole"),
        ("Straße, Ærø, Łódź, İstanbul, ıssız", "strasse aero lodz istanbul issiz"),
        ("Cafe\u{301} Tie\u{302}\u{301}ng", "cafe tieng"),
        ("Tiếng Việt đường", "tieng viet duong"),
        ("Ένα ΕΛΛΗΝΙΚΌΣ ελληνικός", "ενα ελληνικοσ ελληνικοσ"),
        ("Ёлка Мой", "елка мой"),
        ("don't it’s they're", "dont its theyre"),
        ("l'homme d’État rock'n'roll O'Reilly комп'ютер", "l homme d etat rockn roll o reilly компютер"),
        ("'quoted' dogs' end'", "quoted dogs end"),
        ("C++ and c++17, C# f#, a+b i#", "c++ and c++ 17 c# f# a b i#"),
        ("notepad++ #linux issue#12", "notepad linux issue 12"),
        ("node.js foo-bar foo_bar a/b", "node js foo bar foo bar a b"),
        ("ＦＵＬＬ　ｗｉｄｔｈ ２０２４", "full width 2024"),
        ("CO₂ m² ٣٤", "co2 m2 34"),
        ("ﬁle oﬃce", "file office"),
        ("launch 🚀🚀 now ❤️ 👍🏽", "launch 🚀 🚀 now ❤ 👍"),
        ("Linux® “kernel”—x", "linux kernel x"),
        ("soft\u{AD}hyphen zero\u{200B}width", "softhyphen zero width"),
        ("हिन्दी समाचार", "हिन्दी समाचार"),
        ("שָׁלוֹם مُحَمَّد أحمد", "שלום محمد احمد"),
        ("!!! … ()", ""),
    ])
    func `words are folded, and anything else parts them`(text: String, tokens: String) {
        #expect(SearchText(of: ItemContent(title: text)).title == tokens)
    }

    /// Words are taken some hundred bytes at a time.
    @Test func `tokens are the same wherever in a text they are`() {
        let text = "don't l'homme ÉCOLE, foo-bar C++ o'er 'end' 言語 x"
        let tokens = "dont l homme ecole foo bar c++ oer end 言語 語 x"
        for words in 0..<300 {
            let before = String(repeating: "ab ", count: words)
            #expect(SearchText(of: ItemContent(title: before + text)).title == before + tokens)
            let letters = String(repeating: "a", count: words)
            let word = letters.prefix(96)
            let expected = word.isEmpty ? tokens : "\(word) \(tokens)"
            #expect(SearchText(of: ItemContent(title: "\(letters) \(text)")).title == expected)
        }
    }

    @Test(arguments: [
        ("言", "言"),
        ("言語", "言語 語"),
        ("自然言語", "自然 然言 言語 語"),
        ("Swift言語6版", "swift 言語 語 6 版"),
        ("サーバー・テスト", "サー ーバ バー ー テス スト ト"),
        ("ｶﾞｲﾄﾞ ﾊﾟﾝ", "ガイ イド ド パン ン"),
        ("か\u{3099}き\u{3099} は\u{309A}", "がぎ ぎ ぱ"),
        ("한국어 뉴스", "한국 국어 어 뉴스 스"),
        ("ไทย", "ไท ทย ย"),
        ("日本語、中文。", "日本 本語 語 中文 文"),
        ("𠮷野家", "𠮷野 野家 家"),
    ])
    func `scripts without blanks are pairs of characters`(text: String, tokens: String) {
        #expect(SearchText(of: ItemContent(title: text)).title == tokens)
    }

    @Test(arguments: [
        ("<p>One</p><p>two<br>three</p>", "one two three"),
        ("<p>semi<b>bold</b> l<em>'homme</em></p>", "semibold l homme"),
        ("<p>l'<em>homme</em></p>", "l homme"),
        ("<ul><li>a</li><li>b</li></ul>x", "a b x"),
        ("<p>AT&amp;T don&#39;t don&apos;t caf&#xe9; &lt;tag&gt;</p>", "at t dont dont cafe tag"),
        ("<a href=\"https://example.org/?a=1&amp;b=2\" title=\"a > b\">link</a>ed", "linked"),
        ("<p>日<b>本</b>語</p>", "日本 本語 語"),
        ("a &unknown; b & c &#0; &#x110000; &#99999999;", "a b c"),
        ("<p>unended <b", "unended"),
        ("x &am", "x am"),
    ])
    func `markup is skipped, and blocks part words`(html: String, tokens: String) {
        #expect(SearchText(of: ItemContent(html: html)).body == tokens)
    }

    @Test func `plain text has no markup to skip`() {
        #expect(SearchText(of: ItemContent(text: "a<b>c &amp; d")).body == "a b c amp d")
    }

    @Test func `a summary counts unless the body begins like it`() {
        let body = "<p>One two three</p>"
        #expect(SearchText(of: ItemContent(summary: "One two…", html: body)).body == "one two three")
        #expect(SearchText(of: ItemContent(summary: "Four", html: body)).body == "one two three four")
        #expect(SearchText(of: ItemContent(summary: "Four")).body == "four")
    }

    @Test func `authors are found by the names that lists show`() {
        let authors = [Person(name: "Zoë Doe"), Person(email: "ann@example.org")]
        #expect(SearchText(of: ItemContent(authors: authors)).author == "zoe doe ann example org")
    }

    @Test func `a tag is one token, and no word`() {
        let content = ItemContent(tags: ["Free Software", "C++", "機械学習", "machine-learning", "!!"])
        #expect(
            SearchText(of: content).tag
                == "\u{E000}free\u{E000}software \u{E000}c++ \u{E000}機械学習 \u{E000}machine\u{E000}learning")
        #expect(SearchText.tagToken("free  SOFTWARE") == "\u{E000}free\u{E000}software")
        #expect(SearchText.tagToken("!!") == nil)
    }

    @Test func `of a long body the first megabyte counts, to the last whole word`() {
        let body = SearchText(of: ItemContent(text: String(repeating: "wörds ", count: 300_000))).body
        #expect(body.utf8.count <= 1 << 20)
        #expect(body.utf8.count > 1 << 19)
        #expect(body.hasSuffix(" words"))
    }

    @Test func `of a word without an end the beginning counts`() {
        let text = "a" + String(repeating: "é", count: 5) + String(repeating: "я", count: 100_000) + " b"
        let tokens = SearchText(of: ItemContent(text: text)).body.split(separator: " ")
        #expect(tokens.count == 2)
        #expect(tokens[0].utf8.count <= 96)
        #expect(tokens[1] == "b")
    }

    @Test(arguments: [
        ("linux", "\"linux\""),
        ("Linux Kernel", "\"linux kernel\""),
        ("kern*", "\"kern\" *"),
        ("linux kern*", "\"linux kern\" *"),
        ("linux *", "\"linux\""),
        ("node.js", "\"node js\""),
        ("say \"hello\" OR NOT", "\"say hello or not\""),
        ("don't", "\"dont\""),
        ("c++", "\"c++\""),
        ("言", "\"言\" *"),
        ("言語", "\"言語\""),
        ("自然言語", "\"自然 然言 言語\""),
        ("言語*", "\"言語\""),
        ("Swift言", "\"swift 言\" *"),
        ("言語 Swift", "\"言語 語 swift\""),
        ("日本 語", "\"日本 本 語\" *"),
        ("🚀", "\"🚀\""),
    ])
    func `what is typed is folded alike`(text: String, match: String) {
        #expect(SearchPhrase(text)?.match == match)
    }

    @Test func `what lists know of an item gives the same tokens`() {
        let authors = [
            Person(name: "Zoë", email: "zoe@example.org"), Person(url: Link("https://example.org/a")),
        ]
        let whole = ItemContent(authors: authors, tags: ["free\nsoftware", " C++\t"])
        let listed = ItemContent(
            authors: authors.map { Person(name: $0.displayName) }, tags: ["free software", "C++"])
        #expect(SearchText(of: whole) == SearchText(of: listed))
    }

    /// Should this fail, `SearchText.version` wants raising: stores hold the tokens that it promises.
    @Test func `the tokens of this version stay what they are`() {
        let content = ItemContent(
            title: "Łódź’s C++17 & Ünïcödé: ｶﾞｲﾄﾞ №5, l’été ☃️ Ёлка", authors: [Person(name: "O'Neil, Ángel")],
            tags: ["Open Source", "日本語"],
            summary: "Résumé: ﬁve ½ things… ไทย",
            html: "<p>A&amp;B don&#39;t<br>s<i>o</i></p>東京都 Ελλάδα 3.14 c# हिन्दी")
        let text = SearchText(of: content)
        #expect(SearchText.version == 1)
        #expect(text.title == "lodzs c++ 17 unicode ガイ イド ド 5 l ete ☃ елка")
        #expect(text.author == "o neil angel")
        #expect(text.tag == "\u{E000}open\u{E000}source \u{E000}日本語")
        #expect(
            text.body
                == "a b dont so 東京 京都 都 ελλαδα 3 14 c# हिन्दी resume five ½ things ไท ทย ย")
    }

    @Test(arguments: ["", "!!!", "*", "\"", "…"])
    func `signs alone are nothing to search for`(text: String) {
        #expect(SearchPhrase(text) == nil)
    }
}
