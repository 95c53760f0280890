/// A short number for a text that is compared, so that indexes stay small.
package enum TextHash {
    /// FNV-1a with 64 bits: no secret is kept here, and a collision costs one comparison, or hides one piece of
    /// evidence.
    package static func hash(of bytes: some Sequence<UInt8>) -> Int64 {
        var hash = seed
        for byte in bytes { hash = mixed(hash, byte) }
        return Int64(bitPattern: hash)
    }

    static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

    static func mixed(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
}
