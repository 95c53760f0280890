extension String {
    /// A string of bytes that are known to be valid UTF-8, without another look at each of them.
    ///
    /// Looking costs more than all else that is done to an article's text. The caller vouches: the text of a document
    /// was checked when it was decoded (`TextDecoding`), and cutting it at ASCII characters leaves it valid.
    @unsafe @inlinable @inline(__always)
    package init(validUTF8 bytes: UnsafeBufferPointer<UInt8>) {
        // Strings that know that they are ASCII are compared, hashed and folded without Unicode's tables.
        let isASCII = unsafe bytes.isASCII
        unsafe self.init(copying: UTF8Span(unchecked: bytes.span, isKnownASCII: isASCII))
    }

    /// The same from a piece of an array.
    @unsafe @inlinable @inline(__always)
    package init(validUTF8 bytes: ArraySlice<UInt8>) {
        self = unsafe bytes.withUnsafeBufferPointer { unsafe String(validUTF8: $0) }
    }
}

extension UnsafeBufferPointer<UInt8> {
    @usableFromInline var isASCII: Bool {
        guard let base = unsafe UnsafeRawPointer(baseAddress) else { return true }
        var place = 0
        var bits: UInt64 = 0
        while place + 32 <= count {
            let first = unsafe base.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            let second = unsafe base.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)
            let third = unsafe base.loadUnaligned(fromByteOffset: place + 16, as: UInt64.self)
            let fourth = unsafe base.loadUnaligned(fromByteOffset: place + 24, as: UInt64.self)
            bits |= first | second | third | fourth
            place += 32
        }
        while place + 8 <= count {
            bits |= unsafe base.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            place += 8
        }
        while place < count {
            bits |= UInt64(unsafe self[place])
            place += 1
        }
        return bits & 0x8080_8080_8080_8080 == 0
    }
}
