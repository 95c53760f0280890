import XMLReading

/// White space of plain text: runs become one space, and none is left at either end (`parse-json.md` §7).
enum PlainSpace {
    /// `bytes`, which must be valid UTF-8, as a line.
    static func collapsed(_ bytes: ArraySlice<UInt8>) -> String {
        let trimmed = ASCII.trimmed(bytes)
        if isCollapsed(trimmed) { return unsafe String(validUTF8: trimmed) }
        var result: [UInt8] = []
        result.reserveCapacity(trimmed.count)
        var isPending = false
        for byte in trimmed {
            if ASCII.isSpace(byte) {
                isPending = true
            } else {
                if isPending { result.append(0x20) }
                isPending = false
                result.append(byte)
            }
        }
        return unsafe String(validUTF8: result[...])
    }

    static func collapsed(_ text: String) -> String {
        collapsed(Array(text.utf8)[...])
    }

    /// `bytes`, which must be valid UTF-8, without the white space at their ends.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        unsafe String(validUTF8: ASCII.trimmed(bytes))
    }

    private static func isCollapsed(_ bytes: ArraySlice<UInt8>) -> Bool {
        var isAfterSpace = false
        for byte in bytes where byte <= 0x20 || isAfterSpace {
            guard ASCII.isSpace(byte) else {
                isAfterSpace = false
                continue
            }
            if isAfterSpace || byte != 0x20 { return false }
            isAfterSpace = true
        }
        return true
    }
}
