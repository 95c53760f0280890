/// Eight bytes of text, asked together whether one of them is of a kind.
///
/// The answers are masks that are 0 where none is. A mask may take a byte for what it is not, but only behind one that
/// is, so of all that several masks find the first is certain.
struct EightBytes {
    let bits: UInt64

    private static var highBits: UInt64 { 0x8080_8080_8080_8080 }
    private static var ones: UInt64 { 0x0101_0101_0101_0101 }

    /// The eight bytes from `place` on, all of which `bytes` must hold.
    @inline(__always)
    init(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) {
        bits = unsafe UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }

    /// Which of the eight bytes is the first that a mask, not 0, has found.
    @inline(__always)
    static func first(in mask: UInt64) -> Int { mask.trailingZeroBitCount >> 3 }

    /// Bytes below U+0020.
    @inline(__always)
    var controls: UInt64 { (bits &- 0x20 &* Self.ones) & ~bits & Self.highBits }

    /// Bytes below U+0020 or from 0x80 on.
    @inline(__always)
    var controlsAndNonASCII: UInt64 { ((bits &- 0x20 &* Self.ones) | bits) & Self.highBits }

    /// Bytes that are `byte` in all bits that are set in `mask`.
    @inline(__always)
    func equal(to byte: UInt8, under mask: UInt8 = 0xFF) -> UInt64 {
        let rest = (bits & (UInt64(mask) &* Self.ones)) ^ (UInt64(byte) &* Self.ones)
        return (rest &- Self.ones) & ~rest & Self.highBits
    }
}
