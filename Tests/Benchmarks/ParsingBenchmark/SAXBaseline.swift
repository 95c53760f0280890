import CBaselines

/// Bare libxml2: its push parser with callbacks that do nothing, one context for all documents.
@safe final class SAXBaseline {
    private let pointer: OpaquePointer

    init() {
        guard let pointer = unsafe sax_baseline_create() else { preconditionFailure("There is no memory.") }
        unsafe self.pointer = pointer
    }

    deinit { unsafe sax_baseline_free(pointer) }

    /// Reads a document that must be well-formed.
    func read(_ bytes: [UInt8]) {
        let calls = unsafe bytes.withUnsafeBytes { buffer in
            unsafe sax_baseline_read(
                pointer, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
        }
        precondition(calls > 0, "The document is not well-formed.")
    }
}
