import FeedModel
import XMLReading

/// Reads the values of elements, knowing what the names of its document mean.
///
/// Empty values are nil throughout, so that the next choice in a list is taken (`parse-json.md` §3).
struct ElementReader {
    let meanings: Meanings

    func meaning(of element: XMLElement) -> Meaning? { meanings.byName[element.nameIndex] }

    func isAtom03(_ element: XMLElement) -> Bool { meanings.isAtom03[element.nameIndex] }

    /// The children of `element` whose names mean something, each with its meaning.
    func members(of element: XMLElement) -> Members {
        var members = Members()
        var others = 0
        for child in element.children {
            guard let meaning = meaning(of: child) else { continue }
            if !meaning.isItem { others += 1 }
            if meaning.isItem || others <= ItemLimits.membersRead { members.add(child, meaning) }
        }
        return members
    }

    /// The items of a document in its order: in any channel, beside it, and in whatever element was never closed.
    ///
    /// - Parameter isMended: whether elements may not have been closed, so that items stand in others and in items.
    func items(_ item: Meaning, under root: XMLElement, isMended: Bool) -> [XMLElement] {
        var items: [XMLElement] = []
        var open: [XMLElement] = Array(root.children).reversed()
        while let element = open.popLast() {
            let meaning = meaning(of: element)
            if meaning == item { items.append(element) }
            guard isMended || meaning == .rss(.channel) else { continue }
            open += Array(element.children).reversed()
        }
        return items
    }

    /// Plain text, made from RSS text, or from HTML where there is inline markup.
    func plain(_ element: XMLElement) -> String? {
        let text =
            element.hasChildren
            ? PlainText.collapsed(fromHTML: markup(of: element))
            : RSSText.plain(element.deepTextBytes)
        return text.isEmpty ? nil : text
    }

    /// The character data with its white space collapsed.
    func verbatim(_ element: XMLElement) -> String? {
        let text = PlainSpace.collapsed(element.deepTextBytes)
        return text.isEmpty ? nil : text
    }

    /// The character data, trimmed: for ids, numbers and dates.
    func token(_ element: XMLElement) -> String? {
        let bytes = ASCII.trimmed(element.deepTextBytes)
        return bytes.isEmpty || bytes.count > ItemLimits.token ? nil : unsafe String(validUTF8: bytes)
    }

    /// HTML: the character data is its source; child elements are inline markup.
    func html(_ element: XMLElement) -> ArraySlice<UInt8>? {
        if element.hasChildren { return markup(of: element) }
        let bytes = ASCII.trimmed(element.deepTextBytes)
        return bytes.isEmpty ? nil : bytes
    }

    /// The content of an element as HTML, without the items that a tag that was not closed has swallowed.
    private func markup(of element: XMLElement) -> ArraySlice<UInt8> {
        Markup.html(of: element) { meaning(of: $0)?.isItem == true }
    }

    func reference(_ element: XMLElement) -> Reference? {
        token(element).map { reference($0, at: element) }
    }

    func reference(_ text: String, at element: XMLElement) -> Reference {
        Reference(text: text, bases: bases(at: element), line: element.line)
    }

    func date(_ element: XMLElement) -> DateDraft? {
        token(element).map { DateDraft(text: $0, line: element.line) }
    }

    /// The values of `xml:base` in scope, innermost first, up to one that is absolute. Nobody nests more than sixteen
    /// but to cost time.
    func bases(at element: XMLElement) -> [String] {
        guard meanings.hasBases else { return [] }
        return element.xmlAttributesInScope("base", atMost: 16) { base in
            ASCII.isStart("http://", of: base) || ASCII.isStart("https://", of: base)
        }
    }

    /// An attribute without a namespace, trimmed; in RSS elements, letter case is no difference.
    func attribute(_ term: Term, of element: XMLElement) -> String? {
        guard
            let found = element.attributes.first(where: { meanings.attributes[$0.nameIndex] == term })
        else { return nil }
        let bytes = ASCII.trimmed(found.valueBytes)
        return bytes.isEmpty ? nil : unsafe String(validUTF8: bytes)
    }

    /// The value of `xml:lang` on the element itself.
    func language(of element: XMLElement) -> String? {
        Self.language(element.xmlAttribute("lang").map(ASCII.trimmed))
    }

    /// A language tag as written, with `_` replaced by `-`.
    static func language(_ text: String?) -> String? {
        guard let text, !text.isEmpty else { return nil }
        guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
        return String(
            decoding: text.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }, as: UTF8.self)
    }
}
