package import FeedModel

/// A subscription as OPML tells it.
package struct OPMLEntry: Hashable, Sendable {
    /// What the feed is called; its address where it has no title.
    package let title: String
    package let address: FeedAddress
    /// The page that belongs to the feed.
    package let homePage: Link?
    package let tags: [String]

    package init(title: String, address: FeedAddress, homePage: Link? = nil, tags: [String] = []) {
        self.title = title
        self.address = address
        self.homePage = homePage
        self.tags = tags
    }
}

/// Writes OPML 2.0 (http://opml.org/spec2.opml).
package enum OPMLWriter {
    /// A document in which each feed stands once: without tags at the top, else in the folder of its first tag, within that
    /// in the one of its second, and so on.
    ///
    /// So whoever reads it subscribes to nothing twice, and who makes tags of nested folders has the same tags again.
    /// Folders and feeds keep the order in which they come. The text ends in a line feed.
    package static func document(titled title: String, of entries: [OPMLEntry]) -> String {
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <opml version="2.0">
              <head>
                <title>\(escaped(title))</title>
              </head>
              <body>

            """
        writeOutlines(of: entries.map { ($0, $0.tags[...]) }, indent: "    ", to: &text)
        return text + "  </body>\n</opml>\n"
    }

    /// - Parameter entries: each with the tags for which it is in no folder yet.
    private static func writeOutlines(
        of entries: [(entry: OPMLEntry, tags: ArraySlice<String>)], indent: String, to text: inout String
    ) {
        var folders: [String] = []
        var members: [String: [(entry: OPMLEntry, tags: ArraySlice<String>)]] = [:]
        for (entry, tags) in entries {
            guard let tag = tags.first else {
                text += line(of: entry, indent: indent)
                continue
            }
            if members[tag] == nil { folders.append(tag) }
            members[tag, default: []].append((entry, tags.dropFirst()))
        }
        for folder in folders {
            let name = escaped(folder)
            text += "\(indent)<outline text=\"\(name)\" title=\"\(name)\">\n"
            writeOutlines(of: members[folder] ?? [], indent: indent + "  ", to: &text)
            text += "\(indent)</outline>\n"
        }
    }

    private static func line(of entry: OPMLEntry, indent: String) -> String {
        let title = escaped(entry.title)
        let page = entry.homePage.map { " htmlUrl=\"\(escaped($0.text))\"" } ?? ""
        return indent + "<outline text=\"\(title)\" title=\"\(title)\" type=\"rss\""
            + " xmlUrl=\"\(escaped(entry.address.text))\"\(page)/>\n"
    }

    /// A text as it may stand in a value; control characters are left out, and what turns the writing of a terminal, or
    /// is not seen there, is written as its number.
    private static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..<" ", "\u{7F}"..."\u{9F}", "\u{FFFE}",
                "\u{FFFF}":
                continue
            case _ where SafeText.isHarmful(scalar):
                escaped.append(contentsOf: "&#\(scalar.value);".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
