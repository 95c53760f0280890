internal import Glibc

/// A long stretch of text in a document, which need not go through libxml2.
///
/// Most of a feed is the text of its articles, in CDATA sections or with its markup escaped. libxml2 looks at each such
/// byte several times and calls back for each reference; where it has just read a tag to its end, what follows up to
/// the next `<` can only be text, and can be read here in one go. Anything that is not the plainest of text is left to
/// libxml2, which then decides what it is.
struct LongText {
    private enum Kind {
        case section, references
    }

    /// What libxml2 need not be given.
    let outer: Range<Int>
    private let inner: Range<Int>
    private let kind: Kind

    /// Bytes below which libxml2 is as fast.
    private static let least = 192
    /// Bytes above which text is left to libxml2, which gives it in pieces: its end is cut anyway.
    private static let most = Limits.textBytes

    /// The next stretch that may be one, by the look of it: behind a `>`, and long.
    static func next(in bytes: UnsafeBufferPointer<UInt8>, within range: Range<Int>) -> LongText? {
        var place = range.lowerBound
        while let mark = unsafe Self.place(of: 0x3E, in: bytes, place..<range.upperBound) {
            let start = mark + 1
            guard start < range.upperBound else { return nil }
            if unsafe bytes[start] == 0x3C {
                guard unsafe isSection(UnsafeBufferPointer(rebasing: bytes[start..<range.upperBound])) else {
                    place = start
                    continue
                }
                // Without an end there is none for any later section either.
                guard let section = unsafe Self.section(in: bytes, from: start, to: range.upperBound) else {
                    return nil
                }
                if (least...most).contains(section.inner.count) { return section }
                place = section.outer.upperBound - 1
            } else {
                guard let end = unsafe Self.place(of: 0x3C, in: bytes, start..<range.upperBound) else {
                    return nil
                }
                if (least...most).contains(end - start) {
                    return LongText(outer: start..<end, inner: start..<end, kind: .references)
                }
                place = end
            }
        }
        return nil
    }

    private static func place(of byte: Int32, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>)
        -> Int?
    {
        guard let base = unsafe UnsafeRawPointer(bytes.baseAddress), !range.isEmpty else { return nil }
        guard let found = unsafe memchr(base + range.lowerBound, byte, range.count) else { return nil }
        return unsafe UnsafeRawPointer(found) - base
    }

    private static func isSection(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress, bytes.count >= 12 else { return false }
        return unsafe memcmp(base, "<![CDATA[", 9) == 0
    }

    /// The CDATA section that begins here; nil if it has no end.
    private static func section(
        in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
    ) -> LongText? {
        let inner = start + 9
        var place = inner
        while let close = unsafe Self.place(of: 0x5D, in: bytes, place..<end) {
            guard close + 2 < end else { return nil }
            if unsafe bytes[close + 1] == 0x5D && bytes[close + 2] == 0x3E {
                return LongText(outer: start..<close + 3, inner: inner..<close, kind: .section)
            }
            place = close + 1
        }
        return nil
    }

    /// Appends the text to `text`; how many lines end in it, or nil where only libxml2 can tell what it is.
    func read(from bytes: UnsafeBufferPointer<UInt8>, into text: inout [UInt8]) -> Int? {
        let count = text.count
        let lines =
            switch kind {
            case .section: unsafe readSection(in: bytes, into: &text)
            case .references: unsafe readReferences(in: bytes, into: &text)
            }
        if lines == nil { text.removeLast(text.count - count) }
        return lines
    }

    private func readSection(in bytes: UnsafeBufferPointer<UInt8>, into text: inout [UInt8]) -> Int? {
        var lines = 0
        var place = inner.lowerBound
        while let found = unsafe next(in: bytes, from: place, orReferences: false) {
            switch unsafe bytes[found] {
            case 0x0A: lines += 1
            case 0xEF where unsafe !Self.isNoncharacter(bytes, at: found): break
            default: return nil
            }
            place = found + 1
        }
        unsafe text.append(
            contentsOf: UnsafeBufferPointer(rebasing: bytes[inner.lowerBound..<inner.upperBound]))
        return lines
    }

    /// Whether U+FFFE or U+FFFF, which XML does not allow, stands here.
    private static func isNoncharacter(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        guard unsafe bytes[place] == 0xEF, place + 2 < bytes.count else { return false }
        return unsafe bytes[place + 1] == 0xBF && bytes[place + 2] >= 0xBE
    }

    private func readReferences(in bytes: UnsafeBufferPointer<UInt8>, into text: inout [UInt8]) -> Int? {
        var lines = 0
        var place = inner.lowerBound
        var start = place
        while let found = unsafe next(in: bytes, from: place, orReferences: true) {
            place = found + 1
            switch unsafe bytes[found] {
            case 0x26:
                unsafe text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<found]))
                guard let end = unsafe readReference(in: bytes, at: found, into: &text) else { return nil }
                place = end
                start = end
            case 0x0A: lines += 1
            case 0x3E:
                // `]]>` may not stand in text.
                let isLate = found - inner.lowerBound >= 2
                let isEnd = unsafe isLate && bytes[found - 1] == 0x5D && bytes[found - 2] == 0x5D
                if isEnd { return nil }
            case 0xEF where unsafe !Self.isNoncharacter(bytes, at: found): break
            default: return nil
            }
        }
        unsafe text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<inner.upperBound]))
        return lines
    }

    /// The next byte that may be more than text: a control but a tab, 0xEF, in references also `&` and `>`.
    @inline(__always)
    private func next(
        in bytes: UnsafeBufferPointer<UInt8>, from start: Int, orReferences: Bool
    ) -> Int? {
        var place = start
        while place + 8 <= inner.upperBound {
            let eight = unsafe EightBytes(bytes, at: place)
            var found = eight.controlsAndNonASCII
            if found != 0 { found = eight.controls | eight.equal(to: 0xEF) }
            if orReferences { found |= eight.equal(to: 0x26) | eight.equal(to: 0x3E) }
            guard found != 0 else {
                place += 8
                continue
            }
            place += EightBytes.first(in: found)
            if unsafe bytes[place] != 0x09 { return place }
            place += 1
        }
        while place < inner.upperBound {
            let byte = unsafe bytes[place]
            if (byte < 0x20 && byte != 0x09) || byte == 0xEF { return place }
            if orReferences, byte == 0x26 || byte == 0x3E { return place }
            place += 1
        }
        return nil
    }

    /// Reads one of the references that need no declaration; the place after it.
    private func readReference(
        in bytes: UnsafeBufferPointer<UInt8>, at start: Int, into text: inout [UInt8]
    ) -> Int? {
        var name: UInt64 = 0
        var place = start + 1
        while place < inner.upperBound, unsafe bytes[place] != 0x3B {
            guard place - start <= 8, unsafe bytes[place] > 0x20 else { return nil }
            name = name << 8 | UInt64(unsafe bytes[place])
            place += 1
        }
        guard place < inner.upperBound else { return nil }
        switch name {
        case 0x6C74: text.append(0x3C)
        case 0x6774: text.append(0x3E)
        case 0x616D70: text.append(0x26)
        case 0x71_756F74: text.append(0x22)
        case 0x61_706F73: text.append(0x27)
        default:
            guard unsafe bytes[start + 1] == 0x23,
                unsafe readNumber(in: bytes, from: start + 2, to: place, into: &text)
            else { return nil }
        }
        return place + 1
    }

    private func readNumber(
        in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, into text: inout [UInt8]
    ) -> Bool {
        guard start < end else { return false }
        let isHexadecimal = unsafe bytes[start] == 0x78
        guard !isHexadecimal || start + 1 < end else { return false }
        var value: UInt32 = 0
        for place in (isHexadecimal ? start + 1 : start)..<end {
            let byte = unsafe bytes[place]
            switch byte {
            case 0x30...0x39: value = value * (isHexadecimal ? 16 : 10) + UInt32(byte - 0x30)
            case 0x41...0x46 where isHexadecimal: value = value * 16 + UInt32(byte - 0x37)
            case 0x61...0x66 where isHexadecimal: value = value * 16 + UInt32(byte - 0x57)
            default: return false
            }
        }
        // What is below a space, forbidden or of windows-1252 is not plain text.
        guard value >= 0x20, !(0x7F...0x9F).contains(value), value & 0xFFFE != 0xFFFE, value <= 0x10_FFFF,
            let scalar = Unicode.Scalar(value)
        else { return false }
        for byte in UTF8.encode(scalar) ?? .init() { text.append(byte) }
        return true
    }
}
