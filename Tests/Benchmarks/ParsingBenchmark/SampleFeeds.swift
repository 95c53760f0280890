/// Feed documents of a wanted size, like those that publishers send: articles of some three kilobytes each.
///
/// Made from a fixed seed, so that each run measures the same bytes.
struct SampleFeeds {
    enum Kind: String, CaseIterable {
        /// Atom with the articles as escaped HTML.
        case atom
        /// RSS with the articles in CDATA sections, as WordPress writes it.
        case rss
        /// RSS with the articles as escaped HTML in `description`.
        case rssEscaped = "rss, escaped"
    }

    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// A document of at least `size` bytes, and less than one article more.
    static func document(_ kind: Kind, size: Int) -> [UInt8] {
        var feeds = SampleFeeds()
        return feeds.document(kind, size: size)
    }

    private mutating func document(_ kind: Kind, size: Int) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(size + 8_192)
        text += (kind == .atom ? Self.atomHead : Self.rssHead).utf8
        var number = 1
        while text.count < size {
            text += (kind == .atom ? entry(number) : item(number, isEscaped: kind == .rssEscaped)).utf8
            number += 1
        }
        text += (kind == .atom ? "</feed>\n" : "</channel></rss>\n").utf8
        return text
    }

    private static let atomHead = """
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
          <title>Notes from the harbour</title>
          <link href="https://harbour.example/"/>
          <link rel="self" href="https://harbour.example/feed.atom"/>
          <id>https://harbour.example/</id>
          <updated>2026-11-01T08:00:00Z</updated>

        """

    private static let rssHead = """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
          xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
        <channel>
          <title>Notes from the harbour</title>
          <link>https://harbour.example/</link>
          <description>What came in, and what left.</description>
          <lastBuildDate>Sun, 01 Nov 2026 08:00:00 +0000</lastBuildDate>

        """

    private mutating func entry(_ number: Int) -> String {
        """
          <entry>
            <title>\(words(7))</title>
            <link href="https://harbour.example/notes/\(number)"/>
            <id>tag:harbour.example,2026:note-\(number)</id>
            <published>2026-10-\(day)T\(hour):15:00Z</published>
            <updated>2026-10-\(day)T\(hour):45:00Z</updated>
            <author><name>\(name)</name></author>
            <category term="\(words(1))"/>
            <category term="\(words(1))"/>
            <summary>\(words(30)).</summary>
            <content type="html">\(Self.escaped(article()))</content>
          </entry>

        """
    }

    private mutating func item(_ number: Int, isEscaped: Bool) -> String {
        let date = "Thu, \(day) Oct 2026 \(hour):15:00 +0000"
        let body =
            isEscaped
            ? "<description>\(Self.escaped(article()))</description>"
            : """
            <description><![CDATA[<p>\(words(40)) [&#8230;]</p>]]></description>
                <content:encoded><![CDATA[\(article())]]></content:encoded>
            """
        return """
              <item>
                <title>\(words(7))</title>
                <link>https://harbour.example/notes/\(number)</link>
                <comments>https://harbour.example/notes/\(number)#comments</comments>
                <dc:creator><![CDATA[\(name)]]></dc:creator>
                <pubDate>\(date)</pubDate>
                <category><![CDATA[\(words(1))]]></category>
                <category><![CDATA[\(words(1))]]></category>
                <guid isPermaLink="false">https://harbour.example/?p=\(number)</guid>
                \(body)
                <slash:comments>\(next(40))</slash:comments>
              </item>

            """
    }

    /// An article of some 2,600 bytes: paragraphs with links and emphasis, a picture, a list, a quotation.
    private mutating func article() -> String {
        var html = ""
        for _ in 0..<4 {
            html +=
                "<p>\(words(35)) <a href=\"https://harbour.example/\(words(1))?a=1&amp;b=2\">\(words(3))</a> "
                + "\(words(20)), <em>\(words(2))</em> &#8211; \(words(12)).</p>\n"
        }
        html +=
            "<p><img src=\"https://harbour.example/pictures/\(next(10_000)).jpg\" alt=\"\(words(4))\" "
            + "width=\"640\" height=\"480\" class=\"wide\" loading=\"lazy\" /></p>\n"
        html += "<ul>\n<li>\(words(8))</li>\n<li>\(words(9))</li>\n<li>\(words(6))</li>\n</ul>\n"
        html += "<blockquote><p>“\(words(25))” said <strong>\(name)</strong>.</p></blockquote>\n"
        return html
    }

    private mutating func words(_ count: Int) -> String {
        var text = ""
        for number in 0..<count {
            if number > 0 { text += " " }
            text += Self.vocabulary[next(Self.vocabulary.count)]
        }
        return text
    }

    private var day: String { "\(10 + state % 20)" }
    private var hour: String { "\(10 + state % 13)" }
    private var name: String { Self.names[Int(state % UInt64(Self.names.count))] }

    private mutating func next(_ limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(limit))
    }

    private static func escaped(_ html: String) -> String {
        var text = ""
        for character in html.unicodeScalars {
            switch character {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            default: text.unicodeScalars.append(character)
            }
        }
        return text
    }

    private static let names = ["Ada Quay", "Brin Jetty", "Célia Môle", "Dov Pier", "Edda Anker"]

    private static let vocabulary = [
        "harbour", "tide", "rope", "the", "a", "of", "and", "to", "in", "with", "from", "lantern", "gull",
        "north",
        "anchor", "slowly", "evening", "captain", "île", "where", "when", "salt", "weather", "crate",
        "letter",
        "morning", "crew", "signal", "windlass", "ferry", "Überfahrt", "breakwater", "it", "was", "is", "not",
        "under", "over", "cargo", "barometer", "chart", "sounding", "keel", "pilot", "fog", "bell", "sails",
    ]
}
