import XMLReading

/// Says what a document is that is no feed, where that can be told.
enum OtherDocument {
    static func name(of root: XMLElement) -> String? {
        switch root.name.local.lowercased() {
        case "html", "head", "body", "title", "meta", "div", "p", "h1": "a web page"
        case "opml": "an OPML file"
        case "urlset", "sitemapindex": "a sitemap"
        case "svg": "a picture"
        default: nil
        }
    }

    static func name(of bytes: [UInt8]) -> String? {
        if bytes.allSatisfy(ASCII.isSpace) { return "an empty file" }
        if bytes.starts(with: [0x1F, 0x8B]) { return "compressed data" }
        if bytes.starts(with: "%PDF".utf8) { return "a PDF file" }
        return bytes.prefix(1024).contains(0) ? "binary data" : "plain text"
    }
}
