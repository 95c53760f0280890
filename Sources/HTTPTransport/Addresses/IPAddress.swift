import Glibc

/// An address of IPv4 or IPv6.
///
/// Both are kept as 128 bits, IPv4 in its mapped form (`::ffff:a.b.c.d`, RFC 4291 §2.5.5.2): to the kernel they are
/// the same place, so to every rule they must be too.
struct IPAddress: Hashable, Sendable {
    let bits: UInt128

    init(bits: UInt128) {
        self.bits = bits
    }

    init(v4 bits: UInt32) {
        self.bits = 0xffff << 32 | UInt128(bits)
    }

    /// Reads the usual notations alone: four decimal parts, or RFC 4291's. Not `0x7f.1`, which only resolvers know.
    init?(_ text: some StringProtocol) {
        let text = String(text)
        if let bits = Self.v4(text.utf8.span) {
            self.init(v4: bits)
            return
        }
        // Names, which are asked about with each request, have no colon.
        guard text.utf8.contains(UInt8(ascii: ":")) else { return nil }
        var v6 = in6_addr()
        guard unsafe inet_pton(AF_INET6, text, &v6) == 1 else { return nil }
        self.init(v6)
    }

    /// Four decimal parts without leading zeros, as `inet_pton` reads them.
    private static func v4(_ text: Span<UInt8>) -> UInt32? {
        var bits: UInt32 = 0
        var index = 0
        for part in 0..<4 {
            if part > 0 {
                guard index < text.count, text[index] == UInt8(ascii: ".") else { return nil }
                index += 1
            }
            let start = index
            var number: UInt32 = 0
            while index < text.count, index < start + 3, (0x30...0x39).contains(text[index]) {
                number = number * 10 + UInt32(text[index] - 0x30)
                index += 1
            }
            guard index > start, number < 256, index == start + 1 || text[start] != 0x30 else { return nil }
            bits = bits << 8 | number
        }
        return index == text.count ? bits : nil
    }

    init(_ address: in6_addr) {
        let bytes = unsafe withUnsafeBytes(of: address) { unsafe Array($0) }
        bits = bytes.reduce(0) { $0 << 8 | UInt128($1) }
    }

    /// The address inside a socket address, or `nil` for other families.
    init?(_ address: UnsafePointer<sockaddr>) {
        switch unsafe Int32(address.pointee.sa_family) {
        case AF_INET:
            let v4 = unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self)
            self.init(v4: UInt32(bigEndian: v4.sin_addr.s_addr))
        case AF_INET6:
            self.init(unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self).sin6_addr)
        default:
            return nil
        }
    }

    var isV4: Bool {
        bits >> 32 == 0xffff
    }

    /// The IPv4 address that one of the transition forms carries inside, if this is one: NAT64 (RFC 6052) and 6to4
    /// (RFC 3056).
    var embedded: IPAddress? {
        if bits >> 32 == 0x0064_ff9b << 64 {
            IPAddress(v4: UInt32(truncatingIfNeeded: bits))
        } else if bits >> 112 == 0x2002 {
            IPAddress(v4: UInt32(truncatingIfNeeded: bits >> 80))
        } else {
            nil
        }
    }
}

extension IPAddress: CustomStringConvertible {
    var description: String {
        if isV4 { return Self.text(ofV4: UInt32(truncatingIfNeeded: bits)) }
        var address = in6_addr()
        unsafe withUnsafeMutableBytes(of: &address) { bytes in
            for index in 0..<16 {
                unsafe bytes[index] = UInt8(truncatingIfNeeded: bits >> (120 - 8 * index))
            }
        }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        unsafe inet_ntop(AF_INET6, &address, &text, socklen_t(text.count))
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func text(ofV4 bits: UInt32) -> String {
        unsafe String(unsafeUninitializedCapacity: 15) { text in
            var end = 0
            func write(_ byte: UInt32) {
                unsafe text[end] = UInt8(truncatingIfNeeded: byte)
                end += 1
            }
            for shift: UInt32 in [24, 16, 8, 0] {
                let number = bits >> shift & 255
                if number >= 100 { write(0x30 + number / 100) }
                if number >= 10 { write(0x30 + number / 10 % 10) }
                write(0x30 + number % 10)
                if shift > 0 { write(0x2E) }
            }
            return end
        }
    }
}
