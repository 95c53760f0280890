internal import Glibc

/// The ends of lines, which are one character to XML however they are written.
enum LineEnds {
    /// Bytes in which each pair of carriage return and line feed, and each other carriage return, is a line feed (XML
    /// 1.0 §2.11). What has none comes back without a copy.
    static func normalised(_ bytes: [UInt8]) -> [UInt8] {
        guard let first = firstReturn(in: bytes) else { return bytes }
        return unsafe [UInt8](unsafeUninitializedCapacity: bytes.count) { result, count in
            unsafe bytes.withUnsafeBufferPointer { bytes in
                for place in 0..<first { unsafe result[place] = bytes[place] }
                count = first
                for place in first..<bytes.count {
                    let byte = unsafe bytes[place]
                    if byte == 0x0A, place > 0, unsafe bytes[place - 1] == 0x0D { continue }
                    unsafe result[count] = byte == 0x0D ? 0x0A : byte
                    count += 1
                }
            }
        }
    }

    /// Where the first carriage return is: mostly nowhere, and each document is looked through.
    private static func firstReturn(in bytes: [UInt8]) -> Int? {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            guard let base = unsafe UnsafeRawPointer(bytes.baseAddress),
                let found = unsafe memchr(base, 0x0D, bytes.count)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }
}
