internal import Glibc

/// Bytes of an encoding that is not UTF-8, as UTF-8. What does not decode becomes U+FFFD.
enum LegacyDecoding {
    /// The text, and whether all of it decoded; `nil` if this machine's iconv lacks the encoding.
    static func decoded(_ bytes: some Sequence<UInt8>, as encoding: String) -> (
        bytes: [UInt8], isValid: Bool
    )? {
        switch encoding {
        case "utf-8": return utf8(Array(bytes))
        case "utf-16le": return utf16(Array(bytes), isBigEndian: false)
        case "utf-16be": return utf16(Array(bytes), isBigEndian: true)
        case "x-user-defined": return (userDefined(Array(bytes)), true)
        default:
            return converted(
                Array(bytes), by: iconvName(of: encoding), isWindows: encoding.hasPrefix("windows-"))
        }
    }

    private static func utf8(_ bytes: [UInt8]) -> (bytes: [UInt8], isValid: Bool) {
        if UTF8Check(bytes).isValid { return (bytes, true) }
        return (Array(String(decoding: bytes, as: UTF8.self).utf8), false)
    }

    private static func userDefined(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        for byte in bytes { text.appendUTF8(byte < 0x80 ? UInt32(byte) : 0xF700 + UInt32(byte)) }
        return text
    }

    private static func utf16(_ bytes: [UInt8], isBigEndian: Bool) -> (bytes: [UInt8], isValid: Bool) {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var isValid = bytes.count.isMultiple(of: 2)
        var high: UInt32?
        for place in stride(from: 0, to: bytes.count & ~1, by: 2) {
            let (first, second) = (UInt32(bytes[place]), UInt32(bytes[place + 1]))
            let unit = isBigEndian ? first << 8 | second : second << 8 | first
            if let lead = high {
                high = nil
                if (0xDC00...0xDFFF).contains(unit) {
                    text.appendUTF8(0x1_0000 + (lead - 0xD800) << 10 + (unit - 0xDC00))
                    continue
                }
                text.appendUTF8(0xFFFD)
                isValid = false
            }
            switch unit {
            case 0xD800...0xDBFF: high = unit
            case 0xDC00...0xDFFF:
                text.appendUTF8(0xFFFD)
                isValid = false
            default: text.appendUTF8(unit)
            }
        }
        if high != nil || !bytes.count.isMultiple(of: 2) {
            text.appendUTF8(0xFFFD)
            isValid = false
        }
        return (text, isValid)
    }

    /// What glibc calls the superset that the WHATWG means by a name.
    private static func iconvName(of encoding: String) -> String {
        switch encoding {
        case "big5": "BIG5-HKSCS"
        case "euc-jp": "EUC-JP-MS"
        case "euc-kr": "UHC"
        case "gbk": "GB18030"
        case "iso-8859-8-i": "ISO-8859-8"
        case "shift_jis": "CP932"
        case "windows-874": "CP874"
        case "x-mac-cyrillic": "MAC-UK"
        case let name where name.hasPrefix("windows-"): "CP" + name.dropFirst(8)
        default: encoding.uppercased()
        }
    }

    private static func converted(
        _ bytes: [UInt8], by name: String, isWindows: Bool
    ) -> (bytes: [UInt8], isValid: Bool)? {
        guard let converter = unsafe iconv_open("UTF-8", name), Int(bitPattern: converter) != -1 else {
            return nil
        }
        defer { unsafe iconv_close(converter) }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 2)
        var isValid = true
        var place = 0
        var piece = [CChar](repeating: 0, count: 32 << 10)
        while place < bytes.count {
            let (read, written, fault) = unsafe step(converter, bytes, from: place, into: &piece)
            place += read
            unsafe piece.withUnsafeBytes { unsafe text.append(contentsOf: $0[..<written]) }
            guard fault != 0, fault != E2BIG else { continue }
            if isWindows && bytes[place] < 0xA0 {
                // What Microsoft left undefined is a control character to the WHATWG.
                text.appendUTF8(UInt32(bytes[place]))
            } else {
                isValid = false
                text.appendUTF8(0xFFFD)
            }
            place += 1
        }
        return (text, isValid)
    }

    /// Converts until the piece is full, the input ends or a sequence does not decode.
    private static func step(
        _ converter: iconv_t, _ input: [UInt8], from place: Int, into piece: inout [CChar]
    ) -> (read: Int, written: Int, fault: Int32) {
        let (available, room) = (input.count - place, piece.count)
        return unsafe input.withUnsafeBytes { input in
            unsafe piece.withUnsafeMutableBufferPointer { piece in
                // iconv's type lacks a `const`: it never writes to its input.
                let start = unsafe input.baseAddress.map {
                    unsafe UnsafeMutableRawPointer(mutating: $0) + place
                }
                var source = unsafe start?.assumingMemoryBound(to: CChar.self)
                var target = piece.baseAddress
                var (left, free) = (available, room)
                let result = unsafe iconv(converter, &source, &left, &target, &free)
                let fault = result == Int(bitPattern: UInt.max) ? errno : 0
                return (available - left, room - free, fault)
            }
        }
    }
}
