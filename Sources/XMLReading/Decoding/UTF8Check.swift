/// What one pass over bytes tells of them as UTF-8.
struct UTF8Check {
    private(set) var isValid = true
    /// Whether a code point from U+0080 to U+009F occurs before the first fault.
    private(set) var hasC1 = false

    init(_ bytes: [UInt8]) {
        let count = bytes.count
        unsafe bytes.withUnsafeBufferPointer { buffer in
            var place = 0
            while place < count {
                if unsafe buffer[place] < 0x80 {
                    place = unsafe Self.endOfASCII(in: buffer, from: place)
                    continue
                }
                let length = unsafe Self.length(of: buffer, at: place)
                guard length > 0 else {
                    isValid = false
                    return
                }
                if length == 2, unsafe buffer[place] == 0xC2, unsafe buffer[place + 1] < 0xA0 { hasC1 = true }
                place += length
            }
        }
    }

    /// Where the valid sequences end that begin at a place.
    static func endOfValid(in bytes: [UInt8], from start: Int) -> Int {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            var place = start
            while place < buffer.count {
                if unsafe buffer[place] < 0x80 {
                    place = unsafe endOfASCII(in: buffer, from: place)
                    continue
                }
                let length = unsafe length(of: buffer, at: place)
                guard length > 0 else { return place }
                place += length
            }
            return place
        }
    }

    /// How many of the bytes where no valid sequence begins are replaced together: as many as could begin one (Unicode
    /// 16, 3.9, “maximal subparts”).
    static func lengthOfInvalid(in bytes: [UInt8], at place: Int) -> Int {
        func isTrail(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            place + offset < bytes.count && range.contains(bytes[place + offset])
        }
        switch bytes[place] {
        case 0xE0: return isTrail(1, 0xA0...0xBF) ? 2 : 1
        case 0xED: return isTrail(1, 0x80...0x9F) ? 2 : 1
        case 0xE1...0xEF: return isTrail(1) ? 2 : 1
        case 0xF0...0xF4:
            let second: ClosedRange<UInt8> =
                bytes[place] == 0xF0 ? 0x90...0xBF : bytes[place] == 0xF4 ? 0x80...0x8F : 0x80...0xBF
            guard isTrail(1, second) else { return 1 }
            return isTrail(2) ? 3 : 2
        default: return 1
        }
    }

    @inline(__always)
    private static func endOfASCII(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var place = start
        guard let base = unsafe UnsafeRawPointer(bytes.baseAddress) else { return place }
        while place + 32 <= bytes.count {
            let first = unsafe base.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            let second = unsafe base.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)
            let third = unsafe base.loadUnaligned(fromByteOffset: place + 16, as: UInt64.self)
            let fourth = unsafe base.loadUnaligned(fromByteOffset: place + 24, as: UInt64.self)
            if (first | second | third | fourth) & 0x8080_8080_8080_8080 != 0 { break }
            place += 32
        }
        while place + 16 <= bytes.count {
            let low = unsafe base.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            let high = unsafe base.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)
            if (low | high) & 0x8080_8080_8080_8080 != 0 { break }
            place += 16
        }
        while place < bytes.count, unsafe bytes[place] < 0x80 { place += 1 }
        return place
    }

    /// The length of the sequence that begins here, 0 if it is none (Unicode 16, table 3-7).
    @inline(__always)
    private static func length(of bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
        let first = unsafe bytes[place]
        let left = bytes.count - place
        func isTrail(_ offset: Int) -> Bool { unsafe bytes[place + offset] & 0xC0 == 0x80 }
        switch first {
        case 0xC2...0xDF:
            return left >= 2 && isTrail(1) ? 2 : 0
        case 0xE0...0xEF:
            guard left >= 3, isTrail(1), isTrail(2) else { return 0 }
            let second = unsafe bytes[place + 1]
            return (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ? 0 : 3
        case 0xF0...0xF4:
            guard left >= 4, isTrail(1), isTrail(2), isTrail(3) else { return 0 }
            let second = unsafe bytes[place + 1]
            return (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F) ? 0 : 4
        default:
            return 0
        }
    }
}
