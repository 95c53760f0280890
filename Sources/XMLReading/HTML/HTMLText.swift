/// What can be told of HTML before it is parsed.
package enum HTMLText {
    /// Where from `start` on the next byte stands that is not text as it is: a sign of markup, a quotation mark, a
    /// carriage return or NUL; the end of `bytes` if there is none.
    package static func endOfRun(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let count = bytes.count
        var place = start
        while true {
            while place + 8 <= count {
                let eight = unsafe EightBytes(bytes, at: place)
                // Quotation mark and ampersand differ in one bit, and so do the two angle brackets.
                let found =
                    eight.controls | eight.equal(to: 0x22, under: 0xFB) | eight.equal(to: 0x3C, under: 0xFD)
                guard found == 0 else { break }
                place += 8
            }
            let end = min(place + 8, count)
            while place < end, !isSpecial(unsafe bytes[place]) { place += 1 }
            if place < end || place == count { return place }
        }
    }

    @inline(__always)
    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte & 0xFB == 0x22 || byte & 0xFD == 0x3C || byte == 0x0D || byte == 0
    }
}
