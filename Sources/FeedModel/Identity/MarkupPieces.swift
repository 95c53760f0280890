/// Walks over sanitized markup, which is well formed: texts and tags in turn.
struct MarkupPieces: Sequence, IteratorProtocol {
    enum Piece {
        case text(Substring)
        /// The inside of a tag, without its angle brackets.
        case tag(Substring)
    }

    private var rest: Substring

    init(_ html: String) {
        rest = html[...]
    }

    mutating func next() -> Piece? {
        guard let first = rest.utf8.first else { return nil }
        let bytes = rest.utf8
        guard first == UInt8(ascii: "<") else {
            let end = bytes.firstIndex(of: UInt8(ascii: "<")) ?? rest.endIndex
            defer { rest = rest[end...] }
            return .text(rest[..<end])
        }
        let start = bytes.index(after: rest.startIndex)
        var quote: UInt8?
        var end = start
        while end < rest.endIndex {
            let byte = bytes[end]
            if byte == quote {
                quote = nil
            } else if quote == nil {
                if byte == UInt8(ascii: ">") { break }
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
            }
            end = bytes.index(after: end)
        }
        let inside = rest[start..<end]
        rest = end < rest.endIndex ? rest[bytes.index(after: end)...] : rest[end...]
        return .tag(inside)
    }
}

/// The inside of a tag, taken apart.
struct MarkupTag {
    /// In lower case, with a leading slash where the tag ends an element.
    let name: String
    private let attributes: Substring

    init(_ inside: Substring) {
        let end = inside.utf8.firstIndex { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) } ?? inside.endIndex
        var name = inside[..<end].lowercased()
        if name.count > 1, name.hasSuffix("/") { name.removeLast() }
        self.name = name
        attributes = inside[end...]
    }

    /// The value of an attribute as it is written, but for ampersands; nil where it has none.
    func value(of attribute: String) -> String? {
        var rest = attributes
        while let equals = rest.firstIndex(of: "=") {
            let name = rest[..<equals].split(separator: " ").last?.lowercased()
            rest = rest[rest.index(after: equals)...]
            guard let quote = rest.first, quote == "\"" || quote == "'" else { continue }
            rest = rest.dropFirst()
            let end = rest.firstIndex(of: quote) ?? rest.endIndex
            if name == attribute { return String(rest[..<end]).replacing("&amp;", with: "&") }
            rest = rest[end...].dropFirst()
        }
        return nil
    }

    /// Whether words go on across it: letters set in bold within a word do not end it.
    var isWithinWords: Bool {
        Self.inline.contains(name.hasPrefix("/") ? String(name.dropFirst()) : name)
    }

    /// The elements that words go on across.
    static let inline: Set<String> = [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "i",
        "ins",
        "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
        "var",
        "wbr",
    ]
}
