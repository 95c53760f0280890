internal import FeedModel
internal import Glibc
internal import XMLReading

/// Reads HTML that is written plainly in one pass and without a tree: to sanitize it, or to take its text.
///
/// Plain is what every parser reads alike without mending it: known lower-case tags that are properly nested where
/// they may stand, quoted attributes, common references. At the first thing of another kind it gives up, and the
/// parser decides. Most of what feeds send is plain, and a tree of it would cost several times as much as the feed.
@safe struct PlainMarkup {
    /// What is made of the markup.
    private enum Product {
        case markup, text
    }

    private let html: UnsafeBufferPointer<UInt8>
    private let count: Int
    private let product: Product
    private var base: AddressBase
    private let elements = PlainElements.all
    private var place = 0
    private var output: ByteSink
    private var open: [Open] = []
    private var openParagraphs = 0
    /// What the text is compared with: reading ends where they part.
    private let expected: [UInt8]?
    /// Bytes of text that are as expected.
    private var compared = 0
    /// Whether white space was met after the last character of text.
    private var isSpacePending = false

    /// An element that has not ended, with the place of its name.
    private struct Open {
        let number: Int
        let nameStart: Int
        let nameEnd: Int
    }

    private init(
        _ html: UnsafeBufferPointer<UInt8>, _ product: Product, base: AddressBase,
        expecting expected: [UInt8]? = nil
    ) {
        unsafe self.html = html
        count = html.count
        self.product = product
        self.base = base
        self.expected = expected
        output = ByteSink(capacity: product == .markup ? count + count / 16 : expected?.count ?? count)
        open.reserveCapacity(16)
    }

    /// What the sanitizer comes to by way of a tree, trimmed; nil where only that way can tell.
    static func sanitized(_ html: ArraySlice<UInt8>, base: inout AddressBase) -> String? {
        unsafe html.withUnsafeBufferPointer { bytes in
            var markup = unsafe PlainMarkup(bytes, .markup, base: base)
            defer { markup.output.free() }
            guard markup.read() else { return nil }
            base = markup.base
            return unsafe markup.output.withBytes { output in
                var (start, end) = (0, output.count)
                while start < end, ASCII.isSpace(unsafe output[start]) { start += 1 }
                while end > start, ASCII.isSpace(unsafe output[end - 1]) { end -= 1 }
                return unsafe String(validUTF8: UnsafeBufferPointer(rebasing: output[start..<end]))
            }
        }
    }

    /// The text on one line, as `PlainText` has it; nil where only a parser can tell.
    static func text(_ html: ArraySlice<UInt8>) -> String? {
        unsafe html.withUnsafeBufferPointer { bytes in
            var markup = unsafe PlainMarkup(bytes, .text, base: AddressBase(nil))
            defer { markup.output.free() }
            guard markup.read() else { return nil }
            return unsafe markup.output.withBytes { unsafe String(validUTF8: $0) }
        }
    }

    /// Whether the text on one line is `text`; nil where only a parser can tell.
    ///
    /// What stands further on cannot change the text that was read before it, so where that is another, the rest of
    /// the markup is not looked at.
    static func isSaid(_ text: String, in html: ArraySlice<UInt8>) -> Bool? {
        unsafe html.withUnsafeBufferPointer { bytes in
            var markup = unsafe PlainMarkup(bytes, .text, base: AddressBase(nil), expecting: Array(text.utf8))
            defer { markup.output.free() }
            guard markup.read() else { return nil }
            return markup.isAsExpected() && markup.output.count == text.utf8.count
        }
    }

    /// Whether the text so far is how the expected one begins.
    private mutating func isAsExpected() -> Bool {
        guard let expected else { return true }
        let end = output.count
        guard end <= expected.count else { return false }
        let isSame = unsafe output.withBytes { output in
            unsafe expected.withUnsafeBufferPointer { expected in
                guard let output = output.baseAddress, let expected = expected.baseAddress else {
                    return true
                }
                return unsafe memcmp(output + compared, expected + compared, end - compared) == 0
            }
        }
        // A difference stays to be found again.
        if isSame { compared = end }
        return isSame
    }

    private mutating func read() -> Bool {
        if count >= 3, unsafe html[0] == 0xEF, unsafe html[1] == 0xBB, unsafe html[2] == 0xBF { return false }
        while place < count {
            let start = place
            place = unsafe HTMLText.endOfRun(in: html, from: place)
            if product == .markup {
                unsafe output.append(html, from: start, to: place)
            } else {
                appendText(from: start, to: place)
            }
            guard place < count else { break }
            guard unsafe html[place] == 0x3C ? readTag() : readCharacter() else { return false }
            if product == .text, !isAsExpected() { return true }
        }
        if product == .markup {
            for element in open.reversed() { writeEnd(of: element) }
        }
        return true
    }

    /// Adds text on one line: of white space between words, one space is left.
    private mutating func appendText(from first: Int, to last: Int) {
        var (start, end) = (first, last)
        while start < end, ASCII.isSpace(unsafe html[start]) { start += 1 }
        isSpacePending = isSpacePending || start > first
        guard start < end else { return }
        while ASCII.isSpace(unsafe html[end - 1]) { end -= 1 }
        writeSpaceIfPending()
        isSpacePending = end < last
        if unsafe HTMLText.isCollapsed(html, start..<end) {
            return unsafe output.append(html, from: start, to: end)
        }
        var wasSpace = false
        for place in start..<end {
            let byte = unsafe html[place]
            if !ASCII.isSpace(byte) {
                output.append(byte)
                wasSpace = false
            } else if !wasSpace {
                output.append(0x20)
                wasSpace = true
            }
        }
    }

    private mutating func writeSpaceIfPending() {
        if isSpacePending, output.count > 0 { output.append(0x20) }
        isSpacePending = false
    }

    // MARK: Characters

    /// Reads a character that is not written as it is.
    private mutating func readCharacter() -> Bool {
        let byte = unsafe html[place]
        switch byte {
        case 0x26: return readReference()
        case 0x3E, 0x22:
            append(sign: byte)
            place += 1
            return true
        default: return false
        }
    }

    private mutating func append(sign: UInt8) {
        if product == .text {
            writeSpaceIfPending()
            output.append(sign)
        } else {
            writeEscaped(sign)
        }
    }

    @inline(__always)
    private mutating func writeEscaped(_ byte: UInt8) {
        switch byte {
        case 0x26: output.append("&amp;")
        case 0x3C: output.append("&lt;")
        case 0x3E: output.append("&gt;")
        case 0x22: output.append("&quot;")
        default: output.append(byte)
        }
    }

    private mutating func readReference() -> Bool {
        let start = place + 1
        var end = start
        while end < count, end - start < 7, unsafe html[end] != 0x3B { end += 1 }
        guard end < count, unsafe html[end] == 0x3B else { return false }
        if unsafe html[start] == 0x23 {
            guard readNumber(from: start + 1, to: end) else { return false }
        } else {
            var name = ShortNames.Key()
            for index in start..<end { name.append(unsafe html[index]) }
            switch name {
            case Self.amp: append(sign: 0x26)
            case Self.lt: append(sign: 0x3C)
            case Self.gt: append(sign: 0x3E)
            case Self.quot: append(sign: 0x22)
            case Self.nbsp: appendScalar(0xA0)
            default: return false
            }
        }
        place = end + 1
        return true
    }

    private static let amp = ShortNames.Key("amp")
    private static let lt = ShortNames.Key("lt")
    private static let gt = ShortNames.Key("gt")
    private static let quot = ShortNames.Key("quot")
    private static let nbsp = ShortNames.Key("nbsp")

    private mutating func readNumber(from start: Int, to end: Int) -> Bool {
        var value: UInt32 = 0
        for index in start..<end {
            let digit = unsafe html[index]
            guard ASCII.isDigit(digit) else { return false }
            value = value * 10 + UInt32(digit - 0x30)
        }
        if value == 39 {
            appendScalar(39)
            return true
        }
        guard (0xA0...0xD7FF).contains(value) else { return false }
        appendScalar(value)
        return true
    }

    /// Appends a code point that is neither white space nor a sign of markup.
    private mutating func appendScalar(_ value: UInt32) {
        if product == .text { writeSpaceIfPending() }
        if value < 0x80 {
            output.append(UInt8(value))
        } else if value < 0x800 {
            output.append(UInt8(0xC0 | value >> 6))
            output.append(UInt8(0x80 | value & 0x3F))
        } else {
            output.append(UInt8(0xE0 | value >> 12))
            output.append(UInt8(0x80 | value >> 6 & 0x3F))
            output.append(UInt8(0x80 | value & 0x3F))
        }
    }

    // MARK: Tags

    private mutating func readTag() -> Bool {
        place += 1
        let isEnd = isByte(0x2F, at: place)
        if isEnd { place += 1 }
        let nameStart = place
        guard let number = readName() else { return false }
        let tag = Open(number: number, nameStart: nameStart, nameEnd: place)
        return isEnd ? readEnd(of: tag) : readStart(of: tag)
    }

    /// The number of the element whose name stands here in lower case, which something must follow.
    @inline(__always)
    private mutating func readName() -> Int? {
        var name = ShortNames.Key()
        while place < count {
            let byte = unsafe html[place]
            guard byte &- 0x61 < 26 || (name.count > 0 && ASCII.isDigit(byte)) else { break }
            name.append(byte)
            place += 1
        }
        guard name.count > 0, place < count else { return nil }
        return elements.number(of: name)
    }

    private mutating func readEnd(of tag: Open) -> Bool {
        skipSpace()
        guard place < count, unsafe html[place] == 0x3E, open.last?.number == tag.number else { return false }
        place += 1
        open.removeLast()
        let element = elements[tag.number]
        if element.isParagraph { openParagraphs -= 1 }
        if product == .markup {
            writeEnd(of: tag)
        } else if element.isSeparator {
            isSpacePending = true
        }
        return true
    }

    private mutating func writeEnd(of tag: Open) {
        output.append("</")
        unsafe output.append(html, from: tag.nameStart, to: tag.nameEnd)
        output.append(0x3E)
    }

    private mutating func readStart(of tag: Open) -> Bool {
        let element = elements[tag.number]
        guard mayOpen(element) else { return false }
        let mark = output.count
        if product == .markup {
            output.append(0x3C)
            unsafe output.append(html, from: tag.nameStart, to: tag.nameEnd)
        } else if element.isSeparator {
            isSpacePending = true
        }
        guard let hasSource = readAttributes(of: tag.number), place < count else { return false }
        if unsafe html[place] == 0x2F {
            guard element.isVoid else { return false }
            place += 1
        }
        guard place < count, unsafe html[place] == 0x3E else { return false }
        place += 1
        if product == .markup { output.append(0x3E) }
        if element.needsSource, !hasSource { output.cut(to: mark) }
        if element.isVoid { return true }
        if element.isPreformatted, place < count, unsafe html[place] == 0x0A { return false }
        open.append(tag)
        if element.isParagraph { openParagraphs += 1 }
        return true
    }

    /// Whether an element may stand here without making the parser close another one first.
    private func mayOpen(_ element: PlainElements.Element) -> Bool {
        guard open.count < 64 else { return false }
        switch element.kind {
        case .inline: return true
        case .link: return !open.contains { elements[$0.number].kind == .link }
        case .block: return openParagraphs == 0
        case .heading: return openParagraphs == 0 && open.last.map { elements[$0.number].kind } != .heading
        case .listItem:
            guard openParagraphs == 0 else { return false }
            let list = open.lastIndex { elements[$0.number].isList }
            let item = open.lastIndex { elements[$0.number].kind == .listItem }
            return item.map { item in list.map { $0 > item } ?? false } ?? true
        }
    }

    // MARK: Attributes

    /// Reads attributes up to the end of the tag; whether one gives the element something to show.
    private mutating func readAttributes(of element: Int) -> Bool? {
        var hasSource = false
        var seen: UInt64 = 0
        while place < count {
            let before = place
            skipSpace()
            guard place < count else { return nil }
            let byte = unsafe html[place]
            if byte == 0x3E || byte == 0x2F { return hasSource }
            let nameStart = place
            guard place > before, let name = readAttributeName() else { return nil }
            let nameEnd = place
            place += 1
            guard let value = readValue() else { return nil }
            // Of two that are not kept, none is missed; of others a parser takes the first.
            guard let attribute = elements.attribute(of: name) else { continue }
            guard seen & (1 << UInt64(attribute)) == 0 else { return nil }
            seen |= 1 << UInt64(attribute)
            guard product == .markup, let use = elements.use(of: attribute, on: element) else { continue }
            guard write(nameStart..<nameEnd, value, use) else { continue }
            if elements.isSource(attribute) { hasSource = true }
        }
        return nil
    }

    /// Reads the name of an attribute up to the `=`, which a value must follow.
    @inline(__always)
    private mutating func readAttributeName() -> ShortNames.Key? {
        var name = ShortNames.Key()
        while place < count {
            let byte = unsafe html[place]
            guard byte &- 0x61 < 26 || byte == 0x2D else { break }
            name.append(byte)
            place += 1
        }
        guard name.count > 0, place + 1 < count, unsafe html[place] == 0x3D else { return nil }
        return name
    }

    /// A quoted value: where it stands, whether it has references, all of them `&amp;`, and whether it can be written as
    /// it was read.
    private struct Value {
        var start: Int
        var end: Int
        var hasReferences = false
        var isVerbatim = false
    }

    private mutating func readValue() -> Value? {
        let quote = unsafe html[place]
        guard quote == 0x22 || quote == 0x27 else { return nil }
        var value = Value(start: place + 1, end: place + 1)
        if quote == 0x22 {
            value.end = unsafe HTMLText.endOfRun(in: html, from: place + 1)
            value.isVerbatim = isByte(0x22, at: value.end)
        }
        while !value.isVerbatim, value.end < count {
            let byte = unsafe html[value.end]
            if byte == quote { break }
            if byte == 0x0D || byte == 0 { return nil }
            if byte == 0x26 {
                guard isAmpersand(at: value.end) else { return nil }
                value.hasReferences = true
            }
            value.end += 1
        }
        guard value.end + 1 < count else { return nil }
        place = value.end + 1
        return value
    }

    private func isAmpersand(at start: Int) -> Bool {
        isByte(0x61, at: start + 1) && isByte(0x6D, at: start + 2) && isByte(0x70, at: start + 3)
            && isByte(0x3B, at: start + 4)
    }

    private mutating func write(_ name: Range<Int>, _ value: Value, _ use: SanitizerRule.Use) -> Bool {
        switch use {
        case .plain: break
        case .address where isPlainlyWeb(value): break
        case .address(let kind):
            guard let address = SanitizedAddress.address(decoded(value), kind, base: &base) else {
                return false
            }
            writeAttribute(name, Array(address.utf8))
            return true
        case .candidates:
            guard let candidates = SanitizedAddress.candidates(decoded(value), base: &base) else {
                return false
            }
            writeAttribute(name, Array(candidates.utf8))
            return true
        }
        writeName(name)
        var start = value.isVerbatim ? value.end : value.start
        if value.isVerbatim { unsafe output.append(html, from: value.start, to: value.end) }
        for index in start..<value.end {
            let byte = unsafe html[index]
            // References are `&amp;`, which is written as it was read.
            guard byte == 0x3C || byte == 0x3E || byte == 0x22 else { continue }
            unsafe output.append(html, from: start, to: index)
            writeEscaped(byte)
            start = index + 1
        }
        unsafe output.append(html, from: start, to: value.end)
        output.append(0x22)
        return true
    }

    private mutating func writeName(_ name: Range<Int>) {
        output.append(0x20)
        unsafe output.append(html, from: name.lowerBound, to: name.upperBound)
        output.append("=\"")
    }

    private mutating func writeAttribute(_ name: Range<Int>, _ value: [UInt8]) {
        writeName(name)
        for byte in value { writeEscaped(byte) }
        output.append(0x22)
    }

    /// Whether an address is absolute, allowed everywhere, and to be written as it is.
    private func isPlainlyWeb(_ value: Value) -> Bool {
        guard value.end - value.start > 8, let base = unsafe html.baseAddress else { return false }
        let start = unsafe base + value.start
        guard unsafe memcmp(start, "https://", 8) == 0 || memcmp(start, "http://", 7) == 0 else {
            return false
        }
        return unsafe !HTMLText.hasSpace(in: html, value.start..<value.end)
    }

    private func decoded(_ value: Value) -> String {
        let bytes = unsafe UnsafeBufferPointer(rebasing: html[value.start..<value.end])
        let text = unsafe String(decoding: bytes, as: UTF8.self)
        return value.hasReferences ? text.replacing("&amp;", with: "&") : text
    }

    private func isByte(_ byte: UInt8, at place: Int) -> Bool {
        unsafe place < count && html[place] == byte
    }

    private mutating func skipSpace() {
        while place < count, ASCII.isSpace(unsafe html[place]) { place += 1 }
    }
}
