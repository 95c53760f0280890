/// What the code points U+0080 to U+009F mean: control characters by name, they are windows-1252 by use.
///
/// https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state
package enum C1 {
    /// The characters of windows-1252 from 0x80 on; five places have none and stay what they are.
    private static let meanings: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
        0x0152,
        0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
        0x2122,
        0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    ]

    /// The code point that a code point from U+0080 to U+009F stands for; any other as it is.
    package static func meaning(of value: UInt32) -> UInt32 {
        (0x80...0x9F).contains(value) ? UInt32(meanings[Int(value) - 0x80]) : value
    }

    /// Appends the meaning of a byte from 0x80 to 0x9F in UTF-8.
    static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.appendUTF8(meaning(of: UInt32(byte)))
    }
}

extension [UInt8] {
    /// Appends a code point that is no surrogate, in UTF-8.
    mutating func appendUTF8(_ value: UInt32) {
        switch value {
        case 0..<0x80:
            append(UInt8(value))
        case 0x80..<0x800:
            append(0xC0 | UInt8(value >> 6))
            append(0x80 | UInt8(value & 0x3F))
        case 0x800..<0x1_0000:
            append(0xE0 | UInt8(value >> 12))
            append(0x80 | UInt8(value >> 6 & 0x3F))
            append(0x80 | UInt8(value & 0x3F))
        default:
            append(0xF0 | UInt8(value >> 18 & 0x07))
            append(0x80 | UInt8(value >> 12 & 0x3F))
            append(0x80 | UInt8(value >> 6 & 0x3F))
            append(0x80 | UInt8(value & 0x3F))
        }
    }
}
