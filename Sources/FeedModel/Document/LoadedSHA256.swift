import Glibc

/// The SHA-256 of libcrypto, where the process has that library loaded anyway: the daemon has, with libcurl.
///
/// It uses the processor's own instructions and so is eight times as fast as ours, which a profile of first contact showed
/// as its first entry (`etc/doc/decisions/0005-sha-256.md`). Nobody loads it for this.
enum LoadedSHA256 {
    /// `SHA256` of OpenSSL: a message, its length, and room for 32 bytes; returns that room.
    private typealias Function =
        @convention(c) (UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<UInt8>?) ->
        UnsafeMutablePointer<UInt8>?

    private static let function: Function? = {
        guard let symbol = unsafe dlsym(nil, "SHA256") else { return nil }
        let found = unsafe unsafeBitCast(symbol, to: Function.self)
        // Whatever bears that name must be it.
        let message = Array("abc".utf8)
        return unsafe digest(of: message, by: found) == SHA256.ownDigest(of: message) ? found : nil
    }()

    /// The digest of a message, 32 bytes; nil where the library is not there.
    static func digest(of message: [UInt8]) -> [UInt8]? {
        guard let function = unsafe function else { return nil }
        return unsafe digest(of: message, by: function)
    }

    private static func digest(of message: [UInt8], by function: Function) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: 32) { bytes, count in
            _ = unsafe message.withUnsafeBufferPointer {
                unsafe function($0.baseAddress, $0.count, bytes.baseAddress)
            }
            count = 32
        }
    }
}
