import Testing
import XMLReading

/// Text that is long enough to be read beside libxml2 says what it says where it is short.
@Suite struct LongTextTests {
    private static let padding = String(repeating: "long text ", count: 40)

    private static let texts = [
        "plain", "a &lt;b&gt; &amp;amp; &quot;c&quot; &apos;d&apos;", "&#65;&#x42;&#x1F600;&#8211;",
        "one\ntwo\tthree\n",
        "caf\u{E9} \u{6771}\u{4EAC} \u{FF0C} \u{1F600}", "&#150;&#x80;&#159;", "return\r\nand\rreturn",
        "&nbsp;&eacute;",
        "&unknown;", "bare & ampersand", "&#0;", "&#xD800;", "&#x110000;", "&#xFFFE;", "&#;", "&#x;", "&",
        "&amp",
        "&\u{0}\u{0}lt;b&gt;", "&\u{1}amp;", "& lt;", "&l t;", "]]> in text", "] ]> ]] >", "\u{1}control",
        "\u{B}", "a > b >> c", "\u{FFFD}", "&#99999999999;",
        "&#13;&#10;&#9;",
        "",
    ]

    private static let sections = [
        "<![CDATA[plain]]>", "<![CDATA[<p>a &amp; b</p>]]>", "<![CDATA[]]]]>", "<![CDATA[a]]><![CDATA[b]]>",
        "<![CDATA[one\ntwo\r\nthree\rfour]]>", "<![CDATA[\u{1}]]>", "<![CDATA[caf\u{E9} \u{FF0C}]]>",
        "<![CDATA[]] > ]>]]>", "<![CDATA[a", "<![CDATA[a]]", "<![CDATA[<![CDATA[a]]>]]>",
    ]

    @Test(arguments: texts)
    func `long text with references reads as short text does`(_ text: String) throws {
        try expectSame(in: "\(text)", as: "\(Self.padding)\(text)")
        try expectSame(in: "\(text)<i/>", as: "\(Self.padding)\(text)<i/>")
    }

    @Test(arguments: sections)
    func `a long section reads as a short one does`(_ section: String) throws {
        let long = section.replacing("<![CDATA[", with: "<![CDATA[\(Self.padding)", maxReplacements: 1)
        try expectSame(in: section, as: long)
    }

    @Test func `what looks like text in a comment or an instruction stays what it is`() throws {
        for (start, end) in [("<!-- >", "-->"), ("<?note >", "?>"), ("<!-- <x>", "<y> -->")] {
            let document = try document("<r><a>1\(start)\(Self.padding)\(end)2</a></r>")
            #expect(document.root.deepText == "12")
            #expect(document.faults.isEmpty)
        }
        let document = try document("<r><a b='>\(Self.padding)'>1</a></r>")
        #expect(document.root.children.first { _ in true }?.attribute("b") == ">\(Self.padding)")
    }

    @Test func `lines are counted through long text`() throws {
        let text = String(repeating: "a line\n", count: 100)
        for body in [text, "<![CDATA[\(text)]]>"] {
            let document = try document("<r>\n<a>\(body)</a>\n<b/></r>")
            #expect(document.root.children.map(\.line) == [2, 103])
        }
    }

    private func expectSame(in short: String, as long: String) throws {
        let (few, many) = (try document(wrapped(short)), try document(wrapped(long)))
        let texts = [few, many].map { $0.root.deepText.replacing(Self.padding, with: "") }
        #expect(texts[0] == texts[1])
        #expect(few.faults.map(\.kind) == many.faults.map(\.kind))
        #expect(few.root.children.map(\.line) == many.root.children.map(\.line))
    }

    private func wrapped(_ content: String) -> String { "<r>\n<a>\(content)</a>\n<b/></r>" }
}

@Suite struct LineEndTests {
    private static let padding = String(repeating: "a line\r\n", count: 40)

    /// XML 1.0 §2.11: whatever the writer's system, a line ends with one line feed.
    @Test(arguments: ["", padding])
    func `line ends are line feeds, in text, in sections and in values`(_ padding: String) throws {
        let text = "one\r\ntwo\rthree\nfour\(padding)"
        let expected = "one\ntwo\nthree\nfour" + padding.replacing("\r\n", with: "\n")
        for content in [text, "<![CDATA[\(text)]]>"] {
            let document = try document("<a>\r\n<b>\(content)</b></a>")
            #expect(document.root.children.first { _ in true }?.deepText == expected)
            #expect(document.faults.isEmpty)
        }
        #expect(try document("<a>x&#13;y</a>").root.deepText == "x\ry")
    }
}
