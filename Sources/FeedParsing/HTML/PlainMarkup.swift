internal import FeedModel

/// Sanitizes HTML that is written plainly, in one pass and without a tree.
///
/// Plain is what every parser reads alike without mending it: known lower-case tags that are properly nested where
/// they may stand, quoted attributes, common references. At the first thing of another kind it gives up, and the
/// parser decides. Most of what feeds send is plain, and a tree of it would cost several times as much as the feed.
struct PlainMarkup {
    private let html: ArraySlice<UInt8>
    private let base: Link?
    private var place: Int
    private var output: [UInt8] = []
    private var open: [Element] = []
    private var openParagraphs = 0

    private init(_ html: ArraySlice<UInt8>, base: Link?) {
        self.html = html
        place = html.startIndex
        self.base = base
        output.reserveCapacity(html.count + 64)
    }

    /// What the parser would come to; nil where only it can tell.
    static func sanitized(_ html: ArraySlice<UInt8>, base: Link?) -> ArraySlice<UInt8>? {
        if html.starts(with: [0xEF, 0xBB, 0xBF]) { return nil }
        var markup = PlainMarkup(html, base: base)
        guard markup.read() else { return nil }
        return ASCII.trimmed(markup.output[...])
    }

    private mutating func read() -> Bool {
        while place < html.endIndex {
            var run = place
            while run < html.endIndex, !Self.isSpecial(html[run]) { run += 1 }
            output.append(contentsOf: html[place..<run])
            place = run
            guard place < html.endIndex else { break }
            guard html[place] == UInt8(ascii: "<") ? readTag() : readCharacter() else { return false }
        }
        for element in open.reversed() { writeEnd(of: element) }
        return true
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0x22 || byte == 0x0D || byte == 0
    }

    /// Reads a character that is not written as it is, in text or in a value.
    private mutating func readCharacter() -> Bool {
        switch html[place] {
        case UInt8(ascii: "&"):
            return readReference()
        case UInt8(ascii: "<"): output += "&lt;".utf8
        case UInt8(ascii: ">"): output += "&gt;".utf8
        case UInt8(ascii: "\""): output += "&quot;".utf8
        default: return false
        }
        place += 1
        return true
    }

    private mutating func readReference() -> Bool {
        let window = html[place...].prefix(8)
        guard let end = window.firstIndex(of: UInt8(ascii: ";")) else { return false }
        let reference = html[(place + 1)..<end]
        if reference.first == UInt8(ascii: "#") {
            var value: UInt32 = 0
            for digit in reference.dropFirst() {
                guard ASCII.isDigit(digit) else { return false }
                value = value * 10 + UInt32(digit - 0x30)
            }
            if value == 39 {
                output.append(39)
            } else {
                guard (0xA0...0xD7FF).contains(value), let scalar = Unicode.Scalar(value) else {
                    return false
                }
                output += UTF8.encode(scalar).map(Array.init) ?? []
            }
        } else if reference.elementsEqual("nbsp".utf8) {
            output += [0xC2, 0xA0]
        } else if Self.verbatim.contains(where: { reference.elementsEqual($0.utf8) }) {
            output.append(contentsOf: html[place...end])
        } else {
            return false
        }
        place = end + 1
        return true
    }

    private static let verbatim = ["amp", "lt", "gt", "quot"]

    private mutating func readTag() -> Bool {
        place += 1
        let isEnd = place < html.endIndex && html[place] == UInt8(ascii: "/")
        if isEnd { place += 1 }
        guard let name = readName(), let element = Self.elements[name] else { return false }
        return isEnd ? readEnd(of: element) : readStart(of: element)
    }

    /// A name in lower case.
    private mutating func readName() -> String? {
        let start = place
        while place < html.endIndex, html[place] &- 0x61 < 26 || (place > start && ASCII.isDigit(html[place]))
        {
            place += 1
        }
        return place > start && place < html.endIndex
            ? String(decoding: html[start..<place], as: UTF8.self) : nil
    }

    private mutating func readEnd(of element: Element) -> Bool {
        skipSpace()
        guard place < html.endIndex, html[place] == UInt8(ascii: ">"), open.last?.name == element.name else {
            return false
        }
        place += 1
        open.removeLast()
        if element.name == "p" { openParagraphs -= 1 }
        writeEnd(of: element)
        return true
    }

    private mutating func writeEnd(of element: Element) {
        output += [0x3C, 0x2F]
        output += element.name.utf8
        output.append(0x3E)
    }

    private mutating func readStart(of element: Element) -> Bool {
        guard mayOpen(element) else { return false }
        let mark = output.count
        output.append(0x3C)
        output += element.name.utf8
        guard let hasSource = readAttributes(of: element), place < html.endIndex else { return false }
        if html[place] == UInt8(ascii: "/") {
            guard element.rule.isVoid else { return false }
            place += 1
        }
        guard place < html.endIndex, html[place] == UInt8(ascii: ">") else { return false }
        place += 1
        output.append(0x3E)
        if element.rule.needsSource, !hasSource { output.removeSubrange(mark...) }
        if element.rule.isVoid { return true }
        if element.rule.isPreformatted, place < html.endIndex, html[place] == 0x0A { return false }
        open.append(element)
        if element.name == "p" { openParagraphs += 1 }
        return true
    }

    /// Whether an element may stand here without making the parser close another one first.
    private func mayOpen(_ element: Element) -> Bool {
        guard open.count < 64 else { return false }
        switch element.kind {
        case .inline: return true
        case .link: return !open.contains { $0.kind == .link }
        case .block: return openParagraphs == 0
        case .heading: return openParagraphs == 0 && open.last?.kind != .heading
        case .listItem:
            guard openParagraphs == 0 else { return false }
            let list = open.lastIndex { $0.name == "ul" || $0.name == "ol" }
            let item = open.lastIndex { $0.kind == .listItem }
            return item.map { item in list.map { $0 > item } ?? false } ?? true
        }
    }

    /// Reads attributes up to the end of the tag; whether one gives the element something to show.
    private mutating func readAttributes(of element: Element) -> Bool? {
        var hasSource = false
        var seen: [String] = []
        while place < html.endIndex {
            let before = place
            skipSpace()
            guard place < html.endIndex else { return nil }
            if html[place] == UInt8(ascii: ">") || html[place] == UInt8(ascii: "/") { return hasSource }
            guard place > before, let name = readAttributeName(), !seen.contains(name) else { return nil }
            seen.append(name)
            guard let value = readValue() else { return nil }
            guard let use = element.rule.attributes[name] ?? SanitizerRule.commonAttributes[name] else {
                continue
            }
            guard write(name, value, use) else { continue }
            if name == "src" || name == "srcset" { hasSource = true }
        }
        return nil
    }

    private mutating func readAttributeName() -> String? {
        let start = place
        while place < html.endIndex, html[place] &- 0x61 < 26 || html[place] == UInt8(ascii: "-") {
            place += 1
        }
        guard place > start, place + 1 < html.endIndex, html[place] == UInt8(ascii: "=") else { return nil }
        defer { place += 1 }
        return String(decoding: html[start..<place], as: UTF8.self)
    }

    /// A quoted value with its references decoded and its quotes and signs as they are.
    private mutating func readValue() -> ArraySlice<UInt8>? {
        let quote = html[place]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        let start = place + 1
        guard let end = html[start...].firstIndex(of: quote), end + 1 < html.endIndex else { return nil }
        place = end + 1
        let value = html[start..<end]
        if value.contains(where: { $0 == 0x0D || $0 == 0 }) { return nil }
        guard value.contains(UInt8(ascii: "&")) else { return value }
        return Self.decoded(value)
    }

    /// A value whose only references are `&amp;`.
    private static func decoded(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var result: [UInt8] = []
        var rest = value
        while let ampersand = rest.firstIndex(of: UInt8(ascii: "&")) {
            guard rest[ampersand...].starts(with: "&amp;".utf8) else { return nil }
            result += rest[...ampersand]
            rest = rest[(ampersand + 5)...]
        }
        return (result + rest)[...]
    }

    private mutating func write(_ name: String, _ value: ArraySlice<UInt8>, _ use: SanitizerRule.Use) -> Bool
    {
        var value = value
        switch use {
        case .plain: break
        case .address where SanitizedAddress.isPlainlyWeb(value): break
        case .address(let kind):
            let text = String(decoding: value, as: UTF8.self)
            guard let address = SanitizedAddress.address(text, kind, base: base) else { return false }
            value = Array(address.utf8)[...]
        case .candidates:
            let text = String(decoding: value, as: UTF8.self)
            guard let candidates = SanitizedAddress.candidates(text, base: base) else { return false }
            value = Array(candidates.utf8)[...]
        }
        output.append(0x20)
        output += name.utf8
        output += [0x3D, 0x22]
        for byte in value {
            switch byte {
            case UInt8(ascii: "&"): output += "&amp;".utf8
            case UInt8(ascii: "<"): output += "&lt;".utf8
            case UInt8(ascii: ">"): output += "&gt;".utf8
            case UInt8(ascii: "\""): output += "&quot;".utf8
            default: output.append(byte)
            }
        }
        output.append(0x22)
        return true
    }

    private mutating func skipSpace() {
        while place < html.endIndex, ASCII.isSpace(html[place]) { place += 1 }
    }

    /// An element that plain markup may have.
    private struct Element {
        /// What decides where it may stand.
        enum Kind {
            case inline, link, block, heading, listItem
        }

        let name: String
        let kind: Kind
        let rule: SanitizerRule
    }

    private static let elements: [String: Element] = {
        let kinds: [(Element.Kind, String)] = [
            (
                .inline,
                "abbr b bdi bdo big br cite code del dfn em i img ins kbd mark q s samp small span strike"
            ),
            (.inline, "strong sub sup time tt u var wbr"),
            (.link, "a"),
            (
                .block,
                "address article aside blockquote center div figcaption figure footer header hr main nav ol p"
            ),
            (.block, "pre section ul"),
            (.heading, "h1 h2 h3 h4 h5 h6"),
            (.listItem, "li"),
        ]
        let list = kinds.flatMap { kind, names in
            names.split(separator: " ").map { name in
                Element(name: String(name), kind: kind, rule: SanitizerRule(for: String(name)))
            }
        }
        return Dictionary(uniqueKeysWithValues: list.map { ($0.name, $0) })
    }()
}
