/// Writes gzip (RFC 1952) for tests: correct, and no smaller than what goes in.
package enum Gzip {
    /// The bytes in stored blocks.
    package static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var out = header
        var start = 0
        repeat {
            let end = min(start + 0xFFFF, bytes.count)
            let size = UInt16(end - start)
            out.append(end == bytes.count ? 1 : 0)
            out.append(
                contentsOf: littleEndian(UInt32(size)).prefix(2) + littleEndian(UInt32(~size)).prefix(2))
            out.append(contentsOf: bytes[start..<end])
            start = end
        } while start < bytes.count
        return out + littleEndian(checksum(bytes)) + littleEndian(UInt32(bytes.count))
    }

    /// At least so many spaces, in about 160 times fewer bytes; the checksum at the end is wrong.
    package static func bomb(_ size: Int) -> [UInt8] {
        var bits = BitWriter()
        bits.write(0b011, count: 3)  // the last block, with fixed codes
        bits.writeCode(0x30 + 0x20, count: 8)
        for _ in 0..<(size / 258 + 1) {
            bits.writeCode(0b1100_0101, count: 8)  // 258 bytes …
            bits.writeCode(0, count: 5)  // … that stand one byte back
        }
        bits.writeCode(0, count: 7)
        return header + bits.bytes + [UInt8](repeating: 0, count: 8)
    }

    private static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]

    private static func littleEndian(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum = UInt32.max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}

/// Writes bits, the lowest of each byte first (RFC 1951 §3.1.1).
private struct BitWriter {
    private(set) var bytes: [UInt8] = []
    private var used = 8

    mutating func write(_ bits: UInt32, count: Int) {
        for index in 0..<count { write(bit: bits >> UInt32(index) & 1) }
    }

    /// Huffman codes begin with their highest bit.
    mutating func writeCode(_ code: UInt32, count: Int) {
        for index in (0..<count).reversed() { write(bit: code >> UInt32(index) & 1) }
    }

    private mutating func write(bit: UInt32) {
        if used == 8 {
            bytes.append(0)
            used = 0
        }
        bytes[bytes.count - 1] |= UInt8(bit) << UInt8(used)
        used += 1
    }
}
