import CZstd
import FoundationEssentials
import GRDB

/// Makes of texts what is stored of them: short ones stay as they are, longer ones are compressed (decision 0008).
///
/// Keeps the compressor's tables between texts, since making them costs more than a short text. Belongs to whoever made
/// it: it is used by one thread at a time.
@safe final class TextPacker {
    private let context: OpaquePointer
    private var room: [UInt8] = []

    init() {
        guard let context = unsafe ZSTD_createCCtx() else {
            preconditionFailure("there is no memory for a compressor")
        }
        unsafe self.context = context
    }

    deinit { _ = unsafe ZSTD_freeCCtx(context) }

    /// Below this many bytes nothing is won.
    private static let shortest = 400
    /// The quickest level that counts: the next ones cost a third more and save a hundredth.
    private static let level: Int32 = 1

    /// A column of type `ANY`: TEXT, or BLOB where compressing saves an eighth at least.
    func packed(_ given: String?) -> DatabaseValue {
        guard var text = given else { return .null }
        guard text.utf8.count >= Self.shortest else { return text.databaseValue }
        let packed = text.withUTF8 { bytes -> Data? in
            let bound = ZSTD_compressBound(bytes.count)
            if room.count < bound { room = [UInt8](repeating: 0, count: bound) }
            return unsafe room.withUnsafeMutableBytes { room in
                let size = unsafe ZSTD_compressCCtx(
                    context, room.baseAddress, room.count, bytes.baseAddress, bytes.count, Self.level)
                guard ZSTD_isError(size) == 0, size < bytes.count / 8 * 7 else { return nil }
                return unsafe Data(room[..<size])
            }
        }
        return packed?.databaseValue ?? text.databaseValue
    }
}
