/// Turns a string of RSS, of which nobody knows whether it is text or HTML, into plain text (`parse-json.md` §7).
///
/// Tags go only where the string shows by an end tag, or by a tag that stands alone, that it is HTML; character
/// references are decoded once. So `1 < 2`, `Nice <gorilla>` and `?a=1&copy=2` stay as they are.
enum RSSText {
    static func plain(_ bytes: ArraySlice<UInt8>) -> String {
        var (hasTag, hasReference) = (false, false)
        for byte in bytes {
            if byte == UInt8(ascii: "<") { hasTag = true }
            if byte == UInt8(ascii: "&") { hasReference = true }
        }
        var text = bytes
        if hasTag { text = withoutTags(text) }
        if hasReference { text = CharacterReferences.decoded(text)[...] }
        return PlainSpace.collapsed(text)
    }

    private static func withoutTags(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let marks = marks(in: bytes)
        guard marks.contains(where: \.showsHTML) else { return bytes }
        var result: [UInt8] = []
        var position = bytes.startIndex
        var unclosed: Set<String> = []
        for (index, mark) in marks.enumerated() where mark.range.lowerBound >= position {
            var end = mark.range.upperBound
            if mark.isStart, mark.name == "script" || mark.name == "style", !unclosed.contains(mark.name) {
                let closing = marks[index...].first { $0.isEnd && $0.name == mark.name }
                if let closing { end = closing.range.upperBound } else { unclosed.insert(mark.name) }
            }
            result += bytes[position..<mark.range.lowerBound]
            if blocks.contains(mark.name) { result.append(0x20) }
            position = end
        }
        return (result + bytes[position...])[...]
    }

    /// A complete tag of a known element, or a comment.
    private struct Mark {
        let range: Range<Int>
        /// In lower case; empty for a comment.
        let name: String
        let isEnd: Bool

        var isStart: Bool { !isEnd && !name.isEmpty }

        /// Whether it is a sign that the whole string is HTML.
        var showsHTML: Bool { isEnd || standingAlone.contains(name) }
    }

    private static func marks(in bytes: ArraySlice<UInt8>) -> [Mark] {
        var marks: [Mark] = []
        var position = bytes.startIndex
        var seekingComments = true
        while let start = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
            position = start + 1
            if seekingComments, bytes[position...].starts(with: "!--".utf8) {
                guard let end = endOfComment(in: bytes, from: position + 3) else {
                    seekingComments = false
                    continue
                }
                marks.append(Mark(range: start..<end, name: "", isEnd: false))
                position = end
            } else if let mark = tag(in: bytes, from: start) {
                marks.append(mark)
                position = mark.range.upperBound
            }
        }
        return marks
    }

    private static func endOfComment(in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        var position = start
        while let dash = bytes[position...].firstIndex(of: UInt8(ascii: "-")) {
            if bytes[dash...].starts(with: "-->".utf8) { return dash + 3 }
            position = dash + 1
        }
        return nil
    }

    private static func tag(in bytes: ArraySlice<UInt8>, from start: Int) -> Mark? {
        var position = start + 1
        let isEnd = position < bytes.endIndex && bytes[position] == UInt8(ascii: "/")
        if isEnd { position += 1 }
        let nameStart = position
        while position < bytes.endIndex, ASCII.isLetter(bytes[position]) || ASCII.isDigit(bytes[position]) {
            position += 1
        }
        guard (1...10).contains(position - nameStart), position < bytes.endIndex else { return nil }
        let delimiter = bytes[position]
        guard delimiter == UInt8(ascii: ">") || delimiter == UInt8(ascii: "/") || ASCII.isSpace(delimiter)
        else {
            return nil
        }
        let name = String(decoding: bytes[nameStart..<position], as: UTF8.self).lowercased()
        guard known.contains(name), let end = endOfTag(in: bytes, from: position) else { return nil }
        return Mark(range: start..<end, name: name, isEnd: isEnd)
    }

    /// The place after the `>` that ends a tag; a quoted value may hold one that does not.
    private static func endOfTag(in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        var quote: UInt8?
        var previous: UInt8 = 0
        for position in start..<bytes.endIndex {
            let byte = bytes[position]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: ">") {
                return position + 1
            } else if byte == UInt8(ascii: "<") {
                return nil
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"), previous == UInt8(ascii: "=") {
                quote = byte
            }
            if !ASCII.isSpace(byte) { previous = byte }
        }
        return nil
    }

    private static let standingAlone: Set<String> = ["br", "hr", "img", "wbr"]

    private static let blocks: Set<String> = [
        "address", "blockquote", "br", "center", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6",
        "hr",
        "li", "ol", "p", "pre", "table", "tbody", "td", "th", "tr", "ul",
    ]

    private static let known: Set<String> = blocks.union([
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i",
        "img",
        "ins", "kbd", "mark", "q", "s", "samp", "script", "small", "span", "strike", "strong", "style", "sub",
        "sup",
        "tt", "u", "var", "wbr",
    ])
}
