import CZstd
import FoundationEssentials
import GRDB
import Synchronization

/// Reads what `TextPacker` compressed.
enum PackedText {
    /// - Throws: SQLite's error for a damaged database where the bytes are none of ours.
    static func unpacked(_ data: Data) throws -> String {
        guard let text = decompressor.withLock({ $0.text(data) }), !text.isEmpty else {
            throw DatabaseError.damage("a stored text cannot be unpacked")
        }
        return text
    }

    /// Its tables take longer to make than a text to read, and reading is short: one for all.
    private static let decompressor = Mutex(Decompressor())
}

@safe private struct Decompressor {
    private let context: OpaquePointer

    init() {
        guard let context = unsafe ZSTD_createDCtx() else {
            preconditionFailure("there is no memory for a decompressor")
        }
        unsafe self.context = context
    }

    /// Beyond this nothing was ever packed; the library's two marks for errors are larger still.
    private static let largest: UInt64 = 1 << 30

    /// Nil where the bytes are no whole frame.
    func text(_ data: Data) -> String? {
        unsafe data.withUnsafeBytes { packed in
            let size = unsafe ZSTD_getFrameContentSize(packed.baseAddress, packed.count)
            guard size <= Self.largest else { return nil }
            return unsafe String(unsafeUninitializedCapacity: Int(size)) { room in
                let count = unsafe ZSTD_decompressDCtx(
                    context, room.baseAddress, room.count, packed.baseAddress, packed.count)
                return ZSTD_isError(count) == 0 ? count : 0
            }
        }
    }
}
