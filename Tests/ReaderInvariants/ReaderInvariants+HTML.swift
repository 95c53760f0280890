internal import FeedModel
internal import FeedParsing

extension ReaderInvariants {
    /// HTML: sanitized twice is sanitized once, the short way leads where the parser does, and nothing in the text
    /// for a terminal commands it.
    package static func violations(inHTML html: String) -> [String] {
        var violations: [String] = []
        let bytes = Array(html.utf8)
        let base = Link("https://a.example/b/c?d")
        for base in [nil, base] {
            let clean = Sanitizer.sanitized(bytes, base: base)
            if clean != Sanitizer.sanitizedByParsing(bytes, base: base) {
                violations.append("the short way of sanitizing leads elsewhere")
            }
            violations += ofCleanMarkup(String(decoding: clean, as: UTF8.self))
        }
        let words = PlainText.collapsed(fromHTML: html)
        if words.utf8.contains(where: { [0x09, 0x0A, 0x0C, 0x0D].contains($0) }) || words.contains("  ") {
            violations.append("white space is left in plain text")
        }
        for line in [20, 80].flatMap({ PlainText.lines(fromHTML: html, columns: $0) })
        where isCommanding(line) {
            violations.append("a line commands the terminal")
        }
        for feed in FeedLinkFinder.feeds(inHTML: bytes, charset: nil, base: base)
        where feed.link.scheme != "http" && feed.link.scheme != "https" {
            violations.append("a feed is found at \(feed.link.text)")
        }
        return violations
    }

    /// What sanitizing made must come out of it again as it is.
    static func ofCleanMarkup(_ html: String) -> [String] {
        guard !html.isEmpty else { return [] }
        let bytes = Array(html.utf8)
        var violations: [String] = []
        if Sanitizer.sanitized(bytes, base: nil) != bytes {
            violations.append("sanitized markup changes when it is sanitized again")
        }
        if Sanitizer.sanitizedByParsing(bytes, base: nil) != bytes {
            violations.append("sanitized markup changes when it is parsed again")
        }
        for mark in ["<script", "<style", "<iframe", "<svg", "<math", "<form", "<!--", "<?"]
        where html.contains(mark) {
            violations.append("\(mark) got through the sanitizer")
        }
        return violations
    }

    /// Whether a line holds a control character, or one that turns the direction of writing.
    private static func isCommanding(_ line: String) -> Bool {
        line.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
            default: false
            }
        }
    }
}
