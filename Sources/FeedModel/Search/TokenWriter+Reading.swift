extension TokenWriter {
    /// Reads plain text, until so many bytes are written.
    mutating func read(plain text: String, upTo limit: Int = .max) {
        read(text.utf8Span.span, ByteClasses.plain, upTo: limit)
    }

    /// Reads sanitized markup, until so many bytes are written: a tag ends a word but where it is of the kind that
    /// stands within words.
    mutating func read(markup html: String, upTo limit: Int) {
        read(html.utf8Span.span, ByteClasses.markup, upTo: limit)
    }

    private mutating func read(_ text: Span<UInt8>, _ classes: [UInt8], upTo limit: Int) {
        var place = 0
        while place < text.count {
            let byte = text[place]
            let letter = classes[Int(byte)]
            if letter > ByteClasses.separator {
                place = putLetters(of: text, from: place, classes, upTo: limit)
            } else if letter == ByteClasses.separator {
                endToken()
                place += 1
                if bytes.count >= limit { break }
            } else {
                place = readOther(text, at: place)
                if bytes.count >= limit { break }
            }
        }
        if place < text.count { dropToken() } else { endToken() }
    }

    /// Reads what is neither letter nor separator, and says where it ends.
    private mutating func readOther(_ text: Span<UInt8>, at place: Int) -> Int {
        switch text[place] {
        case UInt8(ascii: "<"): return readTag(text, at: place)
        case UInt8(ascii: "&"): return readReference(text, at: place)
        case UInt8(ascii: "+"):
            let isDouble = place + 1 < text.count && text[place + 1] == UInt8(ascii: "+")
            if isDouble, isAfterLetter { putPlusPlus() } else { endToken() }
            return isDouble ? place + 2 : place + 1
        case let byte where byte < 0x80:
            putSpecial(byte)
            return place + 1
        default:
            return readScalar(text, at: place)
        }
    }

    /// Swift's strings hold no broken UTF-8, so that the first byte tells how many there are.
    private mutating func readScalar(_ text: Span<UInt8>, at place: Int) -> Int {
        let first = text[place]
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard place + length <= text.count else { return text.count }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for offset in 1..<length { value = value << 6 | UInt32(text[place + offset] & 0x3F) }
        if let scalar = Unicode.Scalar(value) { put(scalar) }
        return place + length
    }

    private mutating func readTag(_ text: Span<UInt8>, at place: Int) -> Int {
        var place = place + 1
        if place < text.count, text[place] == UInt8(ascii: "/") { place += 1 }
        var name = ShortName()
        while place < text.count, ShortName.isLetter(text[place]) {
            name.append(text[place])
            place += 1
        }
        if !ByteClasses.inline.contains(name) { endToken() }
        var isQuoted = false
        while place < text.count {
            let byte = text[place]
            place += 1
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == UInt8(ascii: ">"), !isQuoted { break }
        }
        return place
    }

    /// Of the named characters that sanitized markup holds, only the apostrophe belongs to words.
    private mutating func readReference(_ text: Span<UInt8>, at place: Int) -> Int {
        var end = place + 1
        while end < text.count, end - place < 12,
            ShortName.isLetter(text[end]) || text[end] == UInt8(ascii: "#")
        {
            end += 1
        }
        guard end < text.count, text[end] == UInt8(ascii: ";") else {
            endToken()
            return place + 1
        }
        var name = ShortName()
        for offset in place + 1..<end { name.append(text[offset]) }
        if name == ByteClasses.apostrophe {
            putSpecial(UInt8(ascii: "'"))
        } else if text[place + 1] == UInt8(ascii: "#") {
            readNumber(text, from: place + 2, to: end)
        } else {
            endToken()
        }
        return end + 1
    }

    private mutating func readNumber(_ text: Span<UInt8>, from start: Int, to end: Int) {
        let isHexadecimal = start < end && text[start] | 0x20 == UInt8(ascii: "x")
        let base: UInt32 = isHexadecimal ? 16 : 10
        var value: UInt32 = 0
        for place in (isHexadecimal ? start + 1 : start)..<end {
            let byte = text[place]
            let digit = byte < 0x3A ? UInt32(byte) &- 0x30 : UInt32(byte | 0x20) &- 0x57
            guard digit < base, value < 0x11_0000 else { return endToken() }
            value = value * base + digit
        }
        guard let scalar = Unicode.Scalar(value) else { return endToken() }
        put(scalar)
    }
}

/// What each byte is to the reading of tokens: a letter or digit, as it is folded; a separator; or `other`, which wants
/// a closer look.
enum ByteClasses {
    static let separator: UInt8 = 0x20
    static let other: UInt8 = 0

    static let plain = table(other: "'+#")
    static let markup = table(other: "'+#<&")

    /// The names of `MarkupTag.inline`.
    fileprivate static let inline = Set(MarkupTag.inline.map(ShortName.init))
    fileprivate static let apostrophe = ShortName("apos")

    private static func table(other signs: String) -> [UInt8] {
        (0...255).map { value in
            let byte = UInt8(value)
            switch byte {
            case 0x30...0x39, 0x61...0x7A: return byte
            case 0x41...0x5A: return byte + 32
            case 0x80...: return other
            default: return signs.utf8.contains(byte) ? other : separator
            }
        }
    }
}

/// A name of at most eight letters as a number; of longer ones, the last eight.
private struct ShortName: Hashable {
    private var value: UInt64 = 0

    init() {}

    init(_ name: String) {
        for byte in name.utf8 { append(byte) }
    }

    mutating func append(_ byte: UInt8) {
        value = value << 8 | UInt64(byte | 0x20)
    }

    static func isLetter(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}
