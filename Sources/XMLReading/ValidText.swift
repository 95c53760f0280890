extension String {
    /// A string of bytes that are known to be valid UTF-8, without another look at each of them.
    ///
    /// Looking costs more than all else that is done to an article's text. The caller vouches: the text of a document
    /// was checked when it was decoded (`TextDecoding`), and cutting it at ASCII characters leaves it valid.
    @unsafe @inline(__always)
    package init(validUTF8 bytes: UnsafeBufferPointer<UInt8>) {
        unsafe self.init(copying: UTF8Span(unchecked: bytes.span))
    }

    /// The same from a piece of an array.
    @unsafe @inline(__always)
    package init(validUTF8 bytes: ArraySlice<UInt8>) {
        self = unsafe bytes.withUnsafeBufferPointer { unsafe String(validUTF8: $0) }
    }
}
