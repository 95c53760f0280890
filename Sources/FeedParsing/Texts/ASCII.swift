/// Questions about bytes that UTF-8 shares with ASCII.
enum ASCII {
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// Space, tab, line feed, form feed and carriage return: the white space of `parse-json.md` §7.
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (byte &- 9 < 5 && byte != 0x0B)
    }

    static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    static func equalsIgnoringCase(_ bytes: some Collection<UInt8>, _ text: String) -> Bool {
        bytes.count == text.utf8.count && isPrefixIgnoringCase(bytes, of: text)
    }

    /// Whether `text` begins with `bytes`, letter case aside.
    static func isPrefixIgnoringCase(_ bytes: some Collection<UInt8>, of text: String) -> Bool {
        guard bytes.count <= text.utf8.count else { return false }
        return zip(bytes, text.utf8).allSatisfy { lowercased($0) == lowercased($1) }
    }

    /// Whether `text` begins with `start`, which is in lower case, in any letter case.
    static func isStart(_ start: StaticString, of text: String) -> Bool {
        var bytes = text.utf8.makeIterator()
        for index in 0..<start.utf8CodeUnitCount {
            guard let byte = bytes.next(), unsafe lowercased(byte) == start.utf8Start[index] else {
                return false
            }
        }
        return true
    }

    /// `text` without the white space at its ends; the same string where there is none.
    static func trimmed(_ text: String) -> String {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last, isSpace(first) || isSpace(last) else {
            return text
        }
        return String(decoding: trimmed(Array(bytes)[...]), as: UTF8.self)
    }

    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var (start, end) = (bytes.startIndex, bytes.endIndex)
        while start < end, isSpace(bytes[start]) { start += 1 }
        while end > start, isSpace(bytes[end - 1]) { end -= 1 }
        return bytes[start..<end]
    }

    /// The number that `text` writes in digits alone, white space around them aside; nil for anything else.
    static func wholeNumber(_ text: String) -> Int64? {
        let digits = trimmed(text)
        guard !digits.isEmpty, digits.utf8.allSatisfy(isDigit) else { return nil }
        return Int64(digits)
    }
}
