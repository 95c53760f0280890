import XMLReading

/// An Atom text construct or content (RFC 4287 §3.1, §4.1.3; Atom 0.3 `mode`).
enum AtomText {
    /// Text with its white space.
    case text(String)
    /// HTML, with the element whose base holds for it.
    case html(ArraySlice<UInt8>, XMLElement)

    /// What `element` says; nil where that is nothing, or neither text nor HTML.
    init?(_ element: XMLElement, in reader: ElementReader, isContent: Bool = false) {
        let type = Self.type(of: element, in: reader)
        let mode = reader.attribute(.mode, of: element)?.lowercased()
        let value =
            if reader.isAtom03(element) || mode != nil {
                Self.atom03(element, type: type ?? "text/plain", mode: mode ?? "xml", in: reader)
            } else {
                Self.atom10(element, type: type ?? "text", isContent: isContent)
            }
        guard let value else { return nil }
        self = value
    }

    /// On one line; made from HTML where it is that.
    var plain: String? {
        let plain =
            switch self {
            case .text(let text): PlainSpace.collapsed(text)
            case .html(let html, _): PlainText.collapsed(fromHTML: html)
            }
        return plain.isEmpty ? nil : plain
    }

    /// The type in lower case and without its parameters.
    private static func type(of element: XMLElement, in reader: ElementReader) -> String? {
        guard let type = reader.attribute(.type, of: element)?.lowercased() else { return nil }
        return type.firstIndex(of: ";").map { ASCII.trimmed(String(type[..<$0])) } ?? type
    }

    private static func atom10(_ element: XMLElement, type: String, isContent: Bool) -> AtomText? {
        switch type {
        case "html", "text/html":
            return nonEmpty(
                html: element.hasChildren ? Markup.html(of: element) : element.deepTextBytes, at: element)
        case "xhtml", "application/xhtml+xml":
            let division = element.children.first { $0.name.local.lowercased() == "div" } ?? element
            return nonEmpty(html: Markup.html(of: division), at: division)
        default:
            if isContent, type.utf8.contains(UInt8(ascii: "/")), !type.hasPrefix("text/") { return nil }
            return nonEmpty(text: element.deepText)
        }
    }

    private static func atom03(
        _ element: XMLElement, type: String, mode: String, in reader: ElementReader
    ) -> AtomText? {
        let isHTML = ["text/html", "application/xhtml+xml", "html", "xhtml"].contains(type)
        switch mode {
        case "base64":
            let decoded =
                Base64.decoded(element.deepTextBytes).map { String(decoding: $0, as: UTF8.self) } ?? ""
            return isHTML ? nonEmpty(html: Array(decoded.utf8)[...], at: element) : nonEmpty(text: decoded)
        case "escaped":
            if isHTML {
                return nonEmpty(
                    html: element.hasChildren ? Markup.html(of: element) : element.deepTextBytes, at: element)
            }
            return nonEmpty(text: element.deepText)
        default:
            if element.hasChildren {
                let children = Array(element.children)
                let isWrapped =
                    children.count == 1 && children[0].name.local.lowercased() == "div"
                    && ASCII.trimmed(element.textBytes).isEmpty
                let source = isWrapped ? children[0] : element
                return nonEmpty(html: Markup.html(of: source), at: source)
            }
            return isHTML
                ? nonEmpty(html: Markup.html(of: element), at: element) : nonEmpty(text: element.deepText)
        }
    }

    private static func nonEmpty(text: String) -> AtomText? {
        ASCII.trimmed(text).isEmpty ? nil : .text(text)
    }

    private static func nonEmpty(html: ArraySlice<UInt8>, at element: XMLElement) -> AtomText? {
        ASCII.trimmed(html).isEmpty ? nil : .html(html, element)
    }
}
