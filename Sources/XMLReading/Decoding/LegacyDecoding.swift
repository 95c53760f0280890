internal import Glibc

/// Bytes in some encoding as UTF-8. What does not decode becomes U+FFFD.
///
/// The text and the number of bytes that do not decode are bounded (`Limits`); where there is too much, the rest is left
/// out.
struct LegacyDecoding {
    private(set) var text: [UInt8] = []
    /// Whether all of it decoded.
    private(set) var isValid = true
    /// Whether the end was left out.
    private(set) var isCut = false
    private var oddLeft = Limits.oddSequences

    /// Decodes `bytes`; `nil` if this machine's iconv lacks the encoding.
    init?(_ bytes: [UInt8], as encoding: String) {
        text.reserveCapacity(min(2 * bytes.count, Limits.decodedBytes) + (128 << 10))
        switch encoding {
        case "utf-8": readUTF8(bytes)
        case "utf-16le": readUTF16(bytes, isBigEndian: false)
        case "utf-16be": readUTF16(bytes, isBigEndian: true)
        case "windows-1252": readBytes(bytes) { C1.meaning(of: UInt32($0)) }
        case "x-user-defined": readBytes(bytes) { $0 < 0x80 ? UInt32($0) : 0xF700 + UInt32($0) }
        default:
            guard convert(bytes, by: Self.iconvName(of: encoding), isWindows: encoding.hasPrefix("windows-"))
            else { return nil }
        }
    }

    /// Appends what stands for bytes that do not decode.
    private mutating func appendReplacement() {
        isValid = false
        appendOdd(0xFFFD)
    }

    /// Appends a character that needed a look of its own; after too many of them, decoding ends.
    private mutating func appendOdd(_ value: UInt32) {
        text.appendUTF8(value)
        oddLeft -= 1
        if oddLeft == 0 { isCut = true }
    }

    /// Whether there is room for more.
    private mutating func goesOn() -> Bool {
        if text.count > Limits.decodedBytes { isCut = true }
        return !isCut
    }

    // MARK: Encodings of Unicode

    private mutating func readUTF8(_ bytes: [UInt8]) {
        var place = 0
        while place < bytes.count, goesOn() {
            let end = min(UTF8Check.endOfValid(in: bytes, from: place), place + Limits.decodedBytes)
            text.append(contentsOf: bytes[place..<end])
            place = end
            guard place < bytes.count, goesOn() else { continue }
            appendReplacement()
            place += UTF8Check.lengthOfInvalid(in: bytes, at: place)
        }
    }

    private mutating func readUTF16(_ bytes: [UInt8], isBigEndian: Bool) {
        var high: UInt32?
        var place = 0
        while place + 1 < bytes.count, goesOn() {
            let (first, second) = (UInt32(bytes[place]), UInt32(bytes[place + 1]))
            let unit = isBigEndian ? first << 8 | second : second << 8 | first
            place += 2
            if let lead = high {
                high = nil
                if (0xDC00...0xDFFF).contains(unit) {
                    text.appendUTF8(0x1_0000 + (lead - 0xD800) << 10 + (unit - 0xDC00))
                    continue
                }
                appendReplacement()
            }
            switch unit {
            case 0xD800...0xDBFF: high = unit
            case 0xDC00...0xDFFF: appendReplacement()
            default: text.appendUTF8(unit)
            }
        }
        if high != nil || !bytes.count.isMultiple(of: 2) { appendReplacement() }
    }

    // MARK: Encodings of bytes

    private mutating func readBytes(_ bytes: [UInt8], _ meaning: (UInt8) -> UInt32) {
        var run = 0
        for place in bytes.indices where bytes[place] >= 0x80 {
            text.append(contentsOf: bytes[run..<place])
            guard goesOn() else { return }
            let value = meaning(bytes[place])
            if (0x80...0x9F).contains(value) { appendOdd(value) } else { text.appendUTF8(value) }
            run = place + 1
        }
        text.append(contentsOf: bytes[run...])
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

    private mutating func convert(_ bytes: [UInt8], by name: String, isWindows: Bool) -> Bool {
        guard let converter = unsafe iconv_open("UTF-8", name), Int(bitPattern: converter) != -1 else {
            return false
        }
        defer { unsafe iconv_close(converter) }
        var place = 0
        var piece = [CChar](repeating: 0, count: 32 << 10)
        while place < bytes.count, goesOn() {
            let (read, written, fault) = unsafe Self.step(converter, bytes, from: place, into: &piece)
            place += read
            unsafe piece.withUnsafeBytes { unsafe text.append(contentsOf: $0[..<written]) }
            guard fault != 0, fault != E2BIG else { continue }
            if isWindows && bytes[place] < 0xA0 {
                // What Microsoft left undefined is a control character to the WHATWG.
                appendOdd(UInt32(bytes[place]))
            } else {
                appendReplacement()
            }
            place += 1
        }
        return true
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
