/// Eight bytes of text, asked together whether one of them is of a kind.
///
/// The answers are masks that are 0 where none is. They may take a byte for what it is not when a byte before it is,
/// so whoever gets another answer looks at the bytes one by one.
package struct EightBytes {
    package let bits: UInt64

    @inlinable static var highBits: UInt64 { 0x8080_8080_8080_8080 }
    @inlinable static var ones: UInt64 { 0x0101_0101_0101_0101 }

    /// The eight bytes from `place` on, all of which `bytes` must hold.
    @inlinable @inline(__always) package init(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) {
        bits = unsafe UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }

    /// Bytes below U+0020.
    @inlinable @inline(__always) package var controls: UInt64 { (bits &- 0x20 &* Self.ones) & ~bits & Self.highBits }

    /// Bytes from 0x80 on.
    @inlinable @inline(__always) package var nonASCII: UInt64 { bits & Self.highBits }

    /// Bytes that are `byte` in all bits that are set in `mask`.
    @inlinable @inline(__always) package func equal(to byte: UInt8, under mask: UInt8 = 0xFF) -> UInt64 {
        let rest = (bits & (UInt64(mask) &* Self.ones)) ^ (UInt64(byte) &* Self.ones)
        return (rest &- Self.ones) & ~rest & Self.highBits
    }
}
