/// Eight bytes of text, asked together whether one of them is of a kind.
///
/// The answers are masks that are 0 where none is. They may take a byte for what it is not when a byte before it is,
/// so whoever gets another answer looks at the bytes one by one.
struct EightBytes {
    let bits: UInt64

    private static var highBits: UInt64 { 0x8080_8080_8080_8080 }
    private static var ones: UInt64 { 0x0101_0101_0101_0101 }

    /// The eight bytes from `place` on, all of which `bytes` must hold.
    @inline(__always)
    init(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) {
        bits = unsafe UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }

    /// Bytes below U+0020.
    @inline(__always)
    var controls: UInt64 { (bits &- 0x20 &* Self.ones) & ~bits & Self.highBits }

    /// Bytes from 0x80 on.
    @inline(__always)
    var nonASCII: UInt64 { bits & Self.highBits }

    /// Bytes that are `byte` in all bits that are set in `mask`.
    @inline(__always)
    func equal(to byte: UInt8, under mask: UInt8 = 0xFF) -> UInt64 {
        let rest = (bits & (UInt64(mask) &* Self.ones)) ^ (UInt64(byte) &* Self.ones)
        return (rest &- Self.ones) & ~rest & Self.highBits
    }
}
