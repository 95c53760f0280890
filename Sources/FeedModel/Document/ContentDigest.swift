/// A SHA-256 digest (FIPS 180-4): tells whether two documents or two contents are the same.
package struct ContentDigest: Hashable, Sendable {
    /// 32 bytes, big-endian.
    package let bytes: [UInt8]

    /// Takes over a digest that `bytes` once gave; nil unless it has 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    package init(of message: [UInt8]) {
        bytes = SHA256.digest(of: message)
    }

    /// The digest of several texts, each ended by a byte that no UTF-8 holds, so that no two lists run together.
    package init(of texts: [String]) {
        var message: [UInt8] = []
        for text in texts {
            message += text.utf8
            message.append(0xFF)
        }
        self.init(of: message)
    }

    /// 64 lower-case digits.
    package var hexadecimal: String {
        var digits: [UInt8] = []
        digits.reserveCapacity(64)
        for byte in bytes {
            digits.append(Hexadecimal.lower[Int(byte >> 4)])
            digits.append(Hexadecimal.lower[Int(byte & 15)])
        }
        return String(decoding: digits, as: UTF8.self)
    }
}
