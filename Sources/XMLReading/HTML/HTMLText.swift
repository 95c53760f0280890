/// What can be told of HTML before it is parsed.
package enum HTMLText {
    /// Where from `start` on the next byte stands that is not text as it is: a sign of markup, a quotation mark, a
    /// carriage return or NUL; the end of `bytes` if there is none.
    package static func endOfRun(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let count = bytes.count
        var place = start
        while place + 8 <= count {
            let eight = unsafe EightBytes(bytes, at: place)
            // Quotation mark and ampersand differ in one bit, and so do the two angle brackets.
            let found =
                eight.controls | eight.equal(to: 0x22, under: 0xFB) | eight.equal(to: 0x3C, under: 0xFD)
            guard found != 0 else {
                place += 8
                continue
            }
            place += EightBytes.first(in: found)
            if isSpecial(unsafe bytes[place]) { return place }
            place += 1
        }
        while place < count, !isSpecial(unsafe bytes[place]) { place += 1 }
        return place
    }

    @inline(__always)
    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte & 0xFB == 0x22 || byte & 0xFD == 0x3C || byte == 0x0D || byte == 0
    }

    /// Whether a part of `bytes` has no white space but single spaces between other characters.
    package static func isCollapsed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        var wasSpace = true
        for place in range {
            let byte = unsafe bytes[place]
            guard byte <= 0x20 else {
                wasSpace = false
                continue
            }
            if wasSpace || byte != 0x20 { return false }
            wasSpace = true
        }
        return !wasSpace
    }

    /// Whether there is white space or a control character in a part of `bytes`.
    package static func hasSpace(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        var place = range.lowerBound
        while place + 8 <= range.upperBound {
            let eight = unsafe EightBytes(bytes, at: place)
            if eight.controls | eight.equal(to: 0x20) != 0 { return true }
            place += 8
        }
        while place < range.upperBound {
            if unsafe bytes[place] <= 0x20 { return true }
            place += 1
        }
        return false
    }
}
