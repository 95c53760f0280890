/// A numeric character reference, `&#38;` or `&#x26;`.
struct CharacterReference {
    /// The code point, windows-1252 undone; `nil` for one that XML 1.0 forbids.
    let value: UInt32?
    /// The number as written.
    let number: UInt32
    /// Where the reference ends.
    let end: Int

    /// Reads a reference that begins at `start` with `&#`; `nil` if it is none.
    init?(in bytes: [UInt8], at start: Int, before limit: Int) {
        var place = start + 2
        let isHex = place < limit && bytes[place] | 0x20 == 0x78
        if isHex { place += 1 }
        let digits = place
        var number: UInt32 = 0
        while place < limit, let digit = Self.digit(bytes[place], isHex: isHex) {
            number = min(number * (isHex ? 16 : 10) + digit, 0x11_0000)
            place += 1
        }
        guard place > digits, place < limit, bytes[place] == 0x3B else { return nil }
        self.number = number
        value = Self.isAllowed(number) ? C1.meaning(of: number) : nil
        end = place + 1
    }

    /// Whether XML 1.0 allows a character (production 2).
    static func isAllowed(_ number: UInt32) -> Bool {
        switch number {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
        default: false
        }
    }

    /// The text of an entity's declaration with its numeric references decoded (XML 1.0, 4.5).
    static func decodingNumbers(in value: ArraySlice<UInt8>) -> [UInt8] {
        let value = Array(value)
        var decoded: [UInt8] = []
        var place = 0
        while place < value.count {
            if value.hasASCII("&#", at: place),
                let reference = CharacterReference(in: value, at: place, before: value.count)
            {
                if let number = reference.value { decoded.appendUTF8(number) }
                place = reference.end
            } else {
                decoded.append(value[place])
                place += 1
            }
        }
        return decoded
    }

    private static func digit(_ byte: UInt8, isHex: Bool) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46 where isHex: UInt32(byte - 0x41 + 10)
        case 0x61...0x66 where isHex: UInt32(byte - 0x61 + 10)
        default: nil
        }
    }
}
