/// SHA-256 as FIPS 180-4 §6.2 has it.
///
/// Sixty lines of a published algorithm with its test vectors, where a cryptography library would be the largest
/// dependency of the house and bring nothing else: see `etc/doc/decisions/0005-sha-256.md`.
struct SHA256 {
    private var state: InlineArray<8, UInt32> = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
        0x5be0_cd19,
    ]

    /// The digest of a message, whole: 32 bytes.
    static func digest(of message: [UInt8]) -> [UInt8] {
        LoadedSHA256.digest(of: message) ?? ownDigest(of: message)
    }

    /// The same, without a library.
    static func ownDigest(of message: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        let bytes = message.span
        var offset = 0
        while offset + 64 <= bytes.count {
            hash.compress(bytes, at: offset)
            offset += 64
        }
        var tail = Array(message[offset...])
        tail.append(0x80)
        tail += repeatElement(0, count: (120 - tail.count % 64) % 64)
        let bits = UInt64(message.count) &* 8
        for shift in stride(from: 56, through: 0, by: -8) {
            tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
        }
        for offset in stride(from: 0, to: tail.count, by: 64) { hash.compress(tail.span, at: offset) }
        return hash.bytes
    }

    private var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        for index in state.indices {
            for shift in stride(from: 24, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: state[index] >> UInt32(shift)))
            }
        }
        return bytes
    }

    private mutating func compress(_ message: Span<UInt8>, at start: Int) {
        // Sixteen words that are made anew as they are used up, in place of all sixty-four.
        var words = InlineArray<16, UInt32>(repeating: 0)
        for index in 0..<16 {
            let at = start &+ index &* 4
            words[index] =
                UInt32(message[at]) << 24 | UInt32(message[at &+ 1]) << 16 | UInt32(message[at &+ 2]) << 8
                | UInt32(message[at &+ 3])
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for index in 0..<64 {
            let place = index & 15
            if index >= 16 {
                let w15 = words[(index &+ 1) & 15]
                let w2 = words[(index &+ 14) & 15]
                let s0 = Self.rotated(w15, 7) ^ Self.rotated(w15, 18) ^ (w15 &>> 3)
                let s1 = Self.rotated(w2, 17) ^ Self.rotated(w2, 19) ^ (w2 &>> 10)
                words[place] = words[place] &+ s0 &+ words[(index &+ 9) & 15] &+ s1
            }
            let s1 = Self.rotated(e, 6) ^ Self.rotated(e, 11) ^ Self.rotated(e, 25)
            let choice = (e & f) ^ (~e & g)
            let first = h &+ s1 &+ choice &+ Self.constants[index] &+ words[place]
            let s0 = Self.rotated(a, 2) ^ Self.rotated(a, 13) ^ Self.rotated(a, 22)
            let majority = (a & b) ^ (a & c) ^ (b & c)
            (h, g, f, e) = (g, f, e, d &+ first)
            (d, c, b, a) = (c, b, a, first &+ s0 &+ majority)
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
        state[4] &+= e
        state[5] &+= f
        state[6] &+= g
        state[7] &+= h
    }

    @inline(__always)
    private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word &>> count | word &<< (32 &- count)
    }

    private static let constants: InlineArray<64, UInt32> = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1,
        0x923f_82a4, 0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
        0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786,
        0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147,
        0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
        0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
        0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a,
        0x5b9c_ca4f, 0x682e_6ff3, 0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
        0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}
