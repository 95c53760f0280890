internal import XMLReading

/// Text for people out of HTML.
package enum PlainText {
    /// What HTML says, on one line: white space collapsed, blocks and breaks as spaces (`parse-json.md` §7).
    ///
    /// Comments go, and so do scripts, styles and other elements whose contents nobody is meant to read.
    package static func collapsed(fromHTML html: String) -> String {
        collapsed(fromHTML: Array(html.utf8)[...])
    }

    /// The same from a piece of a document, without a copy; it must be valid UTF-8.
    package static func collapsed(fromHTML html: ArraySlice<UInt8>) -> String {
        PlainMarkup.text(html) ?? collapsedByParsing(html)
    }

    /// Whether what HTML says on one line is `text`.
    ///
    /// Most that is not shows it early, and then the rest of the HTML is not read.
    static func isSaid(_ text: String, inHTML html: ArraySlice<UInt8>) -> Bool {
        PlainMarkup.isSaid(text, in: html) ?? (collapsedByParsing(html) == text)
    }

    /// The same by way of a tree, however plain the markup is.
    package static func collapsedByParsing(_ html: ArraySlice<UInt8>) -> String {
        let document = HTMLDocument(reading: Array(html))
        let roles = document.names.map { TextRole(of: $0.local) }
        var text: [UInt8] = []
        text.reserveCapacity(html.count)
        append(document.root, roles, to: &text)
        return PlainSpace.collapsed(text[...])
    }

    private static func append(_ element: XMLElement, _ roles: [TextRole], to text: inout [UInt8]) {
        for piece in element.content {
            switch piece {
            case .text(let bytes): text += bytes
            case .element(let child):
                switch roles[child.nameIndex] {
                case .hidden: continue
                case .separator:
                    text.append(0x20)
                    append(child, roles, to: &text)
                    text.append(0x20)
                case .inline: append(child, roles, to: &text)
                }
            }
        }
    }
}

/// What an element is to someone who reads plain text.
enum TextRole {
    case inline
    /// It stands apart from what is around it.
    case separator
    /// Nobody reads what is in it.
    case hidden

    init(of name: String) {
        if Self.hiddenNames.contains(name) {
            self = .hidden
        } else if Self.separatorNames.contains(name) {
            self = .separator
        } else {
            self = .inline
        }
    }

    private static let hiddenNames: Set<String> = [
        "script", "style", "template", "iframe", "embed", "applet", "noframes", "noembed", "xmp", "plaintext",
        "textarea",
        "select", "svg", "math", "head", "title",
    ]

    private static let separatorNames: Set<String> = [
        "br", "hr", "address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "main",
        "nav", "ol",
        "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ]
}
